"""Tokens: the merges a byte-pair tokenizer learns, and what other ways of cutting text cost."""
