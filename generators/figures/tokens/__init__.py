"""The figures of docs/tokens.md."""
