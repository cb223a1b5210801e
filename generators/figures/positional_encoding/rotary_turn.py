"""Rotary encoding on one pair of features: what counts is how far apart query and key stand."""

import numpy as np
from matplotlib.patches import Circle, Wedge

from explainer.positions import rotary
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, titled, write
from generators.kit.theme import GRID, INK, KEY, QUERY, RESIDUAL, SMALL, signed_text

QUERY_PAIR, KEY_PAIR = (0.96, -0.28), (1.0, 0.0)  # both of length 1
PLACES = ((2, 1), (5, 4), (4, 1))  # of the query, of the key: moved together, then one alone
TITLES = ("next to each other", "both three places later", "only the query later")
RADIUS = 44.0  # px


def values() -> Values:
    return {"scenes": [scene(*places) for places in PLACES]}


def scene(query_at: int, key_at: int) -> Values:
    """The query and the key turned by their positions, and their dot product."""
    query, key = turned(QUERY_PAIR, query_at), turned(KEY_PAIR, key_at)
    hands = [query.tolist(), key.tolist()]
    return {"places": [query_at, key_at], "hands": hands, "score": float(query @ key)}


def turned(pair: tuple[float, float], position: int) -> np.ndarray:
    """The pair of features as rotary encoding turns it at a position."""
    there: np.ndarray = rotary(np.array([pair]), start=position)[0]
    return there


def alt(v: Values) -> str:
    told = "; ".join(
        f"query at {shown['places'][0]}, key at {shown['places'][1]}: score {shown['score']:.2f}"
        for shown in v["scenes"]
    )
    return f"Clocks with two hands, a query and a key, each turned by its position. {told}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(len(v["scenes"]), (172, 122), gap=10)
    for box, title, shown in zip(boxes, TITLES, v["scenes"], strict=True):
        below = titled(ax, box, title, INK, SMALL)
        clock = Box(below.left, below.top + 2, 2 * RADIUS, 2 * RADIUS)
        _clock(ax, clock.centre, shown["hands"])
        query, key = shown["places"]
        lines = ((f"query at {query}", QUERY), (f"key at {key}", KEY))
        for index, (text, role) in enumerate(lines):
            write(ax, clock.right + 10, clock.top + 24 + 20 * index, text, role, SMALL)
        score = f"score {signed_text(shown['score'])}"
        write(ax, clock.right + 10, clock.top + 68, score, INK, SMALL, weight="semibold")
    return figure


def _clock(ax: Axes, centre: tuple[float, float], hands: list[list[float]]) -> None:
    """Query and key as hands that turn clockwise from the top, the angle between filled."""
    ax.add_patch(Circle(centre, RADIUS, facecolor="none", edgecolor=GRID, linewidth=2))
    query, key = (float(np.degrees(np.arctan2(odd, even))) for even, odd in hands)
    between = (query - key + 180) % 360 - 180  # from the key on, clockwise above zero
    first = min(key, key + between) - 90
    wedge = Wedge(centre, RADIUS, first, first + abs(between), facecolor=RESIDUAL, alpha=0.25)
    ax.add_patch(wedge)
    for (even, odd), role in zip(hands, (QUERY, KEY), strict=True):
        tip = (centre[0] + RADIUS * odd, centre[1] - RADIUS * even)
        ax.plot(*zip(centre, tip, strict=True), color=role, linewidth=2.5)
