"""Draw one figure in this process, which is fresh: `python -m generators.pipeline.worker NAME`.

A fresh process draws what the files say now. A long-lived one (`mkdocs serve`) would keep the
modules of yesterday.
"""

import importlib
import json
import os
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from generators.pipeline import inputs, paths
from generators.pipeline.records import encode, plain

# Loaded before anything of the project, so that all of it comes from cached bytecode.
_LIBRARIES = (
    "array_api_compat.numpy",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.figure",
    "PIL.GifImagePlugin",
    "safetensors.numpy",
)


def main(name: str, started: float) -> int:
    """Draw figure `name` and put its files in place; on an error, say it on stderr as JSON."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker without a traceback
    opened = inputs.record_opened_files()
    _import_libraries()
    try:
        record, files = _draw(name)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        print(json.dumps(_describe(name, error)), file=sys.stderr)
        return 1
    read = opened | inputs.imported_sources() | {paths.figure_source(name)}
    record["inputs"] = inputs.digests(read, started)
    record["versions"] = inputs.installed_versions()
    record["seconds"] = round(time.time() - started, 2)
    for file, content in files.items():
        paths.replace_bytes(paths.FIGURES / file, content)
    for old in paths.FIGURES.glob(f"{name}.*"):
        if old.name not in files and old.name != f"{name}.json":
            old.unlink()  # the figure was of another kind before
    # The record goes last: an interruption before this line leaves a figure that counts as stale.
    paths.replace_bytes(paths.FIGURES / f"{name}.json", encode(record))
    return 0


def _import_libraries() -> None:
    import matplotlib  # noqa: PLC0415  (all libraries first, then the project: see below)

    matplotlib.use("agg")
    for library in _LIBRARIES:
        importlib.import_module(library)
    # Cached bytecode is trusted by whole seconds and size, so an edit can hide from it. Project
    # modules are therefore compiled from their source each time.
    sys.dont_write_bytecode = True
    sys.pycache_prefix = str(paths.FIGURES / "no-bytecode-here")


def _draw(name: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    from generators.pipeline.picture import picture  # noqa: PLC0415  (after the libraries)

    module = _load(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for harmless in (DeprecationWarning, PendingDeprecationWarning, ImportWarning):
            warnings.simplefilter("default", harmless)
        values = plain(module.values(), name)
        if not isinstance(values, dict):
            raise TypeError(f"values() of {name} returned {type(values).__name__}, not a dict")
        details, files = picture(name, module, values)
    summary = (module.__doc__ or "").strip()
    if not summary:
        raise ValueError(f"figure {name} has no docstring that says what it shows")
    record = {"name": name, "shows": summary, **details, "files": sorted(files), "values": values}
    return record, files


def _load(name: str) -> ModuleType:
    module = importlib.import_module(
        paths.figure_source(name).removesuffix(".py").replace("/", ".")
    )
    if not hasattr(module, "values"):
        raise AttributeError(f"figure {name} has no function values()")
    if hasattr(module, "draw") and hasattr(module, "animate"):
        raise AttributeError(f"figure {name} has both draw() and animate(); one is a figure")
    return module


def _describe(name: str, error: BaseException) -> dict[str, Any]:
    """What went wrong and where: the innermost line of the project, the figure's own if it can."""
    file, line = paths.figure_source(name), 0
    if isinstance(error, SyntaxError) and error.filename:
        file, line = paths.project_path(error.filename) or error.filename, error.lineno or 0
    else:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [(paths.project_path(frame.filename) or "", frame.lineno or 0) for frame in frames]
        own = [place for place in ours if place[0] == file]
        file, line = [(file, 0), *(place for place in own or ours if place[0])][-1]
    return {
        "figure": name,
        "file": file,
        "line": line,
        "error": f"{type(error).__name__}: {error}",
        "traceback": "".join(traceback.format_exception(error)),
    }


if __name__ == "__main__":
    os.chdir(paths.ROOT)
    sys.path.insert(0, str(Path.cwd()))
    sys.exit(main(sys.argv[1], time.time()))
