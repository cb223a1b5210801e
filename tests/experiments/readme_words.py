"""How the READMEs of the experiments write numbers; `test_readmes.py` says what for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import mean
from typing import Any

Results = dict[str, Any]
Write = Callable[[float], str]


def short(share: float, digits: int = 2) -> str:
    """Without the zero before the point: ``.88``, ``-.012``, ``1.00``."""
    return f"{share:.{digits}f}".replace("0.", ".", 1) if abs(share) < 1 else f"{share:.{digits}f}"


def percent(share: float) -> str:
    """A share as whole percent, without the sign, which often follows only once."""
    return f"{100 * share:.0f}"


def fixed(digits: int) -> Write:
    """So many digits after the point."""
    return lambda number: f"{number:.{digits}f}"


def brief(ratio: float) -> str:
    """Two digits where they can be read, one with an exponent: ``1.2``, ``0.090``, ``3e-7``."""
    if ratio >= 1:
        return f"{ratio:.1f}"
    if ratio >= 0.1:
        return f"{ratio:.2f}"
    if ratio >= 0.001:
        return f"{ratio:.3f}"
    return f"{ratio:.0e}".replace("e-0", "e-")


def span(numbers: Iterable[float], write: Write) -> str:
    """From the least to the most: ``48 to 51``."""
    every = list(numbers)
    return f"{write(min(every))} to {write(max(every))}"


def spread(shares: Iterable[float]) -> str:
    """The mean, and the least and the most where they differ: ``.89 (.89–.91)``."""
    every = list(shares)
    digits = 3 if mean(every) > 0.99 else 2  # two would say that all are right
    least, most = short(min(every), digits), short(max(every), digits)
    middle = short(mean(every), digits)
    return middle if least == most else f"{middle} ({least}–{most})"


def each(found: Iterable[Results], key: str, write: Write, between: str = " / ") -> str:
    """One number of every run, in the order of the seeds."""
    return between.join(write(one[key]) for one in found)


def row(*cells: str) -> str:
    """A row of a table."""
    return as_row(f"| {' | '.join(cells)} |")


def as_row(line: str) -> str:
    """A row without what only lays it out or sets it bold."""
    return " ".join(line.replace("**", "").split())


def of(runs: Sequence[Results], **wanted: object) -> list[Results]:
    """The runs that have these values."""
    return [run for run in runs if all(run[key] == value for key, value in wanted.items())]
