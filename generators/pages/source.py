"""A page as it is written in docs: a file in UTF-8."""

from pathlib import Path

from generators.pipeline.paths import ROOT


class NotUtf8Error(ValueError):
    """A page holds bytes that are no UTF-8: `found` in line `line`; `advice` is for its author."""

    advice = "the page is not UTF-8; save it in that encoding"

    def __init__(self, path: Path, error: UnicodeDecodeError) -> None:
        self.line = error.object.count(b"\n", 0, error.start) + 1
        self.found = f"byte 0x{error.object[error.start]:02x}"
        place = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        super().__init__(f"{place.as_posix()}:{self.line}: {self.found}: {self.advice}")


def read_page(path: Path) -> str:
    """The text of a page.

    Raises:
        NotUtf8Error: names the file, the line and the byte.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(path, error) from None
