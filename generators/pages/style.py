"""One style sheet for the site: a page is painted when the last of its sheets has arrived."""

import re

from generators.kit.roles import style_sheet
from generators.pipeline.paths import DOCS

SITE_STYLE = "assets/site.css"  # beside katex/, and as far from assets/ as css/ is
FOLDER = "css/"
DRAFTS = "drafts"  # a sheet of its own, which only `mkdocs serve` shows
ORDER = ("tokens", "type", "layout", "prose", "figures")  # the others follow by name
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def is_sheet(name: str) -> bool:
    """Whether a file of docs is a part of the style sheet, and not to be served by itself."""
    return name.startswith(FOLDER) and name.endswith(".css") and name != f"{FOLDER}{DRAFTS}.css"


def site_style() -> str:
    """The sheet of the formulas, the colours, then the sheets of docs/css; later rules win."""
    formulas = DOCS / "assets/katex/katex.css"
    paths = {path.stem: path for path in sorted((DOCS / FOLDER).glob("*.css"))}
    names = [*ORDER, *(name for name in paths if name not in (*ORDER, DRAFTS))]
    parts = [style_sheet(), *(paths[name].read_text("utf-8") for name in names if name in paths)]
    ours = "\n".join(_COMMENT.sub("", part).strip() for part in parts)
    if not formulas.is_file():
        return f"{ours}\n"
    return f"{formulas.read_text('utf-8').replace('url(', 'url(katex/')}\n{ours}\n"
