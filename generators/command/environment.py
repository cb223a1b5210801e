"""The project's environment: .venv, and what pip installs into it."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import urllib.request
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generators.command.lock import locked
from generators.command.publish import is_full

TORCH = "torch==2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"  # 0.2 GB; the default wheel: 2.7 GB
LINUX_X86 = sys.platform == "linux" and os.uname().machine == "x86_64"


def python_of(folder: Path) -> Path:
    """The program of the environment in `folder`."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@dataclass(frozen=True)
class Environment:
    """The environment in `root`/.venv; `run` runs its Python and returns the exit status."""

    root: Path
    run: Callable[..., int]

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.root / ".venv"

    @property
    def _unfinished(self) -> Path:
        """A file that is there while something is being installed.

        Found later it says that this was interrupted, perhaps with half a package in place.
        """
        return self.folder / "unfinished"

    def install(self, requirements: str, *, with_torch: bool) -> None:
        """Create the environment if needed and install into it, unless that is already done.

        Raises:
            SystemExit: when Python or pip cannot; says why.
            OSError: names what cannot be written.
        """
        stamp = self.folder / f"{Path(requirements).stem}.stamp"
        wanted = self.fingerprint(requirements)
        if self._is_done(stamp, wanted):
            return
        with locked(self.root / "build" / "install.lock", "installing"):
            if self._is_done(stamp, wanted):  # while this one waited
                return
            usable = python_of(self.folder).exists() and any(self.folder.glob("*.stamp"))
            if not usable or self._unfinished.exists():
                self._create()
            print(f"Installing {requirements}", flush=True)
            self._unfinished.touch()
            self._install_packages(requirements, with_torch)
            stamp.write_text(wanted)
            self._unfinished.unlink()

    def fingerprint(self, requirements: str) -> str:
        """Hash what the installation depends on."""
        digest = hashlib.sha256(f"{self.root} {TORCH}".encode())
        for name in (requirements, "pyproject.toml"):
            digest.update((self.root / name).read_bytes())
        return digest.hexdigest()

    def _is_done(self, stamp: Path, wanted: str) -> bool:
        if self._unfinished.exists() or not python_of(self.folder).exists():
            return False
        return stamp.exists() and stamp.read_text() == wanted

    def _create(self) -> None:
        """Make it anew with nothing but pip in it."""
        print("Creating .venv", flush=True)
        try:
            venv.create(self.folder, with_pip=True, clear=True)
        except subprocess.CalledProcessError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            said = (error.output or b"").decode(errors="replace").strip()[-500:] or str(error)
            if importlib.util.find_spec("ensurepip") is None:
                said = "install its venv package (python3-venv)"
            sys.exit(f"Python cannot create an environment: {said}")
        (self.folder / "created.stamp").touch()  # last: without a stamp it is made again

    def _install_packages(self, requirements: str, with_torch: bool) -> None:
        """Have pip install what is listed, torch and the project itself."""
        self._pip("--require-hashes", "-r", requirements)
        if with_torch:
            # Unhashed: with hashes listed, pip passes over a CPU build.
            small = LINUX_X86 and reachable(f"{TORCH_CPU_INDEX}/torch/")
            self._pip(TORCH, *(("--extra-index-url", TORCH_CPU_INDEX) if small else ()))
        self._pip("--no-deps", "--no-build-isolation", "-e", ".")

    def _pip(self, *arguments: str) -> None:
        status = self.run("-m", "pip", "install", "--quiet", *arguments)
        if status == 0:
            return
        if is_full(self.folder):
            print(f"The disk is full: {self.folder} could not be written", file=sys.stderr)
        elif status > 0:  # it was not killed: it has undone what it did, so all is as before
            self._unfinished.unlink()
        sys.exit(status)


def reachable(address: str, seconds: float = 4.0) -> bool:
    """Say whether `address` answers within `seconds`, name resolution included."""
    answers: list[int] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(address, timeout=seconds) as response:
                answers.append(response.status)
        except OSError:
            pass

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return bool(answers)
