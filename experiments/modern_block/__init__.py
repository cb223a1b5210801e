"""What later decoders changed in the paper's block, each change made alone in a small model."""
