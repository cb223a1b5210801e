"""How every experiment writes its numbers: whole files, finished runs kept, versions named."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any


def versions(*libraries: ModuleType) -> dict[str, str]:
    """What the numbers were computed with: Python and each library, without its build's name."""
    return {
        "python": platform.python_version(),
        **{library.__name__: library.__version__.split("+")[0] for library in libraries},
    }


def write_whole(path: Path, text: str) -> None:
    """Write the file whole or not at all, as UTF-8; an interruption leaves what was there."""
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def kept(path: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What an earlier call left at ``path``; made and written there, as JSON, where nothing is.

    A fresh result is read back too, so that it is the same whether or not a run was interrupted.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
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
