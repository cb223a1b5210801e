"""The figures of docs/your-own-model.md."""
