"""The figures of docs/word-order.md."""
