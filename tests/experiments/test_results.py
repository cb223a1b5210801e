"""What all experiments share: one format, runs that are not repeated, versions, rounding."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.results import (
    COLUMNS,
    encode,
    kept,
    rounded,
    versions,
    write_arrays,
    write_results,
)

RESULTS = sorted((Path(__file__).parents[2] / "experiments").glob("*/results.json"))


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


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write_results(path, {"curve": [(1, 0.5)], 2: "é", "none": None})
    assert path.read_text(encoding="utf-8") == '{"curve": [[1, 0.5]], "2": "é", "none": null}\n'


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_undefined_numbers_are_not_written(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_results(tmp_path / "results.json", {"loss": number})
    assert not list(tmp_path.iterdir())


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner),
)


@given(PLAIN)
def test_the_format_loses_nothing(item: Any) -> None:
    assert json.loads(encode(item)) == item


def test_what_does_not_fit_is_one_item_a_line_and_numbers_fill_lines() -> None:
    rows = [[n, n / 8] for n in range(12)]
    lines = encode({"rows": rows, "numbers": list(range(100)), "few": [1, 2]}).splitlines()
    assert lines[:3] == ["{", ' "rows": [', "  [0, 0.0],"]
    assert lines[-2:] == [' "few": [1, 2]', "}"]
    numbers = lines[lines.index(' "numbers": [') + 1 : -3]
    assert len(numbers) == 5
    assert max(map(len, numbers)) <= COLUMNS


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.parent.name)
def test_committed_results_are_in_the_one_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == encode(json.loads(text)) + "\n"


def test_arrays_are_kept_whole(tmp_path: Path) -> None:
    write_arrays(tmp_path / "kept.npz", first=np.arange(3), second=np.float64(0.5))
    with np.load(tmp_path / "kept.npz") as found:
        assert found["first"].tolist() == [0, 1, 2]
        assert found["second"] == 0.5


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
