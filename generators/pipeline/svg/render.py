"""The SVG of a figure, in one of the widths that a page shows."""

from typing import Any

from matplotlib.figure import Figure

from explainer.drawing.svg.adapt import adapt, drawing
from generators.pipeline.measure import measure


def render(
    name: str, figure: Figure, alt: str, narrow: bool = False
) -> tuple[dict[str, Any], bytes]:
    """Measure and save `figure`: its details (width, height, smallest font …) and the SVG."""
    if not isinstance(figure, Figure):
        raise TypeError(f"{name} drew a {type(figure).__name__}, not a matplotlib Figure")
    drawn = drawing(name, figure)
    details = measure(name, figure, narrow)
    size = (details["width"], details["height"])
    return details, adapt(name, drawn, alt, size, details["left"])
