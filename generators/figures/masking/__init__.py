"""The figures of docs/masking.md."""
