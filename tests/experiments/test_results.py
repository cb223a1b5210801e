"""What all experiments share: whole files, runs that are not repeated, versions, rounding."""

from __future__ import annotations

import platform
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from experiments.results import kept, rounded, versions, write_whole


def test_a_finished_run_is_read_and_not_repeated(tmp_path: Path) -> None:
    calls: list[int] = []

    def make() -> dict[str, Any]:
        calls.append(1)
        return {"curve": [(1, 0.5)], "right": 0.25}

    path = tmp_path / "not yet there" / "run-rate-0.003.json"
    first, second = kept(path, make), kept(path, make)
    assert first == second == {"curve": [[1, 0.5]], "right": 0.25}
    assert calls == [1]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_run_that_fails_leaves_nothing_to_go_on_from(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(TypeError):
        kept(path, lambda: {"not json": object()})
    assert not list(tmp_path.iterdir())


def test_an_interrupted_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "results.json"
    write_whole(path, "old é")
    write = Path.write_text

    def half(self: Path, text: str, encoding: str) -> None:
        write(self, text[:2], encoding=encoding)
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", half)
    with pytest.raises(OSError, match="no space"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old é"


def test_versions_name_python_and_each_library() -> None:
    library = ModuleType("library")
    library.__version__ = "2.1.0+cpu"  # type: ignore[attr-defined]
    assert list(versions(library, np).items()) == [
        ("python", platform.python_version()),
        ("library", "2.1.0"),
        ("numpy", np.__version__),
    ]


def test_rounding_keeps_four_digits_and_whole_numbers() -> None:
    item = {"a": [0.123456, {"b": 1234.56}], "n": 123456, "name": "x", "yes": True}
    assert rounded(item) == {"a": [0.1235, {"b": 1235.0}], "n": 123456, "name": "x", "yes": True}
