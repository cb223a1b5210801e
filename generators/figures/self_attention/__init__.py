"""The figures of docs/self-attention.md."""
