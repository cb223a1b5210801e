"""What a residual path and a norm do in deep stacks of attention."""
