"""How every experiment writes its numbers: one format, finished runs kept, versions named."""

from __future__ import annotations

import io
import json
import platform
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from experiments.provenance import entries, made_from
from explainer.files import write_whole

COLUMNS = 100  # as wide as a line of code here
STARTED = time.time()  # of this experiment: what changes later may not be what it measured


def versions(*libraries: ModuleType) -> dict[str, str]:
    """What the numbers were computed with: Python and each library, without its build's name."""
    return {
        "python": platform.python_version(),
        **{library.__name__: library.__version__.split("+")[0] for library in libraries},
    }


def write_results(
    path: Path,
    results: dict[str, Any],
    *,
    measured: Iterable[Path] = (),
    wrote: Iterable[Path] = (),
    published: Mapping[str, str] | None = None,
) -> None:
    """Write what an experiment found: the same bytes for the same results, readable as a change.

    In results.json, `made_from` says what they come from (`experiments.provenance`): the code, the
    files that were ``measured``, those it ``wrote`` for others, the ``published`` package it read.
    All of them lie in the project.

    Raises TypeError for what JSON does not know, ValueError for infinite or undefined numbers,
    FileNotFoundError for a file that is not there; then the old results stay.
    """
    root, name = path.resolve().parents[2], path.parent.name
    if path.name == "results.json" and name in entries(root):  # else a part of an experiment
        block = made_from(name, measured, wrote, published, since=STARTED, root=root)
        results = {**results, "made_from": block}
    write_again(path, results)


def write_again(path: Path, results: Mapping[str, Any]) -> None:
    """Write results as they are, with what they say they were made from."""
    plain = json.loads(json.dumps(results, allow_nan=False))
    write_whole(path, encode(plain) + "\n")


def encode(item: Any, indent: int = 0, before: int = 0) -> str:
    """What ``json.loads`` gave as JSON: a list or a mapping on one line where it fits.

    Else one item a line, but numbers and words fill the lines. ``before`` is the room that a key
    takes on the first line.
    """
    flat = json.dumps(item, ensure_ascii=False)
    if indent + before + len(flat) < COLUMNS or not isinstance(item, dict | list):
        return flat
    inner = indent + 1
    if isinstance(item, dict):
        keys = [json.dumps(key, ensure_ascii=False) + ": " for key in item]
        lines = [
            key + encode(value, inner, len(key))
            for key, value in zip(keys, item.values(), strict=True)
        ]
    elif any(isinstance(value, dict | list) for value in item):
        lines = [encode(value, inner) for value in item]
    else:
        lines = _filled([encode(value, inner) for value in item], COLUMNS - inner - 1)
    opened, closed = "{}" if isinstance(item, dict) else "[]"
    margin = "\n" + " " * inner
    return opened + margin + ("," + margin).join(lines) + "\n" + " " * indent + closed


def _filled(words: Sequence[str], room: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(word) + 2 <= room:
            lines[-1] += ", " + word
        else:
            lines.append(word)
    return lines


def write_arrays(path: Path, **arrays: Any) -> None:
    """Write arrays as one .npz file, replaced whole."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    write_whole(path, buffer.getvalue())


def kept(path: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What an earlier call left at ``path``; made and written there, as JSON, where nothing is.

    A fresh result is read back too, so that it is the same whether or not a run was interrupted.
    """
    if not path.exists():
        write_whole(path, json.dumps(make()))
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def rounded(item: Any) -> Any:
    """The same lists and mappings with four significant digits, which is all that is shown."""
    if isinstance(item, dict):
        return {key: rounded(value) for key, value in item.items()}
    if isinstance(item, list):
        return [rounded(value) for value in item]
    return float(f"{item:.4g}") if isinstance(item, float) else item
