"""The figures of docs/multi-head-attention.md."""
