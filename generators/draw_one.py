"""Draw one figure and put its files and its record in place, all of them or none."""

import hashlib
import importlib
import time
import traceback
import warnings
from types import ModuleType
from typing import Any

from generators import inputs, links, paths
from generators.records import Failure, encode, plain


def draw(name: str, started: float) -> Failure | None:
    """Draw figure `name` and write its files; what went wrong and where, None if nothing did.

    The process must be a fresh one: every project file that it reads from now on counts as an input
    of the figure. `started` is when the first could have been read, in seconds since the epoch.
    """
    opened = inputs.record_opened_files()
    try:
        record, files = drawn(name)
        read = opened | inputs.imported_sources() | {f"generators/figures/{name}.py"}
        record["inputs"] = inputs.digests(read, started)
        record["versions"] = inputs.installed_versions()
        record["seconds"] = round(time.time() - started, 2)
        _write(name, record, files)
    except BaseException as error:
        return _describe(name, error)
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
        picture, files = _picture(name, module, values)
    summary = (module.__doc__ or "").strip()
    if not summary:
        raise ValueError(f"figure {name} has no docstring that says what it shows")
    outputs = {file: hashlib.sha256(files[file]).hexdigest() for file in sorted(files)}
    record = {"name": name, "shows": summary, **picture, "outputs": outputs, "values": values}
    return record, files


def _write(name: str, record: dict[str, Any], files: dict[str, bytes]) -> None:
    for file, content in files.items():
        paths.replace_bytes(paths.FIGURES / file, content)
    for old in paths.FIGURES.glob(f"{name}.*"):
        if old.name not in files and old.name != f"{name}.json":
            old.unlink()  # the figure was of another kind before
    # The record goes last: an interruption before this line leaves a figure that counts as stale.
    paths.replace_bytes(paths.FIGURES / f"{name}.json", encode(record))


def _load(name: str) -> ModuleType:
    module = importlib.import_module(f"generators.figures.{name}")
    if not hasattr(module, "values"):
        raise AttributeError(f"figure {name} has no function values()")
    if hasattr(module, "draw") and hasattr(module, "animate"):
        raise AttributeError(f"figure {name} has both draw() and animate(); one is a figure")
    return module


def _picture(
    name: str, module: ModuleType, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    if hasattr(module, "preview"):
        from generators import preview  # noqa: PLC0415  (no other figure depends on it)

        return {"kind": "numbers"}, {f"{name}.png": preview.render(module.preview(values))}
    if not hasattr(module, "draw") and not hasattr(module, "animate"):
        return {"kind": "numbers"}, {}
    alt = module.alt(values)
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt() of {name} returned no text")
    if hasattr(module, "animate"):
        from generators import animation  # noqa: PLC0415  (a still figure does not depend on it)

        details, files = animation.render(name, lambda: module.animate(values))
        return {"kind": "gif", "alt": alt, **details}, files
    from generators import svg  # noqa: PLC0415  (an animation does not depend on it)

    details, drawing = svg.render(name, module.draw(values), alt)
    files = {f"{name}.svg": drawing}
    if hasattr(module, "narrow"):
        details["narrow"], files[f"{name}.narrow.svg"] = svg.render(
            name, module.narrow(values), alt
        )
    if _defines(module, "links"):
        narrow = module.narrow_links(values) if "narrow" in details else None
        details["links"] = links.shares(name, module.links(values), narrow, details)
    return {"kind": "svg", "alt": alt, **details}, files


def _defines(module: ModuleType, name: str) -> bool:
    """Whether the figure itself has this function; `from generators.marks import links` is none."""
    return getattr(getattr(module, name, None), "__module__", None) == module.__name__


def _describe(name: str, error: BaseException) -> Failure:
    """What went wrong and where: the innermost line of the project, the figure's own if it can."""
    file, line = f"generators/figures/{name}.py", 0
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
