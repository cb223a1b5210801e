"""What stands where in the Markdown of a page: code, formulas, HTML, and running text.

A small reader of the Markdown that `mkdocs.yml` allows, so that work on a page can be done in its
source. Places are kept: what is hidden becomes a filler of the same length, and line breaks stay.
Code is written between fences or ticks here, never by indentation alone.
"""

import re
from collections.abc import Iterable, Iterator

FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)^---$", re.MULTILINE | re.DOTALL)
_TAG = r"<(?P<ends>/?)(?P<name>[a-zA-Z][\w-]*)(?P<inside>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
# The first place wins, as in Markdown: a formula may hold `<`, code and comments anything.
_PART = re.compile(
    r"(?=[ \t>`~<\\$])(?:"
    r"(?P<fence>^[ >\t]*(?P<marks>`{3,}|~{3,})[^\n]*\n.*?(?:^[ >\t]*(?P=marks)[`~]*[ \t]*$|\Z))"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<verbatim><!--.*?-->|<(?P<element>pre|script|style)\b[^>]*>.*?</(?P=element)>)"
    rf"|(?P<tag>{_TAG})"
    r"|(?P<escape>\\[^\w\s])"
    r"|(?P<display>\$\$(?P<displayed>(?:(?!\n[ \t]*\n)(?:\\.|[^\\$]))+)\$\$)"
    r"|(?P<inline>\$(?!\s)(?P<formula>(?:(?!\n[ \t]*\n)(?:\\.|[^\\$]))+?)(?<!\s)\$))",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(
    r"^[ \t]*(?:#{1,6}.*|\S.*\n[ \t]*(?:=+|-+)[ \t]*)$|<(?P<level>h[1-6])\b(?s:.*?)</(?P=level)>",
    re.MULTILINE,
)

# No running text: other links, what has a meaning of its own, and words quoted as words.
_CLOSED = {"a", "button", "code", "em", "figure", "pre", "script", "strong", "style", "summary"}
_CLOSED |= {"svg", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "math", "blockquote"}
_CLOSED_CLASS = re.compile(r'class=(["\'])[^"\']*\b(?:check|token|role-\w+|formula|problem)\b')
_VOID = {"area", "br", "col", "hr", "img", "input", "source", "wbr"}
_CLOSED_LINES = re.compile(
    r"^[ \t]*(?:!!!|\?\?\?\+?)[ ].*$"  # title of an admonition
    r"|^[ \t]*>.*$"  # quotation
    r"|^[ \t]*\|.*$|^[^|\n]*\|.*\n[ \t]*\|?[ ]*:?-+:?[ ]*\|[ |:-]*$(?:\n.*\|.*$)*"  # table
    r"|^[ \t]*\S.*\n(?=\n?:[ ]{1,3}\S)"  # term of a definition list
    r"|^[ ]{0,3}\[[^\]\n]+\]:.*$(?:\n[ ]{4}.*$)*"  # footnote, address of a link
    r"|^\*\[[^\]\n]+\]:.*$"  # abbreviation
    r"|\{:?[ ]*[#.\w][^{}\n]*\}",  # attributes
    re.MULTILINE,
)
_LINK = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]]*\])|<[^<>\s]+>"
)
_BREAK = r"\n(?![ \t]*\n)"  # a line break within a paragraph
_STRONG = re.compile(
    rf"\*\*(?=[^\s*])(?:[^\n]|{_BREAK})+?\*\*|(?<!\w)__(?=\S)(?:[^\n]|{_BREAK})+?__(?!\w)"
)
_EMPHASIS = re.compile(
    rf"\*(?=[^\s*])(?:[^*\n]|{_BREAK})+\*|(?<!\w)_(?=[^\s_])(?:[^\n]|{_BREAK})+?_(?!\w)"
)

Span = tuple[int, int]


def parts(text: str) -> Iterator[re.Match[str]]:
    """Each piece of code, tag, escaped mark and formula after the front matter, in order.

    `lastgroup` says which: fence, code, verbatim, tag, escape, display or inline. The TeX is in the
    groups `displayed` and `formula`.
    """
    front = FRONT_MATTER.match(text)
    return _PART.finditer(text, front.end() if front else 0)


def headings(text: str) -> list[Span]:
    """Where the headings of the page stand, those written as HTML included."""
    code = [part.span() for part in parts(text) if part.lastgroup in ("fence", "verbatim")]
    return [heading.span() for heading in _HEADING.finditer(hide(text, code))]


def hide(text: str, spans: Iterable[Span]) -> str:
    """`text` with the characters of `spans` replaced by NUL, but for line breaks."""
    pieces, position = [], 0
    for start, end in spans:
        if end > position:
            pieces += [
                text[position:start],
                re.sub(r"[^\n]", "\0", text[max(start, position) : end]),
            ]
            position = end
    return "".join([*pieces, text[position:]])


def running_text(text: str) -> tuple[str, list[Span]]:
    """`text` with all hidden that is no running text, and the places of its bold passages."""
    front = FRONT_MATTER.match(text)
    found = list(parts(text))
    spans = [front.span()] if front else []
    spans += [part.span() for part in found if part.lastgroup not in ("tag", "escape")]
    shown = hide(text, spans)
    headed = [heading.span() for heading in _HEADING.finditer(shown)]
    shown = hide(shown, sorted([*_elements(found), *headed]))
    for closed in (_CLOSED_LINES, _LINK):
        shown = hide(shown, (match.span() for match in closed.finditer(shown)))
    bold = [match.span() for match in _STRONG.finditer(shown)]
    shown = hide(shown, bold)
    return hide(shown, (match.span() for match in _EMPHASIS.finditer(shown))), bold


def _elements(found: Iterable[re.Match[str]]) -> Iterator[Span]:
    """Every tag and escaped mark, and the whole of each element without running text."""
    name, depth, start = "", 0, 0
    for part in found:
        if part.lastgroup not in ("tag", "escape"):
            continue
        if not name and _closes(part):
            name, depth, start = part["name"].lower(), 1, part.start()
        elif not name:
            yield part.span()
        elif part.lastgroup == "tag" and part["name"].lower() == name:
            depth += -1 if part["ends"] else 1
            if not depth:
                yield start, part.end()
                name = ""
    if name:  # never closed
        yield start, part.end()


def _closes(part: re.Match[str]) -> bool:
    """Whether an element without running text begins with this part."""
    if part.lastgroup != "tag" or part["ends"]:
        return False
    name = part["name"].lower()
    if name in _VOID or part["inside"].endswith("/"):
        return False
    return name in _CLOSED or bool(_CLOSED_CLASS.search(part["inside"]))
