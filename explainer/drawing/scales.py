"""Numbers made visible: opacity scales, legible text on them in both themes, honest rounding."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from explainer.drawing.theme import NEGATIVE, POSITIVE, ROLES

__all__ = ["SIGNED_STRENGTH", "contrast", "number_style", "over", "printed", "role_name", "shade"]

SIGNED_STRENGTH = 0.5  # the largest signed number is half its colour: INK stays legible on it


def contrast(first: Sequence[float], second: Sequence[float]) -> float:
    """WCAG 2 contrast ratio of two opaque colours, each (red, green, blue) in 0..1."""
    light = []
    for colour in (first, second):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        light.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(light) + 0.05) / (min(light) + 0.05)


def over(role: str, alpha: float, theme: int, below: Sequence[float] | None = None) -> list[float]:
    """The colour of a role (its name) at this opacity over `below` (PANEL), as browsers mix it."""
    colours = [ROLES[role][theme], ROLES["PANEL"][theme]]
    top, panel = ([int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)] for text in colours)
    ground = panel if below is None else below
    return [alpha * a + (1 - alpha) * b for a, b in zip(top, ground, strict=True)]


@cache
def number_style(role: str, alpha: float) -> tuple[str, str, float]:
    """How to print a number on `role` at this opacity so that both themes reach 4.5 : 1.

    Returns (text role, halo role, halo opacity). Around the middle of the scale neither INK nor
    PANEL is enough in both themes; there a faint halo moves the ground a little away from the
    text: towards PANEL under INK, towards the full role under PANEL.
    """
    for halo in np.linspace(0, 1, 51):
        for text, ground in (("INK", "PANEL"), ("PANEL", role)):
            if all(
                contrast(over(text, 1, theme), over(ground, halo, theme, over(role, alpha, theme)))
                >= 4.55
                for theme in (0, 1)
            ):
                return text, ground, float(halo)
    raise ValueError(f"no legible number on {role} at opacity {alpha}")


def role_name(colour: str) -> str:
    """The name of a role constant. Raises ValueError for any other colour."""
    for name, (light, _) in ROLES.items():
        if light == colour:
            return name
    raise ValueError(f"{colour} is not a role of the theme")


def printed(weights: Any, digits: int = 2) -> np.ndarray:
    """Round each distribution along the last axis so that what is printed sums to exactly 1.

    Largest remainder: round all down, then give the missing units to the largest remainders.
    Every number moves by less than one unit of the last digit; exact zeros stay zero.
    Raises ValueError if a weight is negative or a row does not sum to 1 (to 1e-3).
    """
    array = np.asarray(weights, dtype=np.float64)
    totals = array.sum(axis=-1, keepdims=True)
    if (array < 0).any() or not np.all(np.abs(totals - 1) < 1e-3):
        raise ValueError("printed() needs rows of weights >= 0 that sum to 1")
    units = 10**digits
    exact = array / totals * units
    whole = np.floor(exact + 1e-9)  # 0.29 * 100 is 28.999999999999996
    missing = np.rint(units - whole.sum(axis=-1, keepdims=True))
    remainder = np.where(array == 0, -1.0, exact - whole)
    rank = np.argsort(np.argsort(-remainder, axis=-1, kind="stable"), axis=-1, kind="stable")
    rounded: np.ndarray = np.round((whole + (rank < missing)) / units, digits)
    return rounded


def shade(number: float, scale: str, limit: float, role: str) -> tuple[str, float]:
    """Colour and opacity of a cell: one fixed scale for weights, one centred on zero for signed."""
    if scale == "weight":
        return role, float(np.clip(number, 0, 1))
    if scale == "signed":
        share = min(abs(number) / limit, 1.0) if limit > 0 else 0.0
        return POSITIVE if number >= 0 else NEGATIVE, SIGNED_STRENGTH * share
    if scale == "plain":
        return role, 0.0
    raise ValueError(f'scale must be "weight", "signed" or "plain", not {scale!r}')
