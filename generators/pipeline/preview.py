"""The picture that other sites show beside a link: one PNG, 1200 x 630 pixels."""

import io

from matplotlib.figure import Figure

SIZE = (600, 315)  # CSS px, drawn at twice the density


def render(figure: Figure) -> bytes:
    """The figure as PNG. Raises ValueError for another size than link previews are cut to."""
    size = tuple(round(inches * 72) for inches in figure.get_size_inches())
    if size != SIZE:
        raise ValueError(f"a preview is {SIZE[0]} x {SIZE[1]} px, this one {size[0]} x {size[1]}")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=144, metadata={"Software": None})
    return buffer.getvalue()
