"""Everything that turns a model into a figure, a number or a page: model → trace → figure → page."""
