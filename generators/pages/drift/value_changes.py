"""Which values changed: numbers with how much, words, and names that came or went."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generators.pages.drift.state import State
from generators.pages.names import leaves

_NOISE = 1e-9  # relative; below it is the rounding of another machine


@dataclass(frozen=True)
class ValueChange:
    """A value by its full name, then and now; `quoted` says whether a page of today quotes it."""

    name: str
    old: Any
    new: Any
    quoted: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it was a number and still is."""
        return _is_number(self.old) and _is_number(self.new)

    @property
    def relative(self) -> float:
        """By which share of its old size a number changed, with its sign."""
        if not self.old:
            return math.copysign(math.inf, self.new)
        return float((self.new - self.old) / abs(self.old))


@dataclass(frozen=True)
class ValueChanges:
    """Numbers, those that changed most first; words; and what only one side has."""

    numbers: list[ValueChange]
    words: list[ValueChange]
    gone: list[str]
    new: list[str]


def value_changes(then: State, now: State, looked_up: Mapping[str, Any]) -> ValueChanges:
    """Compare the values of all figures that both states have; pages looked up `looked_up`."""
    numbers, words = list[ValueChange](), list[ValueChange]()
    gone, come = list[str](), list[str]()
    quoted = {_resolved(name, now) for name in looked_up}
    for name, figure in now.figures.items():
        before = then.figures.get(name)
        if figure is None or before is None:
            continue
        old, new = (dict(leaves(one["values"], name)) for one in (before, figure))
        gone += [key for key in old if key not in new]
        come += [key for key in new if key not in old]
        for key in old.keys() & new.keys():
            change = ValueChange(key, old[key], new[key], key in quoted)
            if not _same(change):
                (numbers if change.is_number else words).append(change)
    numbers.sort(key=lambda change: (-abs(change.relative), change.name))
    words.sort(key=lambda change: change.name)
    return ValueChanges(numbers, words, gone, come)


def _same(change: ValueChange) -> bool:
    if change.is_number:
        return math.isclose(change.old, change.new, rel_tol=_NOISE)
    return type(change.old) is type(change.new) and bool(change.old == change.new)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _resolved(name: str, state: State) -> str:
    """`name` with the number of an item that a page calls last."""
    figure, *keys = name.split(".")
    value: Any = (state.figures.get(figure) or {}).get("values")
    walked = [figure]
    for key in keys:
        if isinstance(value, list):
            number = len(value) if key == "last" else int(key) if key.isdigit() else 0
            value = value[number - 1] if 1 <= number <= len(value) else None
            walked.append(str(number))
        else:
            value = value.get(key) if isinstance(value, dict) else None
            walked.append(key)
    return ".".join(walked)
