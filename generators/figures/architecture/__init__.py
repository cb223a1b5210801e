"""The figures of docs/architecture.md."""
