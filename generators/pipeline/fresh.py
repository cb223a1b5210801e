"""The first steps of a process that draws one figure: libraries, then the project from its source.

The process is forked from one that has loaded the libraries and nothing of the project, so it
draws what the files say now. Where there is no fork it starts from nothing and does the same.
"""

import gc
import importlib
import os
import sys
import threading
import time
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

LIBRARIES = (
    "array_api_compat.numpy",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.figure",
    "matplotlib.patheffects",
    "PIL.GifImagePlugin",
    "PIL.PngImagePlugin",
    "safetensors.numpy",
)


def draw(name: str, answer: "Connection[Any, Any]") -> None:
    """Draw figure `name` and send what failed, None if nothing did."""
    started = time.time()
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    gc.freeze()  # to collect what the libraries made would copy all of their memory
    import_libraries()
    from generators.pipeline import worker  # noqa: PLC0415  (compiled from its source, see below)

    answer.send(worker.draw(name, started))


def import_libraries() -> None:
    """Load all libraries, then have everything else compiled from its source.

    Cached bytecode is trusted by whole seconds and size, so an edit can hide from it. Libraries
    come first because theirs is as good as it is quick.
    """
    for library in LIBRARIES:
        importlib.import_module(library)
    sys.dont_write_bytecode = True
    sys.pycache_prefix = str(Path(__file__).parent / "no-bytecode-here")


def _end_with_the_command() -> None:
    """End this process when the command is gone, even if it was killed and could not say so."""
    command = parent_process()
    if command is not None:
        command.join()
        os._exit(1)
