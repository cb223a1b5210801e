"""The figures of docs/beyond-text.md."""
