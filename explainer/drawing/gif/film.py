"""From frames to an animated GIF and its still poster.

The artists made with `animated=True` are drawn for each frame over a background that is drawn once
("blitting": a fortieth of the cost of drawing everything again). One palette serves all frames.
"""

import io
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageColor

from explainer.drawing import theme
from explainer.drawing.gif.colours import Atlas, Indexed
from explainer.drawing.motion import Frame

COLOURS = (128, 64)
HOLD_LAST = 4.0  # seconds


@dataclass
class Film:
    """The different pictures of an animation, in numbers of `atlas`, and what is said of them."""

    figure: Figure  # as the last frame left it
    atlas: Atlas
    pictures: list[Indexed]
    milliseconds: list[int]
    steps: dict[int, str]  # number of a picture -> what it shows


def record(
    name: str,
    frames: Iterable[Frame],
    density: float,
    width: Callable[[Figure], int] | None = None,
    check: Callable[[Frame], None] | None = None,
) -> Film:
    """Draw every frame, `density` image pixels a px; one equal to the one before lengthens it.

    `width` says how wide the picture is to be, px, with an even margin; `check` holds a step, its
    figure in px, to the rules of a still. A GIF counts time in hundredths of a second.

    Raises:
        TypeError: for what is no frame.
        ValueError: when there are fewer than two different frames or than two steps, or a size
            changes.
    """
    atlas, pictures, milliseconds = Atlas(), list[Indexed](), list[int]()
    steps: dict[int, str] = {}
    figure = background = shape = None
    for frame in frames:
        if not isinstance(frame, Frame):
            raise TypeError(f"{name} yielded a {type(frame).__name__}, not moment() or step()")
        if frame.figure is not figure:
            figure, background = frame.figure, None
            figure.set_dpi(72 * density)
            figure.set_facecolor(theme.PANEL)
            FigureCanvasAgg(figure)
        if frame.name and check is not None:
            _in_px(frame, density, check)
        background = _draw_frame(figure, background)
        drawn = np.asarray(figure.canvas.buffer_rgba())  # type: ignore[attr-defined]
        wide = drawn.shape[1] if width is None else round(width(figure) * density)
        pixels = atlas.index(_framed(drawn, wide))
        if drawn.shape != (shape := shape or drawn.shape):
            raise ValueError(f"{name} changes its size between frames")
        duration = max(20, round(frame.seconds * 100) * 10)
        if pictures and np.array_equal(pixels, pictures[-1]):
            milliseconds[-1] += duration
        else:
            pictures.append(pixels)
            milliseconds.append(duration)
        if frame.name:
            steps[len(pictures) - 1] = frame.name
    if figure is None or len(pictures) < 2:
        raise ValueError(f"animate() of {name} yields {len(pictures)} different frames")
    if len(steps) < 2 or max(steps) != len(pictures) - 1:
        raise ValueError(
            f"animate() of {name} needs two steps at least, the last frame one of them"
        )
    milliseconds[-1] = max(milliseconds[-1], round(HOLD_LAST * 1000))
    return Film(figure, atlas, pictures, milliseconds, steps)


def _framed(pixels: Any, width: int) -> Any:
    """The pixels [height, drawn, 4] with an even margin, `width` pixels in all."""
    left = (width - pixels.shape[1]) // 2
    paper = np.array([*ImageColor.getrgb(theme.PANEL), 255], dtype=pixels.dtype)
    framed = np.empty((pixels.shape[0], width, 4), dtype=pixels.dtype)
    framed[:, :left] = framed[:, left + pixels.shape[1] :] = paper
    framed[:, left : left + pixels.shape[1]] = pixels
    return framed


def _in_px(frame: Frame, density: float, check: Callable[[Frame], None]) -> None:
    """Check a frame while the sizes of its figure are CSS px."""
    figure, stale = frame.figure, frame.figure.stale
    figure.set_dpi(72)
    try:
        check(frame)
    finally:
        figure.set_dpi(72 * density)
        figure.stale = stale  # the background that is kept still holds


def written(film: Film, largest: int, gifsicle: str | None) -> tuple[bytes, bytes]:
    """GIF and poster, the last frame, with as many colours as `largest` bytes allow, or the fewest.

    `gifsicle` is the program that makes the GIF smaller, None where there is none.
    """
    named = [light for light, _ in theme.ROLES.values()]
    for colours in COLOURS:
        images = film.atlas.reduce(film.pictures, colours, named)
        animation = encode(images, film.milliseconds, gifsicle)
        if len(animation) <= largest:
            break
    poster = io.BytesIO()
    images[-1].save(poster, format="PNG", optimize=True)
    return animation, poster.getvalue()


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


def encode(frames: list[Image.Image], milliseconds: list[int], gifsicle: str | None) -> bytes:
    """The GIF, which repeats, made smaller by gifsicle where there is one."""
    buffer = io.BytesIO()
    frames[0].save(
        buffer,
        format="GIF",
        save_all=True,
        append_images=frames[1:],
        duration=milliseconds,
        loop=0,
        optimize=False,
        disposal=1,
    )
    if gifsicle is None:
        return buffer.getvalue()
    return subprocess.run(
        [gifsicle, "-O3", "--no-warnings"], input=buffer.getvalue(), capture_output=True, check=True
    ).stdout
