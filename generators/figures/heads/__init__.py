"""The figures of docs/heads.md."""
