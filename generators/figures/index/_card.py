"""The pictures on the cards of Home: one size, no words, so that a card may be any width."""

from generators.kit.figure import Axes, Figure
from generators.kit.theme import canvas

WIDTH, HEIGHT = 320.0, 128.0  # px
LEFT, RIGHT, TOP, BOTTOM = 24.0, 296.0, 16.0, 112.0  # where the drawing lies


def card() -> tuple[Figure, Axes]:
    """An empty card."""
    return canvas(WIDTH, HEIGHT)
