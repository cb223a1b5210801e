"""What an animation yields: explainer.drawing.motion, to import from here."""

from explainer.drawing.motion import *  # noqa: F403
