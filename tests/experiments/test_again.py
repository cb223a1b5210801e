"""`run.py train --stale` runs what is stale, in order, and goes on where it was stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.again import INTERRUPTED, main, run_stale
from experiments.stale import stale
from tests.experiments.small_project import change, ran, replace, run, write_project

RECIPE = "experiments/translator/recipe.py"
GO_ON = "Go on with: python3 run.py train --stale"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path)


def results(root: Path, name: str) -> bytes:
    return (root / "experiments" / name / "results.json").read_bytes()


def test_nothing_runs_when_nothing_is_stale(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--stale"], project) == 0
    assert ran(project) == []
    assert capsys.readouterr().out == "all results are today's\n"


def test_it_runs_what_is_stale_in_order_with_progress(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    replace(project, RECIPE, "10", "20")
    apart = results(project, "apart")
    assert main(["--stale"], project) == 0
    assert ran(project) == ["translator", "measures"]
    assert stale(project) == []
    assert results(project, "apart") == apart
    out = capfd.readouterr().out
    assert f"=== 1 of 2: translator: stale: the recipe changed: {RECIPE}\n    then measures" in out
    assert "=== 2 of 2: measures: stale: explainer/checkpoints/translator.safetensors is not" in out
    assert out.endswith("2 run again: translator, measures\n")


def test_what_measures_the_same_weights_again_is_not_repeated(project: Path) -> None:
    change(
        project,
        "experiments/translator/train.py",
        "from experiments.translator.recipe import STEPS\n\n\ndef main():\n    return STEPS + 0\n",
    )
    assert [state.name for state in stale(project)] == ["translator", "measures"]
    assert main(["--stale"], project) == 0
    assert ran(project) == ["translator"], "its weights came out the same"


def test_after_a_failure_the_rest_stays_as_it_was_and_it_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project, RECIPE, "10", "20")
    before = results(project, "measures")
    change(project, "experiments/measures/fails", "")
    assert main(["--stale"], project) == 3
    assert results(project, "measures") == before
    err = capsys.readouterr().err
    assert err == f"measures failed (status 3); what ran before it is done. {GO_ON}\n"
    (project / "experiments/measures/fails").unlink()
    assert main(["--stale"], project) == 0
    assert ran(project) == ["translator", "measures", "measures"], "translator only once"


def test_an_interruption_says_where_it_goes_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project, RECIPE, "10", "20")

    def interrupted(name: str) -> int:
        if name == "measures":
            raise KeyboardInterrupt
        return run(project, name)

    assert run_stale(project, interrupted) == INTERRUPTED
    assert capsys.readouterr().err.startswith("measures was interrupted; what ran before it")
    assert [state.name for state in stale(project)] == ["measures"]


def test_an_experiment_that_stays_stale_is_not_run_for_ever(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project, "experiments/apart/run.py", "1", "2")
    assert run_stale(project, lambda _: 0) == 1
    assert "apart ran, and is stale still: its code changed" in capsys.readouterr().err


def test_the_list_shows_all_with_their_state(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(project, "experiments/apart/run.py", "1", "2")
    change(project, "experiments/new/run.py", "")
    assert main(["--list"], project) == 0
    assert capsys.readouterr().out.splitlines() == [
        "apart: stale: its code changed: experiments/apart/run.py",
        "translator: today's",
        "measures: today's",
        "new: not run yet (python3 run.py train new)",
        "1 to run again: python3 run.py train --stale",
    ]


def test_a_person_may_say_that_code_changed_no_number(project: Path) -> None:
    replace(project, "explainer/attention.py", "n + 1", "1 + n")
    numbers = json.loads(results(project, "measures"))["numbers"]
    assert main(["--unchanged", "measures", "--because", "a sum has no order"], project) == 0
    assert stale(project) == []
    content = json.loads(results(project, "measures"))
    assert content["numbers"] == numbers
    assert content["made_from"]["said_unchanged"] == {"because": "a sum has no order"}
    run(project, "measures")
    assert b"said_unchanged" not in results(project, "measures"), "measured, it needs no word"


def test_nobody_can_say_that_other_weights_change_no_number(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "explainer/checkpoints/translator.safetensors", "others")
    before = results(project, "measures")
    assert main(["--unchanged", "measures", "--because", "I think so"], project) == 1
    assert "measures must run again: explainer/checkpoints/" in capsys.readouterr().err
    assert results(project, "measures") == before


def test_the_reason_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--unchanged", "measures"], project)
    assert "--unchanged needs --because" in capsys.readouterr().err
    assert main(["--unchanged", "nothing", "--because", "so"], project) == 1
    assert "no results of nothing; there are apart, measures" in capsys.readouterr().err
