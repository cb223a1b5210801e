"""The marks of a draft: what is wrong in a page, in words, at the place where it is wrong.

A mark is one line of HTML in which Markdown finds nothing to do, so it may stand in a paragraph, a
heading, a caption or a cell of a table. Its words are there for every reader: nothing is hidden.
"""

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generators.pages.page_text import Piece
from generators.pages.problems import Problem

# What Markdown, its tables and its attribute lists would read; as numbers these are none.
_READ = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_[]$|{}#!~^"}
# Words for a screen reader, which says no cross.
_SIGN = (
    '<span class="problem-sign" aria-hidden="true">✗ </span>'
    '<span class="visually-hidden">Problem: </span>'
)
_IN_FORMULA = re.compile(r"\\htmlClass\{problem (problem-\d+)\}")
_IN_TAG = re.compile(r"<[a-zA-Z][^<>]*\Z")


@dataclass(frozen=True)
class Draft:
    """What a draft tells besides the problems of its pages.

    `notices` are the problems that stand in no page, such as a figure that could not be drawn.
    `stale` are the figures whose numbers are not of today's models.
    """

    notices: tuple[Problem, ...] = ()
    stale: Collection[str] = ()

    def why(self, figure: str) -> str:
        """Why a figure could not be drawn, and where; "" if that is not known."""
        found = [one for one in self.notices if one.expression == f"figure {figure}"]
        return f": {found[0].place}: {found[0].message}" if found else ""


def quiet(text: str) -> str:
    """`text` on one line, in which nothing is markup."""
    return html.escape(" ".join(text.split()), quote=False).translate(_READ)


def problem_html(anchor: str, message: str, written: str = "") -> str:
    """The mark of a problem; `written` is what stands in the source."""
    source = f"<code>{quiet(written)}</code> " if written else ""
    return f'<mark class="problem" id="{anchor}">{_SIGN}{source}{quiet(message)}</mark>'


def page_html(page: str, problem: Problem) -> str:
    """A page in the place of one that cannot be read."""
    return f"# {quiet(page)}\n\n{problem_html(problem.anchor, problem.says, problem.expression)}\n"


def stale_html(shown: str) -> str:
    """Something that a reader sees, marked as not measured on today's model."""
    return f'<mark class="problem stale">{shown} <span>(stale)</span></mark>'


def in_place_of(text: str, piece: Piece, anchor: str, message: str, written: str) -> str:
    """What stands in a draft for a piece of `text` other than a figure."""
    if piece.in_formula:  # `after_formula` says more behind it
        return rf"{{\htmlClass{{problem {anchor}}}{{?}}}}"
    if _IN_TAG.search(text, max(0, piece.start - 2000), piece.start):
        return "…"  # no element may stand in an attribute; the list tells the problem
    mark = problem_html(anchor, message, written)
    if piece.kind == "row":
        return f"{piece.indent}| {mark} |"
    if not piece.in_words:  # code that is never closed
        return f"{mark}\n\n{text[piece.start : piece.end]}"
    return mark


def after_formula(tex: str, problems: Iterable[Problem]) -> str:
    """The marks of what is missing in a formula."""
    known = {problem.anchor: problem for problem in problems}
    missing = [known[anchor] for anchor in _IN_FORMULA.findall(tex) if anchor in known]
    return "".join(
        f" {problem_html(problem.anchor, problem.message, problem.expression)}"
        for problem in missing
    )


def in_place_of_figure(piece: Piece, anchor: str, message: str, caption: str, linked: bool) -> str:
    """A framed note with the figure's caption; links to the figure lead there if it is `linked`.

    Inside a list or an admonition it is one line, as a figure is.
    """
    target = f' id="figure-{html.escape(piece.name)}"' if linked else ""
    opening = f'<figure class="problem-figure"{target}'
    note = f'<div class="problem" id="{anchor}" role="note">{_SIGN}{quiet(message)}</div>'
    text = " ".join(caption.split())
    if piece.indent:
        return f"{piece.indent}{opening}>{note}<figcaption>{text}</figcaption></figure>"
    block = f'<figcaption markdown="span">{text}</figcaption>'
    return f'{opening} markdown="block">\n{note}\n{block}\n</figure>'
