"""What drawing gives: a still picture or a film, for a notebook and for a file."""

from __future__ import annotations

import base64
import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from os import PathLike
from pathlib import Path

from matplotlib.figure import Figure

from explainer.drawing.gif import film
from explainer.drawing.motion import Frame
from explainer.drawing.svg.adapt import adapt, drawing
from explainer.drawing.theme import DPI, house_style
from explainer.files import write_whole

DENSITY = 2  # image pixels per px: sharp on dense screens
LARGEST = 1024 * 1024  # bytes of a GIF with all its colours
FITS = "max-width:100%;height:auto"


@dataclass(frozen=True)
class Picture:
    """A still picture. Any figure of ``explainer.drawing`` can be made one."""

    figure: Figure = field(repr=False)
    alt: str  # what it shows, for someone who does not see it

    @cached_property
    def svg(self) -> bytes:
        """The picture as SVG, for a light and a dark background, with ``alt`` as its title.

        Raises ValueError for colours that are no roles of ``explainer.drawing.theme``.
        """
        with house_style():
            return adapt("the picture", drawing("picture", self.figure), self.alt, self.size)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px."""
        width, height = (round(inches * DPI) for inches in self.figure.get_size_inches())
        return width, height

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the picture as SVG, PNG or PDF, by the name of the file; missing folders are made.

        Raises ValueError for another kind of file.
        """
        path, kind = _kind(path, ("svg", "png", "pdf"))
        write_whole(path, self.svg if kind == "svg" else self._printed(kind))
        return path

    def _printed(self, kind: str) -> bytes:
        """The picture in light colours, on its panel."""
        buffer = io.BytesIO()
        with house_style():
            self.figure.patch.set_visible(True)
            self.figure.savefig(buffer, format=kind, dpi=DENSITY * DPI)
        return buffer.getvalue()

    def _repr_html_(self) -> str:
        # An <img>: inside one, names and styles of an SVG do not meet those of the page.
        return _img(_data("svg+xml", self.svg), self.alt, self.size)


@dataclass(frozen=True)
class Film:
    """A moving picture, whose frames ``frames()`` draws, anew at each call."""

    frames: Callable[[], Iterable[Frame]] = field(repr=False)
    alt: str  # what it shows, for someone who does not see it

    @cached_property
    def _made(self) -> tuple[film.Film, bytes, bytes]:
        with house_style():
            recorded = film.record("the film", self.frames(), DENSITY)
            return recorded, *film.written(recorded, LARGEST, shutil.which("gifsicle"))

    @property
    def gif(self) -> bytes:
        """The film as a GIF that repeats."""
        return self._made[1]

    @property
    def poster(self) -> bytes:
        """Its last frame as PNG."""
        return self._made[2]

    @property
    def steps(self) -> tuple[str, ...]:
        """What is seen, step by step, in words."""
        return tuple(self._made[0].steps.values())

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the GIF, or its last frame as PNG, by the name of the file; folders are made.

        Raises ValueError for another kind of file.
        """
        path, kind = _kind(path, ("gif", "png"))
        write_whole(path, self.gif if kind == "gif" else self.poster)
        return path

    def _repr_html_(self) -> str:
        """The film; its last frame for who wants no motion, and its steps in words."""
        width, height = (round(side * DPI) for side in self._made[0].figure.get_size_inches())
        steps = "".join(f"<li>{escape(step)}</li>" for step in self.steps)
        still = _data("png", self.poster)
        return (
            f'<picture><source media="(prefers-reduced-motion: reduce)" srcset="{still}">'
            f"{_img(_data('gif', self.gif), self.alt, (width, height))}</picture>"
            f"<details><summary>Step by step, in words</summary><ol>{steps}</ol></details>"
        )


def _kind(path: str | PathLike[str], kinds: tuple[str, ...]) -> tuple[Path, str]:
    """The path and the kind of file that its name asks for."""
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in kinds:
        raise ValueError(
            f"{path.name!r} must end in one of: {', '.join('.' + one for one in kinds)}"
        )
    return path, kind


def _data(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _img(source: str, alt: str, size: tuple[int, int]) -> str:
    width, height = size
    return (
        f'<img src="{source}" alt="{escape(alt)}" width="{width}" height="{height}" style="{FITS}">'
    )
