"""run.py: what it does when something is missing, fails or hangs."""

import ast
import importlib.util
import socket
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh copy of the module that believes to live in an empty folder and installs nothing."""
    specification = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "install", lambda *_, **__: None)
    return module


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names <= sys.stdlib_module_names


def test_unknown_commands_are_answered_with_the_known(
    run: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["sevre"]) == 2
    assert "serve" in capsys.readouterr().err


def test_train_lists_the_experiments(
    run: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "experiments" / "one").mkdir(parents=True)
    (tmp_path / "experiments" / "one" / "train.py").touch()
    assert run.main(["train", "two"]) == 2
    assert "known: one" in capsys.readouterr().err


def test_train_passes_arguments_on(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "experiments" / "one").mkdir(parents=True)
    (tmp_path / "experiments" / "one" / "train.py").touch()
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "run", lambda *arguments: calls.append(arguments) or 0)
    assert run.main(["train", "one", "--steps", "3"]) == 0
    assert calls == [("-m", "experiments.one.train", "--steps", "3")]


def test_train_installs_what_only_that_experiment_needs(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("plain", "published"):
        (tmp_path / "experiments" / name).mkdir(parents=True)
        (tmp_path / "experiments" / name / "run.py").touch()
    packages = tmp_path / "experiments" / "published" / "requirements.txt"
    packages.touch()
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(run, "run", lambda *arguments: calls.append(arguments) or 0)
    run.main(["train", "plain"])
    assert calls == [("-m", "experiments.plain.run")]
    calls.clear()
    run.main(["train", "published"])
    install, start = calls
    assert {"--no-deps", "--require-hashes", packages} <= set(install)
    assert start == ("-m", "experiments.published.run")


@pytest.mark.parametrize("status", [0, 1])
def test_a_failed_build_leaves_the_site(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old")

    def builder(*_: object, **__: str) -> int:
        (tmp_path / "build" / "site-next").mkdir(parents=True)
        (tmp_path / "build" / "site-next" / "index.html").write_text("new")
        return status

    monkeypatch.setattr(run, "run", builder)
    assert run.main(["build"]) == status
    assert (tmp_path / "site" / "index.html").read_text() == ("old" if status else "new")
    assert list((tmp_path / "build").iterdir()) == []


def test_every_check_runs_and_one_failure_counts(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    modules: list[str] = []

    def failing_types(_: str, module: str, *__: str, **___: str) -> int:
        modules.append(module)
        return int(module == "mypy")

    monkeypatch.setattr(run, "run", failing_types)
    assert run.main(["test"]) == 1
    assert modules == ["ruff", "ruff", "mypy", "mkdocs", "pytest"]
    assert capsys.readouterr().out.count("FAILED") == 1


def test_the_fingerprint_follows_the_requirements(run: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("one")
    (tmp_path / "requirements.txt").write_text("two")
    before = run.fingerprint("requirements.txt")
    assert run.fingerprint("requirements.txt") == before
    (tmp_path / "requirements.txt").write_text("three")
    assert run.fingerprint("requirements.txt") != before


def test_a_silent_host_is_given_up_soon(run: ModuleType) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        start = time.monotonic()
        assert not run.reachable(f"http://127.0.0.1:{port}/", seconds=0.3)
        assert time.monotonic() - start < 3
    assert not run.reachable(f"http://127.0.0.1:{port}/", seconds=0.3)
