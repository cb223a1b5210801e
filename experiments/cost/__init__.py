"""What attention costs: layers counted and timed, and memory with and without tiles."""
