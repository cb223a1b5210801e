"""Numbers made visible: explainer.drawing.scales, to import from here."""

from explainer.drawing.scales import *  # noqa: F403
