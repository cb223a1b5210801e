"""What a translator can do at each saved moment of its training."""
