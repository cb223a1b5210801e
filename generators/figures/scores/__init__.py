"""The figures of docs/scores.md."""
