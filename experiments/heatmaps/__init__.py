"""What the brightness of a cell of cross-attention says."""
