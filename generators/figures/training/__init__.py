"""The figures of docs/training.md."""
