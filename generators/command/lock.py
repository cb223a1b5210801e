"""One at a time: a lock that ends with the process that holds it, however that ends.

Standard library only, so that `run.py` can use it before anything is installed.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OFTEN = 0.1  # seconds between two tries
_FAR = 1 << 30  # Windows keeps others from reading the byte that is locked


def tell(text: str) -> None:
    """Print at once, also where the output goes to a file."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def locked(path: Path, what: str, say: Callable[[str], None] = tell) -> Iterator[None]:
    """Hold the lock `path` for as long as the block runs; wait, and say so, while another does.

    `what` is done under it, in words ("drawing"). The file stays when the block is left: that it is
    there says nothing, only the operating system knows who holds it.

    Raises:
        OSError: names the file when it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not inherited: a child that goes on must not hold what its parent held.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        waiting = False
        while not _take(descriptor):
            if not waiting:
                say(f"waiting: {_holder(path)} is {what} in this folder")
            waiting = True
            time.sleep(OFTEN)
        with suppress(OSError):  # a full disk: the lock holds all the same
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)  # and with it the lock


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(path: Path) -> str:
    try:
        number = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        number = ""
    return f"process {number}" if number.isdigit() else "another process"
