"""NAME.piece.json: the data of a figure that the reader can work with, read by its element."""

import json

from generators.kit.piece import Piece
from generators.pipeline.paths import DOCS
from generators.pipeline.records import plain


def piece_file(name: str, piece: object) -> tuple[str, bytes]:
    """The element of figure `name` and the file that it reads.

    Raises:
        TypeError: names what `piece()` returned, or a key that is no plain number or word.
        FileNotFoundError: no module of the site defines the element.
    """
    if not isinstance(piece, Piece):
        raise TypeError(f"piece() of {name} returned a {type(piece).__name__}, not a Piece")
    module = DOCS / "js" / f"{piece.element}.mjs"
    if not module.is_file():
        raise FileNotFoundError(
            f"{name} is to be a <{piece.element}>, but there is no docs/js/{module.name}"
        )
    data = plain(piece.data, f"piece of {name}")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return piece.element, f"{text}\n".encode()
