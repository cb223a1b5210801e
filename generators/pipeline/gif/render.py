"""From frames to an animated GIF and its still poster.

The artists made with `animated=True` are drawn for each frame over a background that is drawn once
("blitting": a fortieth of the cost of drawing everything again). One palette serves all frames.
"""

import io
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from generators.kit import theme
from generators.pipeline.gif.colours import Atlas, Indexed
from generators.pipeline.measure import measure

DENSITIES = (2, 1.5)  # image pixels per CSS px, for sharp text on dense screens
COLOURS = (128, 64)
LARGEST = 250 * 1024  # bytes
HOLD_LAST = 4.0  # seconds


def render(
    name: str, animate: Callable[[], Iterable[Any]]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Draw all frames; return the details of the figure and its files (GIF and poster).

    A GIF that is larger than `LARGEST` is written with fewer colours, then with fewer pixels.

    Raises:
        ValueError: when there are fewer than two different frames, or a size changes.
    """
    for density in DENSITIES:
        atlas = Atlas()
        pictures, milliseconds, details = record(name, animate(), atlas, density)
        if len(pictures) < 2:
            raise ValueError(f"animate() of {name} yields {len(pictures)} different frames")
        milliseconds[-1] = max(milliseconds[-1], round(HOLD_LAST * 1000))
        details.update(frames=len(pictures), milliseconds=milliseconds, density=density)
        for colours in COLOURS:
            indexed = atlas.reduce(pictures, colours, [light for light, _ in theme.ROLES.values()])
            animation = encode(indexed, milliseconds)
            if len(animation) <= LARGEST:
                break
        if len(animation) <= LARGEST:
            break
    poster = io.BytesIO()
    indexed[-1].save(poster, format="PNG", optimize=True)
    return details, {f"{name}.gif": animation, f"{name}.png": poster.getvalue()}


def record(
    name: str, frames: Iterable[Any], atlas: Atlas, density: float
) -> tuple[list[Indexed], list[int], dict[str, Any]]:
    """The different frames in numbers of `atlas`, how long each is shown, the size of the figure.

    A frame equal to the one before lengthens it. A GIF counts time in hundredths of a second.
    """
    pictures: list[Indexed] = []
    milliseconds: list[int] = []
    details: dict[str, Any] = {}
    figure = background = None
    for drawn, seconds in frames:
        if not isinstance(drawn, Figure):
            raise TypeError(f"{name} yielded a {type(drawn).__name__}, not (Figure, seconds)")
        if drawn is not figure:
            figure, background = drawn, None
            figure.set_dpi(72 * density)
            figure.set_facecolor(theme.PANEL)
            FigureCanvasAgg(figure)
        background = _draw_frame(figure, background)
        pixels = atlas.index(np.asarray(figure.canvas.buffer_rgba()))  # type: ignore[attr-defined]
        if not pictures:
            details = measure(name, figure)
        elif pixels.shape != pictures[0].shape:
            raise ValueError(f"{name} changes its size between frames")
        duration = max(20, round(seconds * 100) * 10)
        if pictures and np.array_equal(pixels, pictures[-1]):
            milliseconds[-1] += duration
        else:
            pictures.append(pixels)
            milliseconds.append(duration)
    if figure is not None:
        details = measure(name, figure)
    return pictures, milliseconds, details


def _draw_frame(figure: Figure, background: Any) -> Any:
    """Draw onto the canvas of the figure; return the background for the next frame."""
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    moving = _moving_artists(figure)
    # Animated artists do not mark the figure as stale, so stale means that the background changed.
    if background is None or figure.stale:
        canvas.draw()
        background = canvas.copy_from_bbox(figure.bbox)
    else:
        canvas.restore_region(background)
    for artist in moving:
        artist.draw(canvas.get_renderer())
    return background


def _moving_artists(figure: Figure) -> list[Artist]:
    """The animated artists, lowest first, and what stands above them, which is now animated too.

    Without the latter a moving highlight would cover the word that it should lie behind.
    """
    moving: list[Artist] = []
    for layers in (*map(_layers, figure.axes), [*figure.texts, *figure.lines, *figure.patches]):
        lowest = min((child.get_zorder() for child in layers if child.get_animated()), default=None)
        if lowest is None:
            continue
        for child in layers:
            if child.get_zorder() > lowest and not child.get_animated():
                child.set_animated(True)
                figure.stale = True
        above = [child for child in layers if child.get_animated() and child.get_visible()]
        moving.extend(sorted(above, key=lambda artist: artist.get_zorder()))
    return moving


def _layers(axes: Axes) -> list[Artist]:
    """What `axes.draw` draws: neither axis nor spines when the axes are off."""
    hidden: list[Artist] = [axes.patch]
    if not axes.axison:
        hidden += [axes.xaxis, axes.yaxis]
    if not (axes.axison and axes.get_frame_on()):
        hidden += list(axes.spines.values())
    return [child for child in axes.get_children() if child not in hidden]


def encode(frames: list[Image.Image], milliseconds: list[int]) -> bytes:
    """The GIF, made smaller by gifsicle where there is one."""
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=milliseconds,
        loop=getattr(theme, "LOOP", 0),
        optimize=False,
        disposal=1,
    )
    gifsicle = shutil.which("gifsicle", path=sysconfig.get_path("scripts"))
    if gifsicle is None:
        return buffer.getvalue()
    return subprocess.run(
        [gifsicle, "-O3", "--no-warnings"], input=buffer.getvalue(), capture_output=True, check=True
    ).stdout
