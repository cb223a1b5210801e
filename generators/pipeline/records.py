"""The record beside each figure: what it shows, its numbers, its size and what it was made from."""

import hashlib
import json
import math
import re
from typing import Any

from generators.pipeline.paths import FIGURES

Record = dict[str, Any]
Failure = dict[str, Any]  # of a figure: its name, file, line, error, traceback and what it read

_KEYS = {"inputs", "versions", "outputs", "values"}  # without one of them it is of another time


def read_record(name: str) -> Record | None:
    """The record of a drawn figure; None when it or one of its files is absent, damaged, edited."""
    try:
        content = _opened((FIGURES / f"{name}.json").read_bytes())
        if content is None:
            return None
        record: Record = json.loads(content)
        if record.get("name") != name or not record.keys() >= _KEYS:
            return None
        whole = all(_digest(file) == before for file, before in record["outputs"].items())
    except (OSError, ValueError):
        return None
    return record if whole else None


def _digest(file: str) -> str:
    return hashlib.sha256((FIGURES / file).read_bytes()).hexdigest()


def encode(record: Record) -> bytes:
    """JSON for `record`, the same bytes for the same content."""
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode()


# The hash of a record is its first entry. It is taken of the bytes of all the others: to write them
# again for comparison takes ten times as long.
_SEAL = re.compile(rb'\{\n "sha256": "([0-9a-f]{64})",\n')


def sealed(record: Record) -> bytes:
    """The file of a record: as `encode` writes it, with a hash by which an edit is noticed."""
    content = encode(record)
    digest = hashlib.sha256(content).hexdigest().encode()
    return b'{\n "sha256": "' + digest + b'",\n' + content.removeprefix(b"{\n")


def _opened(content: bytes) -> bytes | None:
    """What `sealed` was given, as JSON; None if anything in it is not as it was written."""
    seal = _SEAL.match(content)
    if seal is None:
        return None
    before = b"{\n" + content[seal.end() :]
    return before if hashlib.sha256(before).hexdigest().encode() == seal[1] else None


def plain(value: Any, where: str) -> Any:
    """`value` as plain JSON data: numbers, strings, booleans, None, and lists and dicts of them.

    NumPy scalars become Python numbers and tuples lists.

    Raises:
        TypeError: names the key and the type of anything else, arrays included.
        ValueError: names the key of a number that is not finite.
    """
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"{where} has a key {key!r} of type {type(key).__name__}, not str")
        return {key: plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, f"{where}.{index}") for index, item in enumerate(value)]
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{where} is {value}, which is no number to print")
        return float(value)
    kind = f"{type(value).__module__}.{type(value).__name__}"
    hint = "; call .tolist() on it" if hasattr(value, "tolist") else ""
    raise TypeError(f"{where} is of type {kind}, not a plain number or string{hint}")
