"""Draw one figure and put its files and its record in place, all of them or none."""

import hashlib
import importlib
import time
import traceback
import warnings
from types import ModuleType
from typing import Any

from generators.pipeline import inputs, paths
from generators.pipeline.records import Failure, plain, sealed


def draw(name: str, started: float) -> Failure | None:
    """Draw figure `name` and write its files; what went wrong and where, None if nothing did.

    The process must be a fresh one: every project file that it reads from now on counts as an input
    of the figure. `started` is when the first could have been read, in seconds since the epoch.
    """
    opened = inputs.record_opened_files(started)
    try:
        record, files = drawn(name)
        read = {*opened, *inputs.imported_sources(), paths.figure_source(name)}
        record["inputs"] = inputs.digests(read, opened, started)
        record["versions"] = inputs.versions_of(record["kind"])
        record["seconds"] = round(time.time() - started, 2)
        _write(name, record, files)
    except BaseException as error:
        return _describe(name, error) | {"read": sorted(opened)}
    return None


def drawn(name: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What figure `name` shows, as the first part of its record, and the content of its files.

    Raises:
        Exception: whatever the figure raises.
        TypeError: when its functions do not return what they should.
        ValueError: when it does not say what it shows.
    """
    module = _load(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for harmless in (DeprecationWarning, PendingDeprecationWarning, ImportWarning):
            warnings.simplefilter("default", harmless)
        values = plain(module.values(), name)
        if not isinstance(values, dict):
            raise TypeError(f"values() of {name} returned {type(values).__name__}, not a dict")
        details, files = _picture(name, module, values)
    summary = (module.__doc__ or "").strip()
    if not summary:
        raise ValueError(f"figure {name} has no docstring that says what it shows")
    outputs = {file: hashlib.sha256(files[file]).hexdigest() for file in sorted(files)}
    record = {"name": name, "shows": summary, **details, "outputs": outputs, "values": values}
    return record, files


def _write(name: str, record: dict[str, Any], files: dict[str, bytes]) -> None:
    for file, content in files.items():
        paths.write_whole(paths.FIGURES / file, content)
    for old in paths.FIGURES.glob(f"{name}.*"):
        if old.name not in files and old.name != f"{name}.json":
            old.unlink()  # the figure was of another kind before
    # The record goes last: an interruption before this line leaves a figure that counts as stale.
    paths.write_whole(paths.FIGURES / f"{name}.json", sealed(record))


def _load(name: str) -> ModuleType:
    module = importlib.import_module(paths.figure_module(name))
    if not hasattr(module, "values"):
        raise AttributeError(f"figure {name} has no function values()")
    if hasattr(module, "draw") and hasattr(module, "animate"):
        raise AttributeError(f"figure {name} has both draw() and animate(); one is a figure")
    return module


def _picture(
    name: str, module: ModuleType, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    if not any(hasattr(module, function) for function in ("draw", "animate", "preview")):
        return {"kind": "numbers"}, {}
    from generators.pipeline.picture import picture  # noqa: PLC0415  (numbers do not depend on it)

    return picture(name, module, values)


def _advice(error: BaseException) -> str:
    """What to do about an error that names a word, a head or a layer, and nothing else."""
    if not isinstance(error, LookupError):
        return ""
    return " is not in the model or the results that it reads; change the figure, or the model"


def _describe(name: str, error: BaseException) -> Failure:
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
        "error": f"{type(error).__name__}: {error}{_advice(error)}",
        "traceback": "".join(traceback.format_exception(error)),
    }
