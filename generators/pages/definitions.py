"""The first time a page uses a term of the glossary, its definition is at hand there.

`docs/glossary.md` is the only source: its definition list says which words stand for a term
(`data-words`), what it means, and which page explains it ("See [...](...)", the last sentence).
On that page, and where a page sets a term in bold to explain it, the term stays plain text. A page
may keep words of another sense plain with `plain_words: [value]` in its front matter.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generators.pages.marks import problem_html
from generators.pages.markup import plain_text, relative
from generators.pages.problems import Problem
from generators.pages.running_text import FRONT_MATTER, running_text
from generators.pages.source import NotUtf8Error, read_page

PAGE = "glossary.md"
TERM = re.compile(
    r'^(?P<term>\S.*?) \{ #(?P<anchor>[a-z0-9-]+) data-words="(?P<words>[^"]*)" \}\n'
    r":   (?P<text>\S.*(?:\n    \S.*)*)$",
    re.MULTILINE,
)
SEE = re.compile(r"\s*See (?P<link>\[[^\]]+\]\((?P<page>(?:lab/)?[\w.-]+\.md)(?:#[\w-]+)?\))\.$")
MARKS = re.compile(r"[*`_{}]|\$|\]\(|<")  # what a definition may not hold, but *emphasis*

WORD = re.compile(r"(?<![\w&#-])[^\W\d_][\w-]*")
SPACE = r"(?:[ \t]+|[ \t]*\n[ \t]*)"  # between the words of a name: within a paragraph
BETWEEN_MARKS = re.compile(r"<[^<>]*>|[\[\]()*_`]")


@dataclass(frozen=True)
class Entry:
    """One term: its anchor in the glossary, the words for it, and the page that explains it."""

    term: str
    anchor: str
    words: tuple[str, ...]
    definition: str
    page: str | None


@dataclass(frozen=True)
class Glossary:
    """The entries of the glossary page, in its order, and what is wrong with it."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_glossary(path: Path) -> Glossary:
    """Read the glossary page at `path`; without one, or one in UTF-8, there are no entries."""
    try:
        return glossary_of(read_page(path)) if path.is_file() else Glossary()
    except NotUtf8Error:  # weaving says so, as of every page
        return Glossary()


