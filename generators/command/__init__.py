"""What the project's commands are made of. Standard library only: it is there before all else."""
