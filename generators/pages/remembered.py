"""MkDocs hook: the pages behind the figures are rendered once and remembered.

There is one such page for every figure, mostly a listing of code, and together they took longer
to render than the article. Their HTML is kept in `build/rendered/` under the hash of their
Markdown; nothing else may change it.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generators.pipeline.paths import ROOT, replace_bytes

KEPT = ROOT / "build" / "rendered"
MOST = 1000  # pages
LIBRARIES = ("markdown", "pygments", "pymdown-extensions")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Give MkDocs an empty page where the rendered one is known."""
    if not page.file.src_uri.startswith("computed/"):
        return markdown
    parts = [_settings(config.config_file_path), page.file.src_uri, markdown]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    page.meta["remembered"] = str(KEPT / f"{key}.html")
    return "" if Path(page.meta["remembered"]).exists() else markdown


@cache
def _settings(configuration: str) -> str:
    """What else decides the HTML: the libraries and mkdocs.yml. Read once in a process."""
    libraries = [f"{library} {version(library)}" for library in LIBRARIES]
    return " ".join([*libraries, Path(configuration).read_text(encoding="utf-8")])


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Put the remembered HTML in, or remember what was rendered now."""
    if "remembered" not in page.meta:
        return html
    kept = Path(page.meta["remembered"])
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    _forget_old()
    replace_bytes(kept, html.encode())
    return html


def _forget_old() -> None:
    """Begin anew when a thousand pages are remembered: most of them are of earlier versions."""
    remembered = list(KEPT.glob("*.html"))
    for old in remembered if len(remembered) >= MOST else ():
        old.unlink()
