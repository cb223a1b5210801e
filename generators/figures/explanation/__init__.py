"""The figures of docs/explanation.md."""
