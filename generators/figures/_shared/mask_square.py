"""Who may look at whom, as a small square: rows look, columns are looked at."""

from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from generators.kit.theme import MUTED, WEIGHT

TOKENS = 5  # rows and columns


def mask_square(ax: Axes, x: float, y: float, side: float, causal: bool) -> None:
    """A square `side` px wide whose corner is (x, y); `causal`: at no later token, else at all."""
    cell = side / TOKENS
    corners = [(x, y)]
    for row in range(TOKENS):
        seen = row + 1 if causal else TOKENS
        corners += [(x + seen * cell, y + row * cell), (x + seen * cell, y + (row + 1) * cell)]
    ax.add_patch(Polygon([*corners, (x, y + side)], facecolor=WEIGHT, alpha=0.65, linewidth=0))
    ax.add_patch(Rectangle((x, y), side, side, facecolor="none", edgecolor=MUTED, linewidth=1))
