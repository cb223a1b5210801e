"""What looking back gives that a running summary does not: recall and copying at a distance."""
