"""The installation, interrupted at every step, is done when it is run again."""

import socket
import subprocess
import venv
from pathlib import Path
from typing import Any

import pytest

from generators.command import environment
from generators.command.environment import Environment, python_of, reachable


class Fake:
    """A project whose environment is made and filled by nothing but notes of it.

    `stops` says at which step, counted from 1, what is raised or returned instead of success.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.steps, self.stops = root, list[str](), dict[int, Any]()
        for name in ("requirements.txt", "pyproject.toml"):
            (root / name).write_text(name)

    def _step(self, name: str) -> int:
        self.steps.append(name)
        stop = self.stops.pop(len(self.steps), 0)
        if isinstance(stop, BaseException):
            raise stop
        return int(stop)

    def create(self, folder: Path, **_: object) -> None:
        python = python_of(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()  # the first thing that venv does, long before pip is there
        for stamp in folder.glob("*.stamp"):
            stamp.unlink()
        (folder / "unfinished").unlink(missing_ok=True)
        self._step("create")

    def run(self, *arguments: str) -> int:
        return self._step("project" if "-e" in arguments else "packages")

    def install(self) -> list[str]:
        """What is done from now on."""
        self.steps = []
        Environment(self.root, self.run).install("requirements.txt", with_torch=False)
        return self.steps


ALL = ["create", "packages", "project"]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    made = Fake(tmp_path)
    monkeypatch.setattr(venv, "create", made.create)
    return made


def test_it_is_done_once(fake: Fake) -> None:
    assert fake.install() == ALL
    assert fake.install() == []
    (fake.root / "requirements.txt").write_text("more")
    assert fake.install() == ["packages", "project"]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_interrupted_at_any_step_it_is_done_from_the_beginning(fake: Fake, step: int) -> None:
    fake.stops = {step: KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        fake.install()
    assert fake.install() == ALL
    assert fake.install() == []


def test_a_killed_pip_may_leave_half_a_package(fake: Fake) -> None:
    fake.stops = {2: -9}
    with pytest.raises(SystemExit):
        fake.install()
    assert fake.install() == ALL


def test_a_pip_that_fails_leaves_the_environment(fake: Fake) -> None:
    assert fake.install() == ALL
    (fake.root / "requirements.txt").write_text("more")
    fake.stops = {1: 1}  # without a network
    with pytest.raises(SystemExit) as stopped:
        fake.install()
    assert stopped.value.code == 1
    (fake.root / "requirements.txt").write_text("requirements.txt")
    assert fake.install() == []


def test_a_full_disk_is_said(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "is_full", lambda _: True)
    fake.stops = {2: 1}
    with pytest.raises(SystemExit):
        fake.install()
    assert f"The disk is full: {fake.root / '.venv'}" in capsys.readouterr().err
    assert fake.install() == ALL


@pytest.mark.parametrize(
    ("known", "said"), [(None, "python3-venv"), (object(), "No space left on device")]
)
def test_why_there_is_no_environment(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, known: object, said: str
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: known)
    output = b"OSError: [Errno 28] No space left on device"
    fake.stops = {1: subprocess.CalledProcessError(1, "ensurepip", output)}
    with pytest.raises(SystemExit, match=said):
        fake.install()
    assert fake.install() == ALL


def test_a_second_one_that_waited_does_nothing(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = environment.locked

    def after_another(path: Path, what: str) -> Any:
        monkeypatch.setattr(environment, "locked", locked)
        Environment(fake.root, fake.run).install("requirements.txt", with_torch=False)
        fake.steps.append("the other has done it")
        return locked(path, what)

    monkeypatch.setattr(environment, "locked", after_another)
    assert fake.install() == [*ALL, "the other has done it"]


def test_the_fingerprint_follows_the_requirements(fake: Fake) -> None:
    made = Environment(fake.root, fake.run)
    before = made.fingerprint("requirements.txt")
    assert made.fingerprint("requirements.txt") == before
    (fake.root / "requirements.txt").write_text("three")
    assert made.fingerprint("requirements.txt") != before


def test_a_silent_host_is_given_up_soon() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert not reachable(f"http://127.0.0.1:{port}/", seconds=0.3)
    assert not reachable(f"http://127.0.0.1:{port}/", seconds=0.3)
