"""What an induction head does for what a model learns from its context."""
