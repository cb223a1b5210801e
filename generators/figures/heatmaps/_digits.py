"""Answers that survive when patches of digits are changed, in the order of each map."""

from generators.figures._shared.vision import runs
from generators.kit.values import Values

AT = 4  # patches changed where the pages quote numbers
TESTS = ("deletion", "exchange")  # blanked, or with the pixels of another picture
YARDSTICK = {"deletion": "one at a time", "exchange": "one exchanged"}
PERCENT: dict[float, str] = {0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}


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
