"""Which values of a figure its picture and its alternative text never read.

While a figure is drawn its values are dictionaries that remember which of their keys were asked
for. Items of a list count together: `models.*.exact` is the key `exact` of every model. A summary
over seeds counts as one value, of which a picture may show its mean alone.
"""

from collections.abc import Iterator
from typing import Any

SUMMARY = {"each", "mean", "least", "most"}  # what kit.seeds.brief() returns


class Watched(dict[str, Any]):
    """A dictionary of values that notes every key it is asked for, as a path from the top."""

    def __init__(self, values: dict[str, Any], path: str, read: set[str]) -> None:
        self._path, self._read = path, read
        super().__init__(
            {key: _watched(item, f"{path}{key}", read) for key, item in values.items()}
        )

    def _note(self, key: Any) -> None:
        self._read.add(f"{self._path}{key}")

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The value at `key`, noted as read."""
        self._note(key)
        return super().get(key, default)

    def __iter__(self) -> Iterator[str]:
        return super().__iter__()  # its own, so that {**values} asks for every key

    def items(self) -> Any:
        """Pairs of keys and values, all noted as read."""
        return [(key, self[key]) for key in self]

    def values(self) -> Any:
        """The values, all noted as read."""
        return [self[key] for key in self]


def _watched(value: Any, path: str, read: set[str]) -> Any:
    if isinstance(value, dict):
        return Watched(value, f"{path}.", read)
    if isinstance(value, list):
        return [_watched(item, f"{path}.*", read) for item in value]
    return value


def watch(values: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The values for drawing, and the set that fills with the paths of what is read."""
    read: set[str] = set()
    return Watched(values, "", read), read


def unread(values: Any, read: set[str], path: str = "") -> list[str]:
    """Paths of values that were not read; of a whole branch its top alone, in order, once each."""
    found: dict[str, None] = {}
    if isinstance(values, dict):
        for key, item in values.items() if set(values) != SUMMARY else ():
            here = f"{path}{key}"
            if here not in read:
                found[here] = None
            else:
                found |= dict.fromkeys(unread(item, read, f"{here}."))
    elif isinstance(values, list):
        for item in values:
            found |= dict.fromkeys(unread(item, read, f"{path}*."))
    return list(found)
