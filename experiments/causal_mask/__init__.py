"""What the causal mask is worth: the translator trained with it and without it."""
