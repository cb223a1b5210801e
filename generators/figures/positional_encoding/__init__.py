"""The figures of docs/positional-encoding.md."""
