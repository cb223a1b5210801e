"""Numbers of another model are not quoted as today's: a strict weaving stops, says what to do."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path

import pytest

from experiments.provenance import made_from
from experiments.stale import State
from generators.pages.problems import Problem
from generators.pages.stale import figure_problems, resting_on
from tests.pipeline.project import generators, write_project

CODE = "def walk():\n    return 3  # steps\n"


@pytest.fixture(scope="module")
def woven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose moving figure rests on an experiment that measured a checkpoint."""
    root = write_project(tmp_path_factory.mktemp("site"))
    (root / "experiments/walk/run.py").write_text(CODE, encoding="utf-8")
    weights = root / "explainer/checkpoints/walker.safetensors"
    weights.write_bytes(b"weights")
    block = made_from("walk", [weights], root=root)
    results = json.dumps({"steps": 3, "made_from": block})
    (root / "experiments/walk/results.json").write_text(results, encoding="utf-8")
    result = generators(root, "--weave", "out")
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def project(woven: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(woven, tmp_path / "project"))


def test_stale_results_stop_the_weaving_and_leave_the_pages(project: Path) -> None:
    (project / "explainer/checkpoints/walker.safetensors").write_bytes(b"others")
    (project / "docs/index.md").write_text("# Changed\n", encoding="utf-8")
    result = generators(project, "--weave", "out")
    assert result.returncode == 1
    assert result.stderr.splitlines()[:2] == [
        "experiments/walk/results.json: not today's (1 of 1 to run again, in this order)",
        "    explainer/checkpoints/walker.safetensors is not the one it measured. Figures that "
        "rest on it: moving. Run again what is stale: python3 run.py train --stale",
    ]
    assert "Changed" not in (project / "out/index.md").read_text(encoding="utf-8")


def test_a_draft_shows_stale_numbers_and_marks_each(project: Path) -> None:
    (project / "explainer/checkpoints/walker.safetensors").write_bytes(b"others")
    page = "# Home\n\n{moving.steps} steps, {numbers.two}.\n\n![A.](figure:moving)\n"
    (project / "docs/index.md").write_text(page, encoding="utf-8")
    result = generators(project, "--weave", "out", "--draft")
    assert result.returncode == 0
    assert "experiments/walk/results.json: not today's" in result.stderr
    drafted = (project / "out/index.md").read_text(encoding="utf-8")
    assert "experiments/walk/results.json" in drafted and "train --stale" in drafted
    assert '<mark class="problem stale">3 <span>(stale)</span></mark> steps, 2.' in drafted
    assert drafted.count("(stale)") == 2  # the number and the figure
    assert "figures/moving.gif" in drafted


def test_code_of_an_experiment_counts_and_its_comments_do_not(project: Path) -> None:
    source = project / "experiments/walk/run.py"
    source.write_text(CODE.replace("steps", "paces"), encoding="utf-8")
    assert generators(project, "--weave", "out").returncode == 0
    source.write_text(CODE.replace("3", "4"), encoding="utf-8")
    result = generators(project, "--weave", "out")
    assert result.returncode == 1
    assert "its code changed: experiments/walk/run.py" in result.stderr


def test_a_draft_marks_them_and_is_written(project: Path) -> None:
    (project / "explainer/checkpoints/walker.safetensors").write_bytes(b"others")
    result = generators(project, "--weave", "draft", "--draft")
    assert "1 problem, listed on top of every page" in result.stderr
    page = (project / "draft/deep/page.md").read_text(encoding="utf-8")
    assert "Its numbers are not of today." in page
    assert "python3 run.py train --stale" in page


def test_a_draft_knows_which_figures_rest_on_stale_results() -> None:
    state = State("walk", ("its code changed",))
    records = {
        "of_results": {"inputs": {"experiments/walk/results.json": "a"}},
        "of_arrays": {"inputs": {"experiments/walk/weights.npz": "a"}},
        "of_another": {"inputs": {"experiments/walking/results.json": "a"}},
        "of_words": {"inputs": {"experiments/walk/recipe.py": "a"}},
        "not_drawn": None,
    }
    assert resting_on(records, [state]) == {"of_results": [state], "of_arrays": [state]}


def test_a_problem_of_no_page_names_its_file() -> None:
    problem = Problem("experiments/walk/results.json", 0, "not today's", "run it")
    assert str(problem) == "experiments/walk/results.json: not today's\n    run it"


def test_a_figure_that_fails_on_stale_results_names_them() -> None:
    failure = {"figure": "f", "file": "generators/f.py", "line": 3, "error": "IndexError: 3"}
    read = ["experiments/walk/results.json", "experiments/talk/run.py", "docs/index.md"]
    states = [State("walk", ("old",)), State("talk", ("old",))]
    (stale,) = figure_problems([failure | {"read": read}], states)
    assert stale.message == "IndexError: 3; it reads results that are not today's: walk"
    (other,) = figure_problems([failure], states)  # one whose process ended without a word
    assert other.message == "IndexError: 3"


def test_the_draft_says_which_results_a_failing_figure_read(project: Path) -> None:
    (project / "explainer/checkpoints/walker.safetensors").write_bytes(b"others")
    figure = project / "generators/figures/second/moving.py"
    broken = figure.read_text(encoding="utf-8").replace('["steps"]}', '["paces"]}')
    figure.write_text(broken, encoding="utf-8")
    result = generators(project, "--weave", "out", "--draft")
    assert result.returncode == 0
    drafted = (project / "out/index.md").read_text(encoding="utf-8")
    said = "is not in the model or the results that it reads; change the figure, or the model"
    assert f"{said}; it reads results that are not today's: walk" in html.unescape(drafted)
