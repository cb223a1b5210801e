"""The results that figures read: an object, or one sentence that names the file."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generators.pipeline import results

WHOLE = json.dumps({"share": 0.5, "runs": [{"name": "é", "seeds": [0, 1]}], "none": None}).encode()
EDIT = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 9), st.binary(max_size=5))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=9,
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(results, "ROOT", tmp_path)
    path = tmp_path / "experiments" / "walk" / "results.json"
    path.parent.mkdir(parents=True)
    return path


def edited(edit: tuple[int, int, bytes]) -> bytes:
    place, without, more = edit
    return WHOLE[:place] + more + WHOLE[place + without :]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary()
    | st.text().map(str.encode)
    | EDIT.map(edited)
    | JSON.map(lambda item: json.dumps(item).encode())
)
@example(WHOLE)
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b'{"a": ' + b"9" * 10_000 + b"}")
@example(b"\xff\xfe{\0}\0")
@example(b"\xef\xbb\xbf{}")
@example(b"NaN")
@example(b"")
def test_any_file_is_read_or_named(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        found = results.read("walk")
    except ValueError as error:
        message = str(error)
        assert message.startswith("experiments/walk/results.json is damaged: ")
        assert "run.py train walk" in message and len(message) < 400
    else:
        assert isinstance(found, dict)


def test_missing_results_name_those_that_there_are(file: Path) -> None:
    file.write_bytes(WHOLE)
    with pytest.raises(FileNotFoundError, match="no results of experiment 'run'; there are walk"):
        results.read("run")
