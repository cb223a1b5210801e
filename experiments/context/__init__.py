"""What the encoder's vectors hold after each layer."""
