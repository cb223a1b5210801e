"""What a reader gets of a page, whichever builder made it: its article as a list of pieces."""

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

ADDRESSES = {"href", "src", "srcset", "data-gif", "data-poster"}
# What builders add or take away for their theme and their search.
OWN_ATTRIBUTES = {"data-search-exclude"}
SKIP_LINK = "__skip"


class Article(HTMLParser):
    """The tags, with all that they say, and the texts, with `&lt;` for <, inside `<article>`."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.inside = False
        self.pieces: list[str] = []
        self.text = ""
        self.skipping = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: " ".join((value or "").split()) for name, value in attrs}
        self.inside = self.inside or tag == "article"
        self.skipping = said.get("id") == SKIP_LINK
        if not self.inside or self.skipping:
            return
        for name in ADDRESSES & said.keys():
            said[name] = urljoin(self.address, said[name])
        kept = sorted(item for item in said.items() if item[0] not in OWN_ATTRIBUTES)
        self._add("<" + " ".join([tag, *(f'{name}="{value}"' for name, value in kept)]) + ">")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and not self.skipping:
            self._add(f"</{tag}>")
        self.inside = self.inside and tag != "article"
        self.skipping = False

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""

    def _add(self, piece: str) -> None:
        if self.text.strip():
            self.pieces.append(escape(re.sub(r"\s+", " ", self.text), quote=False))
        self.pieces.append(piece)
        self.text = ""


def articles(site: Path, root: str) -> dict[str, list[str]]:
    """The article of every page under `site`, which is served at `root`, by the page's path."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        address = root + path.removesuffix("index.html")
        found[path] = Article(file.read_text(encoding="utf-8"), address).pieces
    return found
