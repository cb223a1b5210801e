"""Values that nobody draws, describes or quotes: `python -m generators --unused`."""

from collections.abc import Iterator, Mapping
from typing import Any

from generators.pages.page import weave_page
from generators.pages.source import read_page
from generators.pipeline.paths import DOCS
from generators.pipeline.records import Record
from generators.pipeline.unread import SUMMARY


def unused(records: Mapping[str, Record | None]) -> dict[str, list[str]]:
    """The unused values of each figure that has some, by their paths.

    Items of a list count together (`models.*.exact`). Numbers whose file
    a page hands to a script, or that make a preview, are all used.
    """
    quoted = _quoted(records)
    found = {}
    for name, record in records.items():
        if record is None or _read_elsewhere(name, record):
            continue
        unread = record.get("unread", list(record["values"]))
        if paths := list(dict.fromkeys(_left(record["values"], set(unread), quoted[name]))):
            found[name] = paths
    return found


def _read_elsewhere(name: str, record: Record) -> bool:
    """Whether the numbers are for a preview, or for a script to which a page hands their file."""
    if record["kind"] != "numbers":
        return False
    pages = (path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md")))
    return bool(record["outputs"]) or any(f"figures/{name}.json" in page for page in pages)


def _quoted(records: Mapping[str, Record | None]) -> dict[str, set[str]]:
    """The paths of the single values that pages quote, by figure."""
    found: dict[str, set[str]] = {name: set() for name in records}
    for page in sorted(DOCS.rglob("*.md")):
        woven = weave_page(read_page(page), page.relative_to(DOCS).as_posix(), records)
        for name, value in woven.looked_up.items():
            figure, *keys = name.split(".")
            record = records.get(figure)
            if record is not None and not isinstance(value, dict):
                found[figure].add(_path(record["values"], keys))
    return found


def _path(values: Any, keys: list[str]) -> str:
    """The keys of one value with its numbers in lists as stars."""
    parts = []
    for key in keys:
        if isinstance(values, list):
            parts.append("*")
            values = values[-1 if key == "last" else int(key) - 1]
        else:
            parts.append(key)
            values = values.get(key) if isinstance(values, dict) else None
    return ".".join(parts)


def _left(
    values: Any, unread: set[str], quoted: set[str], path: str = "", above: bool = False
) -> Iterator[str]:
    """Paths under `path` that nobody uses; `above` says whether all of it was left unread."""
    if isinstance(values, list):
        for item in values:
            yield from _left(item, unread, quoted, f"{path}*.", above)
    if not isinstance(values, dict):
        return
    if set(values) == SUMMARY and any(one.startswith(path) for one in quoted):
        return
    for key, item in values.items():
        here = f"{path}{key}"
        left_unread = above or here in unread
        if here in quoted and not _branches(item):
            continue
        if left_unread and not any(one.startswith(f"{here}.") for one in quoted):
            if here not in quoted:
                yield here
            continue
        yield from _left(item, unread, quoted, f"{here}.", left_unread)


def _branches(value: Any) -> bool:
    """Whether there are names below this value."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(item, dict | list) for item in value)
    )
