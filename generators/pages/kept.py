"""Text that takes long to make is kept in `build/kept/` under the hash of what decides it."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from generators.pipeline.paths import ROOT, write_whole

KEPT = ROOT / "build" / "kept"
MOST = 4000  # files


def kept(decides: list[str], make: Callable[[], str]) -> str:
    """What `make` returns, made only if it is not kept from an earlier run.

    `decides` holds all that the result depends on: sources, settings, versions of libraries.
    """
    key = hashlib.sha256("\0".join(decides).encode()).hexdigest()
    path = KEPT / f"{key}.txt"
    if (whole := _read(path, key)) is not None:
        return whole
    made = make()
    with suppress(OSError):  # what is not kept is made again; who must write says why he cannot
        _forget_old()
        write_whole(path, f"{_seal(key, made)}\n{made}")
    return made


def _read(path: Path, key: str) -> str | None:
    """The text that was kept under `key`; None if there is none, or it is no longer what it was."""
    try:
        seal, _, text = path.read_bytes().decode().partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if seal == _seal(key, text) else None


def _seal(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()


def _forget_old() -> None:
    """Begin anew when there are very many: most of them are of earlier versions."""
    files = list(KEPT.glob("*.txt"))
    for old in files if len(files) >= MOST else ():
        old.unlink()
