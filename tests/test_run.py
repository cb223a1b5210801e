"""run.py: what it does when something is missing, fails or hangs."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.run_copy import calls, run_in

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return run_in(tmp_path, monkeypatch)


COMMAND = sorted((ROOT / "generators/command").glob("*.py"))


@pytest.mark.parametrize(
    "file", [ROOT / "run.py", ROOT / "generators/__init__.py", *COMMAND], ids=lambda file: file.stem
)
def test_it_needs_the_standard_library_only(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        alias.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    others = {name for name in names if not name.startswith("generators.command")}
    assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names


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


@pytest.mark.parametrize("first", [True, False])
def test_serve_says_how_long_a_first_run_takes_and_becomes_the_server(
    run: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    first: bool,
) -> None:
    for name in ("page/one", "page/two", "page/_helper", "_shared/more"):
        source = tmp_path / f"generators/figures/{name}.py"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.touch()
    monkeypatch.setattr(run, "PYTHON", tmp_path / "python")
    said: list[str] = []
    monkeypatch.setattr(run, "install", lambda *_, **__: said.append(capsys.readouterr().out))
    if not first:
        (tmp_path / "python").touch()
        (tmp_path / "build/figures").mkdir(parents=True)
    became: list[list[str]] = []
    monkeypatch.setattr(run.processes.os, "name", "posix")
    monkeypatch.setattr(run.processes.os, "chdir", lambda _: None)
    monkeypatch.setattr(run.processes.os, "execve", lambda _, command, __: became.append(command))
    run.main(["serve", "-a", "127.0.0.1:9000"])
    assert became == [
        [*map(str, [run.PYTHON, "-m", "mkdocs", "serve", "--livereload", "-a", "127.0.0.1:9000"])]
    ]
    told = "installs about 0.3 GB (a minute or two), then draws 2 figures (about 1 min)"
    assert (told in said[0]) == first
    assert bool(said[0]) == first


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


PROGRAM = """
import signal, subprocess, sys, time
from pathlib import Path

child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
Path("started").write_text(str(child.pid))
try:
    child.wait()
except KeyboardInterrupt:
    child.kill()
    child.wait()
    Path("ended").touch()
"""
COMMAND_THAT_RUNS_IT = """
import importlib.util, signal, sys
from pathlib import Path

signal.signal(signal.SIGINT, signal.SIG_IGN)  # what a shell in the background hands down
specification = importlib.util.spec_from_file_location("run", sys.argv[1])
run = importlib.util.module_from_spec(specification)
specification.loader.exec_module(run)
run.ROOT, run.PYTHON = Path.cwd(), sys.executable
run.install = lambda *_, **__: None
run.COMMANDS["draw"] = lambda _: run.run("program.py")
run.processes.HEARD = 0.1
run.signals.hear_signals()
sys.exit(run.main(["draw"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_ends_with_all_that_it_started(tmp_path: Path, number: int) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND_THAT_RUNS_IT, str(ROOT / "run.py")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + 120
    while not (tmp_path / "started").exists():
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    # communicate() returns only when every process that holds the other end is gone.
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, said) == (128 + number, "")
    assert (tmp_path / "ended").exists()
