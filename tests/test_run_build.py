"""run.py build: site/ is whole whatever happens, and nothing is done that was not asked for."""

import threading
from pathlib import Path
from types import ModuleType

import pytest

from tests.run_copy import calls, run_in


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return run_in(tmp_path, monkeypatch)


@pytest.mark.parametrize("status", [0, 1])
def test_a_failed_build_leaves_the_site(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old")

    monkeypatch.setattr(run, "run", lambda *_: builder(tmp_path, status))
    assert run.main(["build"]) == status
    assert (tmp_path / "site" / "index.html").read_text() == ("old" if status else "new")
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["site.lock"]


def builder(root: Path, status: int = 0) -> int:
    """What MkDocs does: write a site, or a part of it before it fails."""
    (root / "build" / "site-next").mkdir(parents=True)
    (root / "build" / "site-next" / "index.html").write_text("new")
    return status


@pytest.mark.parametrize("command", [["--help"], ["build", "--help"], ["test", "-h"]])
def test_help_is_printed_and_nothing_done(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    called = calls(run, monkeypatch)
    assert run.main(command) == 0
    assert "write the site to site/" in capsys.readouterr().out
    assert not called and not [*tmp_path.iterdir()]


@pytest.mark.parametrize("options", [["-d", "X"], ["--site-dir=X"], ["--dirty"], ["-q", "x"]])
def test_build_refuses_what_it_does_not_know_and_moves_nothing(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    (tmp_path / "site").mkdir()
    called = calls(run, monkeypatch)
    assert run.main(["build", *options]) == 2
    assert options[-1] in capsys.readouterr().err
    assert not called and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_builder_that_writes_no_site_leaves_the_old_one(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "site").mkdir()
    calls(run, monkeypatch)
    assert run.main(["build"]) == 1
    assert "stopped: the builder wrote no" in capsys.readouterr().err
    assert (tmp_path / "site").is_dir()


def test_a_site_that_is_a_link_is_refused_before_anything_is_built(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    called = calls(run, monkeypatch)
    for _ in range(2):  # the first one must not wedge the second
        assert run.main(["build"]) == 1
        assert "site is a symbolic link" in capsys.readouterr().err
    assert not called and (tmp_path / "site").is_symlink()


def test_a_build_interrupted_in_the_middle_of_the_swap_gives_the_old_site_back(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    previous = tmp_path / "build" / "site-previous"
    previous.mkdir(parents=True)
    (previous / "index.html").write_text("old")
    monkeypatch.setattr(run, "run", lambda *_: 1)
    assert run.main(["build"]) == 1
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert "an earlier build was interrupted" in capsys.readouterr().out.lower()
    monkeypatch.setattr(run, "run", lambda *_: builder(tmp_path))
    assert run.main(["build"]) == 0
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_a_full_disk_is_said_and_the_site_stays(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.setattr(run, "run", lambda *_: builder(tmp_path, 1))
    monkeypatch.setattr(run.publish, "is_full", lambda _: True)
    assert run.main(["build"]) == 1
    said = capsys.readouterr().err
    assert f"The disk is full: {tmp_path / 'build' / 'site-next'} could not be written" in said
    assert "site/ is as it was" in said


def test_two_builds_at_once_come_one_after_the_other(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    inside, waits = threading.Event(), threading.Event()
    building: list[str] = []

    def slow(*_: object) -> int:
        building.append("begins")
        inside.set()
        assert waits.wait(60)
        status = builder(tmp_path)
        building.append("ends")
        return status

    def say(text: str) -> None:
        assert "is building in this folder" in text
        waits.set()

    locked = run.locked
    monkeypatch.setattr(run, "run", slow)
    monkeypatch.setattr(run, "locked", lambda path, what: locked(path, what, say))
    statuses: list[int] = []
    first = threading.Thread(target=lambda: statuses.append(run.main(["build"])))
    first.start()
    assert inside.wait(60)
    statuses.append(run.main(["build"]))
    first.join(60)
    assert statuses == [0, 0]
    assert building == ["begins", "ends"] * 2
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert not (tmp_path / "build" / "site-previous").exists()
