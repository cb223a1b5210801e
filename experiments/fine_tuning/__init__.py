"""What a trained encoder is worth to a new task with few labelled sentences."""
