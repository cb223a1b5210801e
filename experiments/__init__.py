"""Training runs: data, command, result and what failed, one folder each."""
