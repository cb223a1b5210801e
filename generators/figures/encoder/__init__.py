"""The figures of docs/encoder.md."""
