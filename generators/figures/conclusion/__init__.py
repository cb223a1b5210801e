"""The figures of docs/conclusion.md."""
