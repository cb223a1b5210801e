"""A published language model, run through this project's own attention."""
