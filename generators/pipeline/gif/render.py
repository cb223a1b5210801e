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

from generators.kit import legibility, theme
from generators.kit.motion import Frame
from generators.pipeline.gif.colours import Atlas, Indexed
from generators.pipeline.inputs import gifsicle
from generators.pipeline.measure import measure

DENSITIES = (2, 1.5)  # image pixels per CSS px, for sharp text on dense screens
COLOURS = (128, 64)
LARGEST = 250 * 1024  # bytes
HOLD_LAST = 4.0  # seconds


def render(
    name: str, animate: Callable[[], Iterable[Frame]], narrow: bool = False
) -> tuple[dict[str, Any], bytes, bytes]:
    """Draw all frames: the details of the figure, the GIF and its poster, the last frame.

    A GIF that is larger than `LARGEST` is written with fewer colours, then with fewer pixels.

    Raises:
        ValueError: when there are fewer than two different frames or than two steps, a step cannot
            be read, or a size changes.
    """
    for density in DENSITIES:
        film = record(name, animate(), density, narrow)
        animation, poster = _smallest(film)
        if len(animation) <= LARGEST:
            break
    details = {
        **film.size,
        "frames": len(film.pictures),
        "milliseconds": film.milliseconds,
        "steps": [{"frame": frame, "shows": shows} for frame, shows in film.steps.items()],
        "density": density,
    }
    return details, animation, poster


@dataclass
class Film:
    """The different pictures of an animation, in numbers of `atlas`, and what is said of them."""

    atlas: Atlas
    pictures: list[Indexed]
    milliseconds: list[int]
    steps: dict[int, str]  # number of a picture -> what it shows
    size: dict[str, Any]


def record(name: str, frames: Iterable[Frame], density: float, narrow: bool) -> Film:
    """Draw every frame; one equal to the one before lengthens it.

    A GIF counts time in hundredths of a second.
    """
    film = Film(Atlas(), [], [], {}, {})
    figure = background = shape = None
    for frame in frames:
        if not isinstance(frame, Frame):
            raise TypeError(f"{name} yielded a {type(frame).__name__}, not moment() or step()")
        if frame.figure is not figure:
            figure, background = frame.figure, None
            figure.set_dpi(72 * density)
            figure.set_facecolor(theme.PANEL)
            FigureCanvasAgg(figure)
        if frame.name:
            _check(name, frame, narrow, density)
        background = _draw_frame(figure, background)
        film.size = film.size or measure(name, figure, narrow)
        drawn = np.asarray(figure.canvas.buffer_rgba())  # type: ignore[attr-defined]
        pixels = film.atlas.index(_framed(drawn, round(film.size["width"] * density)))
        if drawn.shape != (shape := shape or drawn.shape):
            raise ValueError(f"{name} changes its size between frames")
        duration = max(20, round(frame.seconds * 100) * 10)
        if film.pictures and np.array_equal(pixels, film.pictures[-1]):
            film.milliseconds[-1] += duration
        else:
            film.pictures.append(pixels)
            film.milliseconds.append(duration)
        if frame.name:
            film.steps[len(film.pictures) - 1] = frame.name
    if figure is None or len(film.pictures) < 2:
        raise ValueError(f"animate() of {name} yields {len(film.pictures)} different frames")
    if len(film.steps) < 2 or max(film.steps) != len(film.pictures) - 1:
        raise ValueError(
            f"animate() of {name} needs two steps at least, the last frame one of them"
        )
    film.milliseconds[-1] = max(film.milliseconds[-1], round(HOLD_LAST * 1000))
    film.size |= measure(name, figure, narrow)
    return film


def _framed(pixels: Any, width: int) -> Any:
    """The pixels [height, drawn, 4] with an even margin, `width` pixels in all."""
    left = (width - pixels.shape[1]) // 2
    paper = np.array([*ImageColor.getrgb(theme.PANEL), 255], dtype=pixels.dtype)
    framed = np.empty((pixels.shape[0], width, 4), dtype=pixels.dtype)
    framed[:, :left] = framed[:, left + pixels.shape[1] :] = paper
    framed[:, left : left + pixels.shape[1]] = pixels
    return framed


def _check(name: str, frame: Frame, narrow: bool, density: float) -> None:
    """Hold a step to the rules of a still."""
    figure, stale = frame.figure, frame.figure.stale
    figure.set_dpi(72)  # its sizes are CSS px
    try:
        legibility.check(f"{name}, step {frame.name!r},", figure, narrow, moving=True)
    finally:
        figure.set_dpi(72 * density)
        figure.stale = stale  # the background that is kept still holds


def _smallest(film: Film) -> tuple[bytes, bytes]:
    """GIF and poster with as many colours as `LARGEST` allows, else with the fewest."""
    named = [light for light, _ in theme.ROLES.values()]
    for colours in COLOURS:
        images = film.atlas.reduce(film.pictures, colours, named)
        animation = encode(images, film.milliseconds)
        if len(animation) <= LARGEST:
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
    program = gifsicle()
    if program is None:
        return buffer.getvalue()
    return subprocess.run(
        [program, "-O3", "--no-warnings"], input=buffer.getvalue(), capture_output=True, check=True
    ).stdout
