"""The GIF of an animation and its still poster, as light as a page needs."""

from collections.abc import Callable, Iterable
from typing import Any

from explainer.drawing.gif import film as films
from explainer.drawing.motion import Frame
from generators.kit import legibility
from generators.pipeline.inputs import gifsicle
from generators.pipeline.measure import measure

DENSITIES = (2, 1.5)  # image pixels per CSS px, for sharp text on dense screens
LARGEST = 250 * 1024  # bytes


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
        animation, poster = films.written(film, LARGEST, gifsicle())
        if len(animation) <= LARGEST:
            break
    details = {
        **measure(name, film.figure, narrow),
        "frames": len(film.pictures),
        "milliseconds": film.milliseconds,
        "steps": [{"frame": frame, "shows": shows} for frame, shows in film.steps.items()],
        "density": density,
    }
    return details, animation, poster


def record(name: str, frames: Iterable[Frame], density: float, narrow: bool) -> films.Film:
    """Draw every frame in one of the widths that a page shows, each step held to the rules."""

    def width(figure: Any) -> int:
        return int(measure(name, figure, narrow)["width"])

    def check(frame: Frame) -> None:
        step = f"{name}, step {frame.name!r},"
        legibility.check(step, frame.figure, narrow, moving=True)

    return films.record(name, frames, density, width, check)
