"""The figures of docs/language-model.md."""
