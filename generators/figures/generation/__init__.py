"""The figures of docs/generation.md."""
