"""The figures of docs/cost.md."""
