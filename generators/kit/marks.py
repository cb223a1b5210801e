"""The marks of explainer.drawing, for every figure to import from here."""

from explainer.drawing.marks import *  # noqa: F403  (its __all__ is the list)
