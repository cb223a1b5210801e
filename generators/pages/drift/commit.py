"""The state of a commit: its files are drawn and woven once, in a folder of `build/drift/`."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from generators.command.lock import locked
from generators.pages.drift.kept_states import KEPT, forget_commits, keep, read_kept
from generators.pages.drift.left_words import running_words
from generators.pages.drift.state import State, read_figures, read_pages
from generators.pipeline.inputs import installed_versions
from generators.pipeline.paths import FIGURES, LOCK, ROOT


class NoCommitError(Exception):
    """Why there is no state of a commit, in words for the person who named it."""


def state_of_commit(revision: str, say: Callable[[str], None]) -> State:
    """The state of the commit that `revision` names: kept from an earlier comparison, or drawn now.

    Drawing takes minutes. What an interruption leaves is used by the next run.

    Raises:
        NoCommitError: there is no such commit, or today's environment cannot draw its figures.
        OSError: names what could not be written.
    """
    commit = _resolved(revision)
    name = _kept_as(commit)
    kept = read_kept(name)
    if kept is not None:
        return kept
    folder = KEPT / commit
    if not folder.is_dir():
        _unpack(commit, folder)
    say(f"drawing commit {commit[:10]} in {folder.relative_to(ROOT)}, once for all comparisons.")
    say("Only what was made from other files than today's, but that may be all: minutes.")
    say("It may be interrupted; the same command goes on.")
    draw = [sys.executable, "-m", "generators", "--weave", "build/woven"]
    status = subprocess.run(draw, cwd=folder, env=_environment(folder), check=False).returncode
    figures = read_figures(folder)
    if not figures:
        shutil.rmtree(folder)
        raise NoCommitError(
            f"commit {commit[:10]} cannot be drawn here (status {status}; its messages are above):"
            " it is older than `python -m generators --weave`, or needs other libraries"
        )
    woven = folder / "build" / "woven"
    sources = read_pages(folder / "docs")
    pages = read_pages(woven) if status == 0 and woven.is_dir() else {}
    drawn = figures | dict.fromkeys(_names(folder) - figures.keys())
    running = running_words(folder)
    pictures = folder / "build" / "figures"
    state = State(_label(commit), drawn, sources, pages, pictures, running=running)
    with locked(LOCK, "drawing"):  # else a build that is just kept could lose its pictures
        keep(state, name)
        shutil.rmtree(folder)
        forget_commits()
    return read_kept(name) or state


def _kept_as(commit: str) -> str:
    """The name under which the state is kept: pictures depend on the libraries too."""
    libraries = hashlib.sha256(repr(sorted(installed_versions().items())).encode()).hexdigest()
    return f"commit-{commit}-{libraries[:8]}"


def describe_tree() -> str:
    """The project's files in words: the commit they come from and how many differ from it."""
    commit = _git("log", "-1", "--format=%h")
    if not commit:
        return "the files as they are now"
    changed = len(_git("status", "--porcelain").splitlines())
    files = "1 file that differs" if changed == 1 else f"{changed} files that differ"
    return f"commit {commit}, with {files}" if changed else f"commit {commit}, unchanged"


def _resolved(revision: str) -> str:
    if not _git("rev-parse", "--git-dir"):
        raise NoCommitError(
            "the project lies in no git repository, so there are no commits to compare"
        )
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise NoCommitError(f"there is no commit {revision!r}; `git log --oneline` lists them")
    return commit


def _label(commit: str) -> str:
    return _git("log", "-1", "--format=commit %h of %cd (%s)", "--date=format:%d %b %Y", commit)


def _unpack(commit: str, folder: Path) -> None:
    """Put the files of `commit` into `folder`, whole or not at all, with today's drawn figures.

    A figure that was made from the same files then is fresh there, so it is not drawn again.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix=".unpacked-") as unfinished:
        archive, files = Path(unfinished) / "files.tar", Path(unfinished) / "files"
        command = ["git", "archive", "--format=tar", f"--output={archive}", commit]
        subprocess.run(command, cwd=ROOT, check=True)
        with tarfile.open(archive) as tar:
            tar.extractall(files, filter="data")
        if FIGURES.is_dir():  # copies: an older version may write into a file that is there
            shutil.copytree(FIGURES, files / "build" / "figures")
        files.replace(folder)


def _names(folder: Path) -> set[str]:
    """The figures whose sources are in `folder`, as far as they lie where today's do."""
    found = folder.glob("generators/figures/*/*.py")
    return {
        path.stem for path in found if not path.name.startswith("_") and path.parent.name[0] != "_"
    }


def _environment(folder: Path) -> dict[str, str]:
    """The packages of the commit, before those of today's project."""
    return os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def _git(*arguments: str) -> str:
    """What git answers, "" when it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, check=False, capture_output=True, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
