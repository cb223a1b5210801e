"""From a figure's module to its files: what is stale is drawn, and recorded beside its picture."""
