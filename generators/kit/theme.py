"""The house style, switched on: figures are drawn in a process of their own."""

import logging

import matplotlib as mpl

from explainer.drawing.theme import *  # noqa: F403  (its __all__ is the list)
from explainer.drawing.theme import STYLE

# The fallback fonts have no semibold; matplotlib takes their bold and need not say so every time.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
mpl.rcParams.update(STYLE)
