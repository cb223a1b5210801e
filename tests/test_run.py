"""run.py: what it does when something is missing, fails or hangs."""

import ast
import importlib.util
import socket
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
import yaml

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


def calls(run: ModuleType, monkeypatch: pytest.MonkeyPatch, fails: str = " ") -> list[list[object]]:
    """The commands that are called from now on; those fail that have the word `fails`."""
    called: list[list[object]] = []

    def call(*command: object, **_: str) -> int:
        called.append(list(command))
        return int(fails in command)

    monkeypatch.setattr(run, "call", call)
    return called


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


def test_drift_passes_the_commit_on(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "run", lambda *arguments: called.append(arguments) or 0)
    assert run.main(["drift"]) == 0
    assert run.main(["drift", "HEAD~3"]) == 0
    command = ("-m", "generators", "--drift")
    assert called == [command, (*command, "HEAD~3")]


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
    called = calls(run, monkeypatch, fails="mypy")
    assert run.main(["test", "-x"]) == 1
    assert called[: len(run.checks())] == [
        [*command, *(["experiments"] if "mypy" in command else [])] for _, command in run.checks()
    ]
    assert "mkdocs" in called[-2]
    assert called[-1][-2:] == ["pytest", "-x"]
    assert capsys.readouterr().out.count("FAILED") == 1


def test_check_needs_neither_torch_nor_a_build(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        run, "install", lambda name, *, with_torch: installed.append((name, with_torch))
    )
    called = calls(run, monkeypatch)
    assert run.main(["check"]) == 0
    assert installed == [("requirements-check.txt", False)]
    words = {str(word) for command in called for word in command}
    assert {"ruff", "mypy", run.LINT_IMPORTS} <= words
    assert not {"mkdocs", "pytest", "experiments"} & words


@pytest.mark.parametrize("has_a_wheel", [True, False])
def test_css_and_scripts_are_linted_where_the_linter_can_be_had(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, has_a_wheel: bool
) -> None:
    monkeypatch.setattr(run, "LINUX_X86", has_a_wheel)
    assert ("CSS and JS" in dict(run.checks())) == has_a_wheel


@pytest.mark.parametrize("fails", ["", "check"])
def test_fix_formats_also_where_something_is_left(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    called = calls(run, monkeypatch, fails=fails)
    assert run.main(["fix"]) == bool(fails)
    assert [command[3] for command in called] == ["check", "format"]


@pytest.mark.parametrize("command", ["check", "fix"])
def test_unknown_options_run_nothing(
    run: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    called = calls(run, monkeypatch)
    assert run.main([command, "--fast"]) == 2
    assert "--fast" in capsys.readouterr().err
    assert not called


def test_hooks_run_the_steps_of_check(run: ModuleType) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = {hook["entry"] for repository in hooks["repos"] for hook in repository["hooks"]}
    assert entries == {"python3 run.py check"}


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
