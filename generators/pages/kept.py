"""Text that takes long to make is kept in `build/kept/` under the hash of what decides it."""

import hashlib
from collections.abc import Callable

from generators.pipeline.paths import ROOT, replace_bytes

KEPT = ROOT / "build" / "kept"
MOST = 4000  # files


def kept(decides: list[str], make: Callable[[], str]) -> str:
    """What `make` returns, made only if it is not kept from an earlier run.

    `decides` holds all that the result depends on: sources, settings, versions of libraries.
    """
    key = hashlib.sha256("\0".join(decides).encode()).hexdigest()
    path = KEPT / f"{key}.txt"
    if path.is_file():
        return path.read_text(encoding="utf-8")
    _forget_old()
    made = make()
    replace_bytes(path, made.encode())
    return made


def _forget_old() -> None:
    """Begin anew when there are very many: most of them are of earlier versions."""
    files = list(KEPT.glob("*.txt"))
    for old in files if len(files) >= MOST else ():
        old.unlink()
