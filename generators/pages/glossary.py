"""MkDocs hook: the first time a page uses a term of the glossary, its definition is at hand there.

`docs/glossary.md` is the only source: its definition list says which words stand for a term
(`data-words`), what it means, and which page explains it ("See [...](...)", the last sentence).
On that page, and where a page sets a term in bold to explain it, the term stays plain text. A page
may keep words of another sense plain with `plain_words: [value]` in its front matter.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

from generators.pages.markup import page_address

PAGE = "glossary.md"
TERM = re.compile(
    r'^(?P<term>\S.*?) \{ #(?P<anchor>[a-z0-9-]+) data-words="(?P<words>[^"]*)" \}\n'
    r":   (?P<text>\S.*(?:\n    \S.*)*)$",
    re.MULTILINE,
)
SEE = re.compile(r"\s*See (?P<link>\[[^\]]+\]\((?P<page>[\w.-]+\.md)(?:#[\w-]+)?\))\.$")
MARKS = re.compile(r"[*`_{}]|\$|\]\(|<")  # what a definition may not hold, but *emphasis*

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
WORD = re.compile(r"(?<![\w&#-])[^\W\d_][\w-]*")
VOID = {"area", "br", "col", "hr", "img", "input", "source", "wbr"}
# Where no term is linked: other links, what has a meaning of its own, and words quoted as words.
CLOSED = {"a", "button", "code", "em", "figure", "pre", "script", "strong", "style", "summary"}
CLOSED |= {"svg", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "math", "blockquote"}
CLOSED_CLASS = re.compile(
    r'class="[^"]*\b(?:arithmatex|check|token|role-\w+|admonition-title|headerlink|formula)\b'
)


@dataclass(frozen=True)
class Entry:
    """One term: its anchor in the glossary, the words for it, and the page that explains it."""

    term: str
    anchor: str
    words: tuple[str, ...]
    definition: str
    page: str | None


@cache
def entries(text: str) -> tuple[Entry, ...]:
    """Return the entries of the glossary page `text`, in its order.

    Raises:
        PluginError: an entry that cannot be read, or an anchor or word that occurs twice.
    """
    found = [_entry(match) for match in TERM.finditer(text)]
    if len(found) != (lines := len(re.findall(r"^:   ", text, re.MULTILINE))):
        raise PluginError(
            f"{PAGE}: {lines} definitions, {len(found)} of them can be read; write"
            ' `Term { #anchor data-words="term, terms" }` and below it `:   Definition.`'
        )
    owner: dict[str, str] = {}
    for entry in found:
        for name in (f"#{entry.anchor}", *entry.words):
            if name in owner:
                raise PluginError(f"{PAGE}: {name!r} stands in {owner[name]!r} and {entry.term!r}")
            owner[name] = entry.term
    return tuple(found)


def _entry(match: re.Match[str]) -> Entry:
    text = re.sub(r"\s+", " ", match["text"])
    see = SEE.search(text)
    definition = re.sub(r"\*(\S[^*]*)\*", r"\1", text[: see.start()] if see else text)
    if mark := MARKS.search(definition):
        raise PluginError(
            f"{PAGE}: the definition of {match['term']!r} holds {mark[0]!r}; it has to be plain"
            ' text with *emphasis*, and "See [a page](page.md)." at its end'
        )
    words = tuple(" ".join(word.lower().split()) for word in match["words"].split(","))
    if not all(words):
        raise PluginError(f"{PAGE}: an empty word in data-words of {match['term']!r}")
    return Entry(match["term"], match["anchor"], words, definition, see["page"] if see else None)


@dataclass(frozen=True)
class Finder:
    """Finds the terms of a text by the first word of each of their names."""

    starts: Mapping[str, Sequence[tuple[re.Pattern[str], Entry]]]

    @classmethod
    def of(cls, all_entries: Sequence[Entry]) -> "Finder":
        """Longer names come first, so that *causal mask* is found before *mask*."""
        named = [(word, entry) for entry in all_entries for word in entry.words]
        starts: dict[str, list[tuple[re.Pattern[str], Entry]]] = {}
        for word, entry in sorted(named, key=lambda pair: -len(pair[0])):
            spaced = r"\s+".join(map(re.escape, word.split()))
            pattern = re.compile(rf"{spaced}(?![\w-])", re.IGNORECASE)
            starts.setdefault(word.split()[0], []).append((pattern, entry))
        return cls(starts)

    def search(self, text: str) -> list[tuple[int, int, Entry]]:
        """Start, end and entry of every term in `text`; of two at one place the longer."""
        found, end = [], 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for pattern, entry in self.starts.get(word[0].lower(), ()):
                if match := pattern.match(text, word.start()):
                    end = match.end()
                    found.append((word.start(), end, entry))
                    break
        return found


_finder = cache(Finder.of)


def link_terms(
    content: str, page: str, all_entries: tuple[Entry, ...], plain: Sequence[str] = ()
) -> str:
    """Return the HTML `content` of `page` with the first occurrence of each term linked.

    Raises:
        PluginError: a word in `plain` that is no word of the glossary.
    """
    finder = _finder(all_entries)
    if unknown := set(plain) - {word for entry in all_entries for word in entry.words}:
        raise PluginError(f"{page}: plain_words not in the glossary: {', '.join(sorted(unknown))}")
    done = {entry.anchor for entry in all_entries if entry.page == page}
    parts: list[str] = []
    for text, is_open, bold in _texts(content):
        if bold:  # the page explains the term here
            bare = text.strip(" .,:;\n")
            done.update(e.anchor for at, to, e in finder.search(bare) if (at, to) == (0, len(bare)))
        position = 0
        for start, end, entry in finder.search(text) if is_open else ():
            written = text[start:end]
            if entry.anchor in done or " ".join(written.lower().split()) in plain:
                continue
            done.add(entry.anchor)
            parts += [text[position:start], _linked(written, page, entry)]
            position = end
        parts.append(text[position:])
    return "".join(parts)


def _texts(content: str) -> list[tuple[str, bool, bool]]:
    """Cut `content` into tags and texts: (piece, terms may be linked, it is the text of a bold)."""
    pieces: list[tuple[str, bool, bool]] = []
    closed, depth, position, bold = "", 0, 0, False
    for tag in TAG.finditer(content):
        pieces.append((content[position : tag.start()], not closed, bold))
        pieces.append((tag[0], False, False))
        position = tag.end()
        ends, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if closed:
            if name == closed:
                depth += -1 if ends else 1
            if not depth:
                closed = ""
        elif not ends and _closes(name, attributes):
            closed, depth = name, 1
        bold = closed == "strong" and depth == 1
    pieces.append((content[position:], not closed, False))
    return pieces


def _closes(name: str, attributes: str) -> bool:
    """Whether no term is linked inside the element that begins with this tag."""
    if name in VOID or attributes.endswith("/"):
        return False
    return name in CLOSED or bool(CLOSED_CLASS.search(attributes))


def _linked(written: str, page: str, entry: Entry) -> str:
    """The link, and beside it the definition that hover and focus show."""
    address = html.escape(page_address(f"{PAGE}#{entry.anchor}", page))
    name = f"definition-{entry.anchor}"
    return (
        f'<span class="term"><a href="{address}" aria-describedby="{name}">{written}</a>'
        f'<span class="definition" id="{name}" role="tooltip" data-search-exclude>'
        f"{html.escape(entry.definition, quote=False)}</span></span>"
    )


def on_page_content(html: str, page: Any, config: Any, **_: Any) -> str:
    """Link the terms of one page; called by MkDocs."""
    name = page.file.src_uri
    glossary = Path(config.docs_dir) / PAGE
    if name == PAGE or name.startswith("computed/") or not glossary.exists():
        return html
    plain = page.meta.get("plain_words", [])
    if not isinstance(plain, list):
        raise PluginError(f"{name}: plain_words is a list, such as [value, values]")
    return link_terms(html, name, entries(glossary.read_text(encoding="utf-8")), plain)
