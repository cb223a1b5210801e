"""The figures of docs/why-attention.md."""
