"""A figure that the reader can work with: which element of the page does it, with which data."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """What `piece(v)` of a figure returns.

    `element` is the custom element that docs/js/ELEMENT.mjs defines; it finds `data` (plain numbers
    and words) in a file beside the picture, and the picture inside itself until it has read them.
    """

    element: str
    data: dict[str, Any]
