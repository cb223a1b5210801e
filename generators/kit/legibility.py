"""What a reader would complain about: explainer.drawing.legibility, to import from here."""

from explainer.drawing.legibility import *  # noqa: F403
