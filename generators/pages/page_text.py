r"""Cut the text of a page: what the weaving reads, and what it leaves to Markdown as it is.

Left alone are code, formulas, comments, attribute lists (`{ .lead }`, `{: #anchor }`) and whatever
a backslash stands before. In a formula only a name with a dot, `{figure.key}`, is a value: all
other braces there are LaTeX's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["expression", "figure", "row", "mistake"]
# A character of the same paragraph, line ends included.
_HERE = r"(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))"
_FENCE = r"(?P<fence>^[ >\t]*(?P<marks>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$)"
_FORMULA = "|".join(
    [
        r"\$\$(?:[^$\\]|\\[\s\S])+\$\$",
        r"\$(?![\s$])(?:(?!\n[ \t]*\n)(?:\\[^\n]|[^\\$]))+(?<!\s)\$",
        r"\\\((?:(?!\n[ \t]*\n|\\\))[\s\S])+\\\)",
    ]
)
_FIGURE = (
    r"(?P<figure>^(?P<indent>[ \t]*)!\[(?P<caption>(?:(?!\]\(figure:|!\[|\n[ \t]*\n)[\s\S])*)"
    r"\]\(figure:(?P<name>[^()\n]*)\)(?P<eager>\{ ?eager ?\})?[ \t]*$)"
)
_ROW = r"(?P<row>^(?P<cells>[ \t]*\|[^\n]*\|)[ \t]*\{(?P<each>each\b[^{}\n]*)\}[ \t]*$)"
_LEFT_ALONE = "|".join(
    [
        rf"(?<!`)(?P<ticks>`+)(?!`){_HERE}+?(?<!`)(?P=ticks)(?!`)",
        r"<!--(?:[^-]|-(?!->))*-->",
        r"\\[^\w\s]",
        r"\{:?[ ]*[#.][^{}\n]*\}",
        r"\{:[^{}\n]*\}",
        r"\{ ?[\w-]+=[\"'][^{}\n]*\}",
    ]
)
_BRACES = "|".join(
    [
        r"(?P<expression>\{(?P<inside>(?:[^{}\n]|\n(?![ \t]*(?:\n|\Z)))*)\})",
        r"(?P<doubled>\{\{[^{}\n]*\}\})",
        r"(?P<lone_figure>\]\([ \t]*figure:[^()\n]*\)?)",
        r"(?P<opened>\{(?:\{+(?=\{))?)",
        r"(?P<closed>\}+)",
    ]
)
_TOKEN = re.compile(
    f"{_FENCE}|(?P<formula>{_FORMULA})|{_FIGURE}|{_ROW}|(?:{_LEFT_ALONE})|{_BRACES}", re.MULTILINE
)
_IN_FORMULA = re.compile(r"\{(?P<inside>[^\W\d]\w*(?:\.\w+)+(?::[^{}\n]*)?|\?[^{}]*)\}")
_MISTAKES = {
    "doubled": "an expression stands in single braces; a brace in prose is written \\{",
    "lone_figure": "a figure is ![Caption](figure:name) on a line of its own, with nothing after it"
    " but { eager }",
    "opened": "this brace is never closed; a brace in prose is written \\{",
    "check": "a check stands outside the formula; only a value, {figure.key}, may stand in it",
    "closed": "this brace was never opened; a brace in prose is written \\}",
}
_OPEN_CODE = "this code is"


@dataclass(frozen=True)
class Piece:
    """A place in a text that is no plain Markdown: text[start:end].

    `inside` is what stands between the braces of an expression, the caption of a figure, the cells
    of a table row that is repeated, or what is wrong; it begins at text[inside_start]. `name` is a
    figure's name, or what stands between the braces at the end of a row.
    """

    kind: Kind
    start: int
    end: int
    inside: str
    inside_start: int
    name: str = ""
    indent: str = ""
    eager: bool = False
    in_formula: bool = False

    @property
    def is_value(self) -> bool:
        """Whether a reader sees text in its place, not a tick or a picture."""
        return self.kind == "expression" and not self.inside.startswith("?")

    @property
    def in_words(self) -> bool:
        """Whether it stands in a sentence; code that is never closed does not."""
        return self.kind != "mistake" or not self.inside.startswith(_OPEN_CODE)


def find_pieces(text: str) -> Iterator[Piece]:
    """All pieces of `text`, in order; what lies between them stays as it is."""
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["fence"] is not None:
            position, mistake = _after_fence(text, match)
            if mistake:
                yield Piece("mistake", match.start(), match.end(), mistake, match.start())
        elif match["formula"] is not None:
            for value in _IN_FORMULA.finditer(text, match.start(), match.end()):
                piece = (
                    _mistake(value, "check") if value["inside"][0] == "?" else _expression(value)
                )
                yield replace(piece, in_formula=True)
        elif found := _piece(match):
            yield found


def _piece(match: re.Match[str]) -> Piece | None:
    start, end = match.span()
    if match["expression"] is not None:
        return _expression(match)
    if match["figure"] is not None:
        return Piece(
            kind="figure",
            start=start,
            end=end,
            inside=match["caption"],
            inside_start=match.start("caption"),
            name=match["name"],
            indent=match["indent"],
            eager=match["eager"] is not None,
        )
    if match["row"] is not None:
        indent = match["cells"].partition("|")[0]
        return Piece("row", start, end, match["cells"], start, match["each"], indent)
    for group in ("doubled", "lone_figure", "opened", "closed"):
        if match[group] is not None:
            return _mistake(match, group)
    return None


def _mistake(match: re.Match[str], name: str) -> Piece:
    return Piece("mistake", *match.span(), _MISTAKES[name], match.start())


def _expression(match: re.Match[str]) -> Piece:
    start, end = match.span()
    return Piece("expression", start, end, match["inside"], start + 1)


def _after_fence(text: str, opening: re.Match[str]) -> tuple[int, str]:
    """Where the code behind this opening ends, and what is wrong: "" or that it is not closed."""
    mark, least = opening["marks"][0], len(opening["marks"])
    line = re.compile(rf"^[ >\t]*{mark}{{{least},}}(?P<more>[^{mark}\n]*)$", re.MULTILINE)
    following = line.search(text, opening.end())
    if following is None:
        return len(text), f"{_OPEN_CODE} never closed by {opening['marks'][:12]}"
    if following["more"].strip():
        lines = text.count("\n", opening.start(), following.start())
        return (
            following.start(),
            f"{_OPEN_CODE} still open where other code begins, {lines} lines on",
        )
    return following.end(), ""
