"""Where things lie in the project, and how a file of the project is named."""

import os
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIGURE_SOURCES = ROOT / "generators" / "figures"
FIGURES = ROOT / "build" / "figures"
WOVEN = ROOT / "build" / "woven"
LOCK = ROOT / "build" / "drawing.lock"  # of whoever draws or weaves
DOCS = ROOT / "docs"

# Under the root, yet not sources of anything: environments, caches and our own output.
_SKIPPED = {".venv", "venv", ".git", "build", "site", "__pycache__", "node_modules"}


@cache
def figure_sources() -> dict[str, str]:
    """The file of every figure: name of the figure -> its path in the project.

    One file in a folder of `generators/figures` is one figure; what begins with an underscore
    helps the figures beside it.

    Raises:
        ValueError: two files with one name; the name is the figure's address on the site.
    """
    found: dict[str, str] = {}
    for path in sorted(FIGURE_SOURCES.glob("*/*.py")):
        if path.name.startswith("_") or path.parent.name.startswith("_"):
            continue
        source = path.relative_to(ROOT).as_posix()
        if path.stem in found:
            raise ValueError(f"{found[path.stem]} and {source} have the same name; rename one")
        found[path.stem] = source
    return found


def figure_names() -> list[str]:
    """Every figure of the project, by name."""
    return sorted(figure_sources())


def figure_source(name: str) -> str:
    """The path of a figure's file in the project ("generators/figures/PAGE/NAME.py")."""
    return figure_sources()[name]


def figure_module(name: str) -> str:
    """The dotted name of a figure's module."""
    return figure_source(name).removesuffix(".py").replace("/", ".")


def project_path(path: str | os.PathLike[str]) -> str | None:
    """The name of `path` relative to the root, or None when it is no source of the project."""
    absolute = os.path.abspath(path)  # noqa: PTH100  (Path.resolve follows links: too slow here)
    if not absolute.startswith(str(ROOT) + os.sep):
        return None
    parts = Path(absolute[len(str(ROOT)) + 1 :]).parts
    if _SKIPPED.intersection(parts) or parts[-1].endswith(".pyc"):
        return None
    return "/".join(parts)


def write_whole(path: Path, content: bytes | str) -> bool:
    """`explainer.files.write_whole`, imported late: numbers alone are not made from the library."""
    from explainer import files  # noqa: PLC0415

    return files.write_whole(path, content)
