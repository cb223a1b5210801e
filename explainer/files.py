"""The one way in which this project writes a file: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> bool:
    """Put ``content`` at ``path``, text as UTF-8; whoever reads sees the old file or the new one.

    Missing folders are made. Returns whether the file changed: one that holds just this is left
    alone, its time included. Raises OSError, which names the file or the folder that could
    not be written; then, and after any interruption, the old file is still there.
    """
    data = content.encode() if isinstance(content, str) else content
    # The process is in the name, so that two of them do not write into the same temporary file.
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:  # it names the temporary file, or none where the disk is full
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return True
