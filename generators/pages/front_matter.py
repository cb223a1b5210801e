"""The short names of a page: `values:` in its front matter, which the woven page does not keep.

    values:
      seeds: head_removed_alone.models

or, on one line, `values: {seeds: head_removed_alone.models}`.
"""

import re
from dataclasses import dataclass, field

from generators.pages.expressions import NAME

_FRONT = re.compile(r"\A---[ \t]*\n(?P<inside>(?:[^\n]*\n)*?)---[ \t]*(?:\n|\Z)")
_VALUES = re.compile(
    r"^values:(?P<flow>[^\n]*)\n(?P<lines>(?:[ \t]+[^\n]*\n|[ \t]*\n)*)", re.MULTILINE
)
_ENTRY = re.compile(rf"(?P<short>[^\W\d]\w*): +(?P<name>{NAME})")


@dataclass(frozen=True)
class Front:
    """The front matter of a page: what stays of it, its short names and where the text begins.

    `lines` has the line of each short name, `mistakes` lines that are no short name.
    """

    kept: str
    body_start: int
    short: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    mistakes: list[tuple[int, str]] = field(default_factory=list)


def read_front(text: str) -> Front:
    """Take the short names out of the front matter of the page `text`."""
    front = _FRONT.match(text)
    if not front:
        return Front("", 0)
    values = _VALUES.search(text, front.start("inside"), front.end("inside"))
    if not values:
        return Front(front.group(), front.end())
    inside = text[front.start("inside") : values.start()] + text[values.end() : front.end("inside")]
    end = front.end()
    if inside.strip():
        kept = f"---\n{inside}---\n"
    else:
        kept = ""
        end += len(text[end:]) - len(text[end:].lstrip("\n"))
    found = Front(kept, end)
    for line, entry in _entries(text, values):
        match = _ENTRY.fullmatch(entry)
        if match and match["short"] not in found.short:
            found.short[match["short"]] = match["name"]
            found.lines[match["short"]] = line
        else:
            found.mistakes.append((line, entry))
    return found


def _entries(text: str, values: re.Match[str]) -> list[tuple[int, str]]:
    """Each entry of `values:` with its line in the page."""
    first = text.count("\n", 0, values.start()) + 1
    flow = values["flow"].strip()
    entries = []
    if flow:
        braces = flow.startswith("{") and flow.endswith("}")
        entries = [(first, entry) for entry in (flow[1:-1].split(",") if braces else [flow])]
    entries += enumerate(values["lines"].split("\n"), first + 1)
    return [(line, entry.strip()) for line, entry in entries if entry.strip()]
