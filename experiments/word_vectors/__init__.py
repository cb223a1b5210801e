"""Word vectors from a text: what they hold of meaning, and what of the text's habits."""
