"""The figures of docs/index.md."""
