"""Maps of digits: the key of their colours, and the answers that survive in the order of each."""

from matplotlib.axes import Axes

from generators.figures._shared.vision import runs
from generators.kit.marks import Box, heat, write
from generators.kit.theme import MUTED, SMALL, WEIGHT, measure
from generators.kit.values import Values

AT = 4  # patches changed where the pages quote numbers
TESTS = ("deletion", "exchange")  # blanked, or with the pixels of another picture
YARDSTICK = {"deletion": "one at a time", "exchange": "one exchanged"}
PERCENT: dict[float, str] = {0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}


SHADES = 8  # steps in the key of a map


def map_key(ax: Axes, x: float, y: float, name: str, ends: tuple[str, str]) -> None:
    """The shades of a map, pale to full, between what the two ends stand for."""
    for text, wide in ((name, 14), (ends[0], 8)):
        write(ax, x, y, text, MUTED, SMALL)
        x += measure(text, SMALL)[0] + wide
    shades = [[step / (SHADES - 1) for step in range(SHADES)]]
    strip = heat(ax, Box(x, y - 6, 12 * SHADES, 12), shades, WEIGHT)
    write(ax, strip.right + 8, y, ends[1], MUTED, SMALL)


def key(name: str) -> str:
    """The name of an order as a part of a path of values."""
    return name.replace(" ", "_").replace(",", "")


def answers(test: str, name: str) -> list[list[float]]:
    """Share of answers unchanged after 0, 1, … patches, one curve a training.

    `name` is the order's in the results, or "yardstick": each patch tried alone in the same test.
    """
    wanted = YARDSTICK[test] if name == "yardstick" else name
    found: list[Values] = [run[test][wanted] for run in runs()]
    return [one["answers"] for one in found]
