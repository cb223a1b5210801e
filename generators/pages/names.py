"""What a name in a page stands for: `figure.key.key…`, its short form, or the item of a row."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generators.pages.expressions import ExpressionError

Values = Mapping[str, Any]  # name of figure -> what its values() returned, None if not drawn


@dataclass(frozen=True)
class Names:
    """All names that a place in a page knows.

    `short` are the short names of the front matter with what they stand for. `local` are the names
    of a repeated table row, each with its full name and its value.
    """

    values: Values
    short: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, tuple[str, Any]] = field(default_factory=dict)

    def full(self, name: str) -> str:
        """`name` with its short first part written out."""
        first, dot, rest = name.partition(".")
        if first in self.local:
            return f"{self.local[first][0]}{dot}{rest}"
        return f"{self.short.get(first, first)}{dot}{rest}"

    def find(self, name: str) -> Any:
        """The value that `name` stands for; items of a list are counted from 1.

        Raises:
            ExpressionError: says which part is unknown and which names come nearest.
        """
        first, _, rest = name.partition(".")
        if first in self.local:
            walked, value = self.local[first]
            return _walk(value, walked, rest.split(".") if rest else [])
        figure, *keys = self.full(name).split(".")
        if figure not in self.values:
            known = [*self.values, *self.short, *self.local]
            near = _nearest(figure, known, or_else=0)
            raise ExpressionError(f"no figure and no short name {figure!r}{near}")
        values = self.values[figure]
        if values is None:
            raise ExpressionError(f"figure {figure!r} could not be drawn")
        if not keys:
            raise ExpressionError(f"{name!r} is a figure; say which value{_nearest('', values)}")
        return _walk(values, figure, keys)

    def rows(self, item: str, key: str, name: str) -> list["Names"]:
        """One `Names` for each item of the list or dict `name`, in which `item` stands for it.

        `key`, unless empty, stands for the item's key, or for its number in a list.

        Raises:
            ExpressionError: when `name` is no list and no dict, or is empty, or when `item` or
                `key` already stands for something else.
        """
        for new in (item, key):
            if new in self.values or new in self.short:
                raise ExpressionError(f"{new!r} already stands for something else on this page")
        if item == key:
            raise ExpressionError(f"{item!r} cannot stand for both the key and the item")
        found = self.find(name)
        if not isinstance(found, list | dict) or not found:
            raise ExpressionError(f"{name} has no items to repeat the row for")
        items = found.items() if isinstance(found, dict) else enumerate(found, 1)
        path = self.full(name)
        return [
            replace(
                self,
                local={
                    item: (f"{path}.{place}", one),
                    **({key: (f"{path}.{place} (key)", place)} if key else {}),
                },
            )
            for place, one in items
        ]


def _walk(value: Any, walked: str, keys: list[str]) -> Any:
    for key in keys:
        if isinstance(value, list):
            value = _item(value, walked, key)
        elif isinstance(value, dict) and key in value:
            value = value[key]
        else:
            known = list(value) if isinstance(value, dict) else []
            raise ExpressionError(f"no value {key!r} in {walked}{_nearest(key, known)}")
        walked = f"{walked}.{key}"
    return value


def _item(items: list[Any], walked: str, key: str) -> Any:
    if key == "last" and items:
        return items[-1]
    if key.isascii() and key.isdigit() and 1 <= int(key) <= len(items):
        return items[int(key) - 1]
    raise ExpressionError(
        f"{walked} has {len(items)} items, so no item {key!r}:"
        " they are counted from 1, and the last one is called last"
    )


def _nearest(name: str, known: Iterable[str], or_else: int = 8) -> str:
    """The names that `name` may be a slip for; if there is none, the first ones."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names[:or_else]
    return f"; nearest: {', '.join(near)}" if near else ""


def leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every single value below `value` with its full name; items are counted from 1."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{name}.{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from leaves(item, f"{name}.{number}")
    else:
        yield name, value
