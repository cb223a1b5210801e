"""A vision transformer on handwritten digits, and whether its bright patches matter."""
