"""The figures of docs/ten-pictures.md."""
