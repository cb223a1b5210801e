"""A small decoder that writes captions of two handwritten digits, and where it looks meanwhile."""
