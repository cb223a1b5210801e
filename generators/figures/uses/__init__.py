"""The figures of docs/uses.md."""
