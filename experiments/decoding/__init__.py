"""Writing with a trained model: its certainty, sampling and beams, and what a cache saves."""
