"""One at a time: who waits says so, and a killed holder holds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generators.command.lock import locked

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from generators.command.lock import locked

with locked(Path(sys.argv[1]), "drawing"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_who_waits_says_for_whom_and_goes_on_when_the_other_ends(tmp_path: Path) -> None:
    path = tmp_path / "new" / "drawing.lock"
    said: list[str] = []
    with hold(path) as other:

        def say(text: str) -> None:
            said.append(text)
            assert other.stdin is not None
            other.stdin.close()

        with locked(path, "drawing", say):
            assert other.wait(60) == 0
    assert said == [f"waiting: process {other.pid} is drawing in this folder"]


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "drawing.lock"
    with hold(path) as other:
        other.kill()
    assert path.exists()
    with locked(path, "drawing", pytest.fail):
        assert path.read_text() == str(os.getpid())


def test_a_lock_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file")
    with pytest.raises(OSError, match=r"build"), locked(tmp_path / "build/drawing.lock", "drawing"):
        pass


def test_a_child_that_goes_on_does_not_hold_it(tmp_path: Path) -> None:
    path = tmp_path / "drawing.lock"
    with locked(path, "drawing"):
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    with child, locked(path, "drawing", pytest.fail):
        child.kill()
