"""Python-Markdown extension: the pages behind the figures are rendered once and kept.

There is one such page for every figure, mostly a listing of code, and together they take a builder
as long as the article. It changes no page: without it a site is the same, and slower to build.
"""

from functools import cache
from importlib.metadata import version
from typing import Any

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]

from generators.pages.computed import RENDERED_ONCE
from generators.pages.kept import kept
from generators.pipeline.paths import ROOT

LIBRARIES = ("markdown", "pygments", "pymdown-extensions")


def makeExtension() -> Any:  # noqa: N802  (Python-Markdown's name)
    """The extension; Python-Markdown calls this for the name of the module."""
    extension = Extension()
    extension.extendMarkdown = _remember
    return extension


def _remember(md: Markdown) -> None:
    """Make `md` remember what it makes of the pages that begin with `RENDERED_ONCE`."""
    convert = md.convert

    def remembered(text: str) -> str:
        if not text.lstrip().startswith(RENDERED_ONCE):
            return str(convert(text))
        # A builder adds processors of its own: each keeps its own pages.
        processors = [type(processor).__qualname__ for processor in md.treeprocessors]
        return kept([*_settings(), *processors, text], lambda: str(convert(text)))

    md.convert = remembered


@cache
def _settings() -> tuple[str, ...]:
    """What else decides the HTML: the libraries and mkdocs.yml. Read once in a process."""
    libraries = (f"{library} {version(library)}" for library in LIBRARIES)
    return (*libraries, (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