def glossary_of(text: str) -> Glossary:
    """The glossary in the page `text`; an entry with a problem is left out."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    owner: dict[str, str] = {}
    for match in TERM.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        entry = _entry(match)
        wrong = _wrong(entry, owner)
        problems += [Problem(PAGE, line, entry.term, message) for message in wrong]
        owner |= dict.fromkeys((f"#{entry.anchor}", *entry.words), entry.term)
        if not wrong:
            entries.append(entry)
    read = {text.count("\n", 0, match.start("text")) for match in TERM.finditer(text)}
    for found in re.finditer(r"^:   .*", text, re.MULTILINE):
        if (line := text.count("\n", 0, found.start())) not in read:
            message = 'write `Term { #anchor data-words="term, terms" }` above `:   Definition.`'
            problems.append(Problem(PAGE, line + 1, found[0], message))
    return Glossary(tuple(entries), tuple(problems))


def _entry(match: re.Match[str]) -> Entry:
    text = re.sub(r"\s+", " ", match["text"])
    see = SEE.search(text)
    definition = re.sub(r"\*(\S[^*]*)\*", r"\1", text[: see.start()] if see else text)
    words = tuple(" ".join(word.lower().split()) for word in match["words"].split(","))
    return Entry(match["term"], match["anchor"], words, definition, see["page"] if see else None)


def _wrong(entry: Entry, owner: Mapping[str, str]) -> list[str]:
    """What is wrong with an entry; `owner` maps earlier anchors and words to their terms."""
    wrong = [
        f"{name!r} stands in {owner[name]!r} and {entry.term!r}"
        for name in (f"#{entry.anchor}", *entry.words)
        if name in owner
    ]
    if mark := MARKS.search(entry.definition):
        wrong.append(
            f"the definition holds {mark[0]!r}; it has to be plain text with *emphasis*, and"
            ' "See [a page](page.md)." at its end'
        )
    if not all(entry.words):
        wrong.append("an empty word in data-words")
    return wrong


@dataclass(frozen=True)
class Finder:
    """Finds the terms of a text by the first word of each of their names."""

    starts: Mapping[str, Sequence[tuple[str, Entry]]]  # first word -> pattern of the rest, entry

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Finder":
        """Longer names come first, so that *causal mask* is found before *mask*."""
        named = [(name, entry) for entry in entries for name in entry.words]
        starts: dict[str, list[tuple[str, Entry]]] = {}
        for name, entry in sorted(named, key=lambda pair: -len(pair[0])):
            first, *rest = name.split()
            pattern = "".join(SPACE + re.escape(word) for word in rest) + r"(?![\w-])"
            starts.setdefault(first, []).append((pattern, entry))
        return cls(starts)

    def search(self, text: str) -> list[tuple[int, int, Entry]]:
        """Start, end and entry of every term in `text`; of two at one place the longer."""
        found, end = [], 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for pattern, entry in self.starts.get(word[0].lower(), ()):
                if match := _compiled(pattern).match(text, word.end()):
                    end = match.end()
                    found.append((word.start(), end, entry))
                    break
        return found


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)  # few of the many names stand in a text


_finder = cache(Finder.of)


def link_terms(text: str, page: str, entries: tuple[Entry, ...], plain: Sequence[str] = ()) -> str:
    """Return the Markdown `text` of `page` with the first occurrence of each term linked.

    `plain` holds the words that are left alone.
    """
    finder = _finder(entries)
    running, bold = running_text(text)
    done = {entry.anchor for entry in entries if entry.page == page}
    explained = [
        (start, anchor) for start, end in bold for anchor in _explained(text[start:end], finder)
    ]
    pieces: list[str] = []
    position = 0
    for start, end, entry in finder.search(running):
        while explained and explained[0][0] < start:
            done.add(explained.pop(0)[1])
        written = text[start:end]
        if entry.anchor in done or " ".join(written.lower().split()) in plain:
            continue
        done.add(entry.anchor)
        pieces += [text[position:start], _linked(written, page, entry)]
        position = end
    return "".join([*pieces, text[position:]])


def _explained(bold: str, finder: Finder) -> list[str]:
    """The anchors of the terms that a bold passage, or a part of it between marks, consists of."""
    found = []
    for part in BETWEEN_MARKS.split(bold):
        bare = part.strip(" .,:;\n")
        found += [e.anchor for at, to, e in finder.search(bare) if (at, to) == (0, len(bare))]
    return found


def _linked(written: str, page: str, entry: Entry) -> str:
    """The link, and beside it the definition that hover and focus show."""
    address = relative(f"{PAGE}#{entry.anchor}", page)
    name = f"definition-{entry.anchor}"
    return (
        f'<span class="term">[{written}]({address}){{ aria-describedby="{name}" }}'
        f'<span class="definition" id="{name}" role="tooltip" hidden data-search-exclude>'
        f"{plain_text(entry.definition)}</span></span>"
    )


def with_anchors(glossary: Glossary) -> Glossary:
    """The glossary with a place in its page for each of its problems; see `with_marks`."""
    numbered = enumerate(glossary.problems, 1)
    problems = [replace(one, anchor=f"problem-glossary-{number}") for number, one in numbered]
    return replace(glossary, problems=tuple(problems))


def with_marks(source: str, problems: Sequence[Problem]) -> str:
    """The text of the glossary page with each problem marked before its definition."""
    lines = source.split("\n")
    for problem in problems:
        for index in range(problem.line - 1, len(lines)):
            if lines[index].startswith(":   "):
                mark = problem_html(problem.anchor, problem.message)
                lines[index] = f":   {mark} {lines[index][4:]}"
                break
    return "\n".join(lines)


def define_terms(text: str, page: str, glossary: Glossary) -> tuple[str, list[Problem]]:
    """Link the terms of one page, and say what is wrong with its list of plain words.

    The glossary itself is left alone, and so is every page while the glossary has problems.
    """
    if page == PAGE or glossary.problems:
        return text, []
    front = FRONT_MATTER.match(text)
    asked = re.search(r"^plain_words:(.*)$", front["fields"], re.MULTILINE) if front else None
    if not front or not asked:
        return link_terms(text, page, glossary.entries), []
    line = front["fields"].count("\n", 0, asked.start()) + 2
    listed = re.fullmatch(r"\s*\[([^\[\]]*)\]\s*", asked[1])
    if not listed:
        message = "plain_words is a list on one line, such as [value, values]"
        return text, [Problem(page, line, asked[0], message)]
    plain = [word.strip(" \"'") for word in listed[1].split(",")]
    known = {word for entry in glossary.entries for word in entry.words}
    if unknown := sorted(set(plain) - known):
        message = f"plain_words not in the glossary: {', '.join(unknown)}"
        return text, [Problem(page, line, asked[0], message)]
    return link_terms(text, page, glossary.entries, plain), []
