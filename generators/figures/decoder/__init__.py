"""The figures of docs/decoder.md."""
