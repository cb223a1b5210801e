"""Results say what they were made from, and the project knows when that is no longer so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments.provenance import CHANGED_MEANWHILE, made_from, state_folder
from experiments.results import write_results
from experiments.stale import stale, states
from tests.experiments.small_project import change, replace, run, write_project

ROOT = Path(__file__).parents[2]
TRAINING = "experiments/translator/train.py"
RECIPE = "experiments/translator/recipe.py"
WEIGHTS = "explainer/checkpoints/translator.safetensors"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path)


def reasons(root: Path) -> dict[str, str]:
    return {state.name: "; ".join(state.reasons) for state in stale(root)}


def test_all_results_of_the_project_are_todays() -> None:
    assert stale() == []
    assert {path.parent.name for path in ROOT.glob("experiments/*/results.json")} == {
        state.name for state in states()
    }


def test_every_result_that_measured_a_committed_model_names_its_weights() -> None:
    measured = "alignment context decoding explanation fine_tuning head_removal head_roles heatmaps"
    for name in [*measured.split(), "robustness", "training"]:
        text = (ROOT / "experiments" / name / "results.json").read_text(encoding="utf-8")
        block = json.loads(text)["made_from"]
        assert any(file.startswith("explainer/checkpoints/") for file in block["weights"]), name
        trained = ("explainer/checkpoints/", "build/train/translator/")
        assert all(file.startswith(trained) for file in block["weights"]), name
        assert RECIPE in block["recipe"], name


@pytest.mark.parametrize("name", ["smollm2", "minilm", "whisper"])
def test_published_models_are_named_by_version_and_hash(name: str) -> None:
    results = (ROOT / "experiments" / name / "results.json").read_text(encoding="utf-8")
    published = json.loads(results)["made_from"]["published"]
    package, version = published["package"].split()
    pinned = (ROOT / "experiments" / name / "requirements.txt").read_text(encoding="utf-8")
    assert f"{package}=={version} " in pinned
    assert len(published["sha256"]) == 64


def test_nothing_is_stale_when_nothing_changed(project: Path) -> None:
    assert [str(state) for state in states(project)] == [
        "apart: today's",
        "translator: today's",
        "measures: today's",
    ]


def test_other_weights_make_their_measurements_stale(project: Path) -> None:
    change(project, WEIGHTS, "others")
    assert reasons(project) == {
        "translator": f"{WEIGHTS} is not the one it wrote",
        "measures": f"{WEIGHTS} is not the one it measured; "
        "it measures what translator writes, which is to be run again",
    }


def test_weights_that_are_gone_are_named(project: Path) -> None:
    (project / WEIGHTS).unlink()
    assert reasons(project)["measures"].startswith(f"{WEIGHTS}, which it measured, is gone")


def test_another_recipe_makes_the_training_stale_and_what_measures_it(project: Path) -> None:
    replace(project, RECIPE, "STEPS = 10", "STEPS = 20")
    found = reasons(project)
    assert list(found) == ["translator", "measures"], "in the order in which they must run"
    assert found["translator"] == f"the recipe changed: {RECIPE}"
    assert found["measures"].endswith(
        "it measures what translator writes, which is to be run again"
    )


def test_another_recipe_makes_stale_what_trains_with_it_and_measures_no_weights(
    project: Path,
) -> None:
    code = "from experiments.translator.recipe import STEPS\n\n\ndef main():\n    return STEPS\n"
    change(project, "experiments/apart/run.py", code)
    run(project, "apart")
    assert "apart" not in reasons(project)
    replace(project, RECIPE, "10", "20")
    assert reasons(project)["apart"] == f"its code changed: {RECIPE}"


def test_what_training_does_not_use_of_the_recipe_changes_nothing(project: Path) -> None:
    replace(project, RECIPE, "it was", "it is")
    assert reasons(project) == {}


def test_code_that_is_used_makes_stale_wherever_it_is(project: Path) -> None:
    replace(project, "explainer/attention.py", "n + 1", "n + 2")
    assert reasons(project) == {"measures": "its code changed: explainer/attention.py"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("explainer/attention.py", "  # one", "  # another comment\n"),
        ("explainer/attention.py", '"""Look."""', '"""Look closer."""'),
        ("explainer/attention.py", "n + 1", "(\n        n + 1\n    )"),
        ("experiments/measures/run.py", '"""Measures it."""', '"""Measures."""'),
        ("experiments/measures/helper.py", "return 0", "return 1"),  # of what nobody calls
        ("explainer/other.py", "return 9", "return 8"),  # comes with the package, is not used
    ],
)
def test_what_changes_no_number_makes_nothing_stale(
    project: Path, file: str, old: str, new: str
) -> None:
    replace(project, file, old, new)
    assert reasons(project) == {}


def test_another_result_that_was_read_makes_stale_but_not_its_layout(project: Path) -> None:
    folder = project / "experiments/apart"
    source = project / "experiments/translator/results.json"
    write_results(folder / "results.json", {"ratio": 2}, measured=[source])
    content = json.loads(source.read_text(encoding="utf-8"))
    change(project, "experiments/translator/results.json", json.dumps(content, indent=4))
    assert reasons(project) == {}
    content["numbers"] = [1, 3]
    change(project, "experiments/translator/results.json", json.dumps(content))
    assert reasons(project) == {"apart": "the results of translator, which it read, changed"}


def test_another_package_makes_stale(project: Path) -> None:
    pins = "experiments/apart/requirements.txt"
    change(project, pins, "# the model\nmodel==1.0 \\\n    --hash=sha256:aa\n")
    published = {"package": "model", "version": "1.0", "file": "model.bin", "sha256": "aa"}
    write_results(project / "experiments/apart/results.json", {"right": 1}, published=published)
    replace(project, pins, "# the model", "# the published model")
    assert reasons(project) == {}
    replace(project, pins, "1.0", "1.1")
    assert reasons(project) == {"apart": "requirements.txt changed since model 1.0 was measured"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "experiments/apart/results.json is damaged"),
        ("[1]", "experiments/apart/results.json is damaged"),
        ("\x00", "experiments/apart/results.json is damaged"),
        ("[" * 100_000, "experiments/apart/results.json is damaged"),
        ("{}", "its results do not say what they were made from"),
        ('{"made_from": {"code": 3}}', "its results do not say what they were made from"),
        ('{"made_from": {"code": {}}}', "its code changed: experiments/apart/run.py"),
        (
            '{"made_from": {"code": {}, "data": {"a\\u0000b": "c"}}}',
            "a\x00b, which it read, is gone; its code changed: experiments/apart/run.py",
        ),
    ],
)
def test_damaged_results_are_named_and_no_traceback(project: Path, text: str, reason: str) -> None:
    change(project, "experiments/apart/results.json", text)
    assert reasons(project) == {"apart": reason}


def test_code_that_was_not_recorded_is_said_and_is_no_error(project: Path) -> None:
    path = project / "experiments/apart/results.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["made_from"]["code"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert reasons(project) == {}
    assert "apart: today's (code not recorded)" in map(str, states(project))


def test_weights_that_changed_while_they_were_measured_are_not_taken_for_them(
    project: Path,
) -> None:
    os.utime(project / WEIGHTS, (time.time() + 60, time.time() + 60))
    run(project, "measures")
    assert reasons(project) == {"measures": f"{WEIGHTS} {CHANGED_MEANWHILE}"}


def test_weights_outside_the_repository_are_those_that_their_training_wrote(project: Path) -> None:
    other = project / "build/train/translator-seed-1.safetensors"
    change(project, "build/train/translator-seed-1.safetensors", "seed 1")
    for name, files in (("translator", {"wrote": [other]}), ("measures", {"measured": [other]})):
        write_results(project / f"experiments/{name}/results.json", {"n": 1}, **files)
    other.unlink()  # as in a fresh clone
    assert reasons(project) == {}
    change(project, "build/train/translator-seed-1.safetensors", "seed 1, other steps")
    write_results(project / "experiments/translator/results.json", {"n": 1}, wrote=[other])
    assert reasons(project) == {
        "measures": "build/train/translator-seed-1.safetensors is not the one it measured"
    }


def test_a_missing_file_leaves_the_old_results(project: Path) -> None:
    path = project / "experiments/apart/results.json"
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError, match="nothing"):
        write_results(path, {"new": 1}, measured=[project / "nothing.safetensors"])
    assert path.read_bytes() == before


def test_code_that_is_no_python_counts_as_changed(project: Path) -> None:
    change(project, "explainer/attention.py", "def attend(:\n")
    assert reasons(project) == {"measures": "its code changed: explainer/attention.py"}


def test_finished_runs_are_kept_under_what_they_depend_on(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.provenance.ROOT", project)
    monkeypatch.setattr(made_from, "__kwdefaults__", {"since": float("inf"), "root": project})
    weights = project / WEIGHTS
    first = state_folder("apart", [weights])
    assert first == state_folder("apart", [weights])
    assert first.parent == project / "build/train/apart"
    change(project, WEIGHTS, "others")
    second = state_folder("apart", [weights])
    replace(project, "experiments/apart/run.py", "VALUE = 1", "VALUE = 2")
    assert len({first, second, state_folder("apart", [weights])}) == 3


def test_it_needs_no_library() -> None:
    code = "import experiments.again, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"numpy", "torch", "explainer"} & set(done.stdout.split())
