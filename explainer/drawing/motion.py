"""What an animation yields: frames, some of which are its steps.

`animate(v, page)` yields `moment(figure, seconds)` for what only the eye needs, the way between two
states, and `step(figure, seconds, "what is seen now")` for a state that a reader stops at. The
buttons of the page go from step to step, and each step is held to the same rules as a still.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.figure import Figure

__all__ = ["MOVES", "MOVE_SECONDS", "Frame", "eased", "moment", "reading_seconds", "step"]

MOVES = 6  # frames of one movement
MOVE_SECONDS = 0.5  # the least that an eye can follow


@dataclass(frozen=True)
class Frame:
    """The figure as it is now, how long it is shown, and, for a step, what it shows."""

    figure: Figure
    seconds: float
    name: str = ""


def moment(figure: Figure, seconds: float) -> Frame:
    """A frame on the way from one step to the next."""
    return Frame(figure, seconds)


def step(figure: Figure, seconds: float, name: str) -> Frame:
    """A frame that a reader stops at; `name` says in a few words what it shows.

    Raises:
        ValueError: when there is no name.
    """
    if not name.strip():
        raise ValueError("a step of an animation needs a name that says what it shows")
    return Frame(figure, seconds, name)


def eased(moves: int = MOVES) -> Iterator[float]:
    """The share of a movement that is done after each of its frames: slow, fast, slow."""
    for index in range(1, moves + 1):
        share = index / moves
        yield share * share * (3 - 2 * share)


def reading_seconds(text: str) -> float:
    """How long a step is shown whose text is this: as long as it takes to read."""
    return 0.5 + 0.3 * len(text.split())
