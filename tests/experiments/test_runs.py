"""Experiments of many runs: what is finished is read, what is missing is carried out."""

from pathlib import Path

import pytest

from experiments.runs import begin, carry_out, since


def test_a_run_is_carried_out_once_and_told_without_its_long_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = []

    def make() -> dict[str, object]:
        made.append(1)
        return {"seed": 0, "by_length": {"2": 1.0}, "curve": [1, 2], "trials": {"a": 1}}

    path = tmp_path / "lstm-seed-0.json"
    assert carry_out(path, make) == carry_out(path, make)
    assert len(made) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["lstm-seed-0 {'seed': 0, 'by_length': {'2': 1.0}}"] * 2


def test_only_restart_forgets_the_runs(tmp_path: Path) -> None:
    kept = tmp_path / "run.json"
    kept.write_text("{}", encoding="utf-8")
    begin("walk", "Walks.", tmp_path, [])
    assert kept.exists()
    begin("walk", "Walks.", tmp_path, ["--restart"])
    assert not kept.exists()


def test_time_is_in_tenths_of_a_second() -> None:
    assert since(-1e9) == round(since(-1e9), 1)
