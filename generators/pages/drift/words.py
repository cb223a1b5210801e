"""The sentences of a woven page as a reader meets them: no markup, no ticks, formulas as TeX."""

import re
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generators.pages.kept import kept
from generators.pages.sentences import split_sentences

# Of mkdocs.yml, what decides where a block begins.
_EXTENSIONS = ["tables", "attr_list", "def_list", "md_in_html", "footnotes", "admonition"]
_EXTENSIONS += ["pymdownx.details", "pymdownx.superfences"]
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_INLINE = {"a", "abbr", "annotation", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "math"}
_INLINE |= {"q", "s", "small", "span", "strong", "sub", "sup", "td", "th", "u", "var", "wbr"}
_UNSEEN = {"script", "style", "svg"}
_UNREAD = {"check", "definition", "headerlink", "figure-source", "footnote-ref", "footnote-backref"}
_CELL = " | "
NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)*(?:\s?%)?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def sentences(woven: str) -> list[str]:
    """The sentences of a woven page in order; a table row or an item is one too.

    So is the alternative text of each picture.
    """
    decides = [*_made_with(), woven]
    return kept(decides, lambda: "\n".join(_sentences(woven))).splitlines()


def without_numbers(sentence: str) -> str:
    """`sentence` with a mark for every number, and for the ellipsis of one that is missing."""
    return NUMBER.sub("#", sentence).replace("…", "#")


def _sentences(woven: str) -> list[str]:
    from markdown import Markdown  # type: ignore[import-untyped]  # noqa: PLC0415  (0.1 s)

    text = re.sub(r"\A---\n.*?^---$", "", woven, flags=re.DOTALL | re.MULTILINE)
    reader = _Reader()
    reader.feed(Markdown(extensions=_EXTENSIONS).convert(text))
    reader.close()
    reader.end_block()
    return [one for block in reader.blocks for one in split_sentences(block) if one.strip(" |")]


@cache
def _made_with() -> tuple[str, ...]:
    libraries = [f"{name} {version(name)}" for name in ("markdown", "pymdown-extensions")]
    return (Path(__file__).read_text(encoding="utf-8"), *libraries)


class _Reader(HTMLParser):
    """Collects the text of each block of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.block: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tags with whether their text is read

    @property
    def reads(self) -> bool:
        return not self.open or self.open[-1][1]

    def end_block(self) -> None:
        """What follows is no part of the block so far."""
        if text := " ".join("".join(self.block).split()).strip(" |"):
            self.blocks.append(text)
        self.block = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        if tag not in _INLINE and tag not in _UNSEEN and self.reads:
            self.end_block()
        if tag in ("td", "th") and self.block:
            self.block.append(_CELL)
        if tag == "img" and self.reads and found.get("alt"):
            self.blocks.append(" ".join(found["alt"].split()))
        if tag in _VOID:
            return
        if tag == "annotation":  # the source of a formula
            reads = True
        elif classes & _UNREAD or tag in _UNSEEN or any(c.startswith("formula-") for c in classes):
            reads = False
        else:
            reads = self.reads
        self.open.append((tag, reads))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self.open):
            return
        while self.open.pop()[0] != tag:
            pass
        if tag not in _INLINE and tag not in _UNSEEN and self.reads:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self.reads:
            self.block.append(data)
