"""Why scores are divided by √d_k, and what else a score could be."""
