"""What a position code is worth: one question about order, and the translator with each code."""
