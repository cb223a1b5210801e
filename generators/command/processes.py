"""Programs that do not outlive the command that started them."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 20.0  # seconds in which an interrupted program should end its children and itself
HEARD = 5.0  # the same after Ctrl-C, which reaches every process in a terminal: not told twice


def call(command: list[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a program and return its exit status; interrupted, first see it end."""
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt as interrupt:
            _end(process, told=signal.SIGTERM not in interrupt.args)
            raise


def become(command: list[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a program in the place of this process, so that nothing outlives it.

    It has the id of this one, so who stops this command stops it, and it ends its children itself.
    Windows cannot do that: there it is a child.
    """
    if os.name == "nt":
        return call(command, folder, environment)
    os.chdir(folder)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(command[0], command, environment)


def _end(process: "subprocess.Popen[bytes]", told: bool) -> None:
    """Have a program end its children and itself, which the programs here do when interrupted."""
    if told and _ended(process, HEARD):
        return
    if os.name != "nt":
        process.send_signal(signal.SIGINT)
    if not _ended(process, PATIENCE):
        process.kill()


def _ended(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
