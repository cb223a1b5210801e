"""German beside French: what the encoder of one language serves another, and one model for both."""
