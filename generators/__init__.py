"""From a model to a page: what draws the figures, takes the numbers and weaves the prose."""
