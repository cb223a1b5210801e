"""What changed since a good build or a commit: pictures, numbers, checks and sentences."""
