"""Weaving: a page's expressions become numbers, figures and ticks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generators.pages import marks, markup
from generators.pages.expressions import (
    Check,
    ExpressionError,
    FailedCheckError,
    Literal,
    Value,
    cut,
    holds,
    parse,
    parse_each,
)
from generators.pages.formats import format_compared, format_value
from generators.pages.front_matter import Front, read_front
from generators.pages.lab import link_to
from generators.pages.names import Names
from generators.pages.page_text import Piece, find_pieces
from generators.pages.problems import Problem
from generators.pages.sentences import sentence_at
from generators.pipeline.records import Record


@dataclass(frozen=True)
class Woven:
    """A page with its expressions replaced, and what was wrong in it.

    `shown` are the figures that stand in it, `looked_up` the values that it used, by full name.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    shown: tuple[str, ...] = ()
    looked_up: Mapping[str, Any] = field(default_factory=dict)


def weave_page(
    text: str,
    page: str,
    records: Mapping[str, Record | None],
    before: Mapping[str, Any] | None = None,
    draft: marks.Draft | None = None,
) -> Woven:
    """Replace the expressions of `page` (its path in docs).

    `records` holds the record of each figure of the project, None for one that cannot be drawn;
    `before` the values that were looked up when all pages were last right. In a `draft` every
    problem is marked at its place; otherwise the text of a page with problems is of no use.
    """
    front = read_front(text)
    values = {name: record and record["values"] for name, record in records.items()}
    weaving = _Weaving(page, records, before or {}, draft)
    first_line = text.count("\n", 0, front.body_start) + 1
    body = weaving.text(text[front.body_start :], first_line, Names(values, front.short))
    weaving.short_names(front, Names(values))
    problems = sorted(dict.fromkeys(weaving.problems), key=lambda problem: problem.line)
    return Woven(front.kept + body, tuple(problems), tuple(weaving.shown), weaving.looked_up)


def figures_named(text: str) -> set[str]:
    """The figures that the page `text` shows or quotes."""
    front = read_front(text)
    names = set(front.short.values()) | _named(text[front.body_start :])
    return {name.partition(".")[0] for name in names}


def _named(text: str) -> set[str]:
    names: set[str] = set()
    for piece in find_pieces(text):
        try:
            if piece.kind == "expression":
                names.update(parse(piece.inside).names)
            elif piece.kind == "row":
                names |= {parse_each(piece.name).name} | _named(piece.inside)
            elif piece.kind == "figure":
                names |= {piece.name} | _named(piece.inside)
        except ExpressionError:
            continue  # weaving says so
    return names


def _written(text: str, piece: Piece) -> str:
    """The piece as it stands in the page; of a lone brace the rest of its line too."""
    end = piece.end
    if set(text[piece.start : end]) <= {"{", "}"}:
        end += len(text[end : end + 60].split("\n", 1)[0])
    return cut(" ".join(text[piece.start : end].split()))


class _Weaving:
    """One page while it is woven, with what was found in it so far."""

    def __init__(
        self,
        page: str,
        records: Mapping[str, Record | None],
        before: Mapping[str, Any],
        draft: marks.Draft | None,
    ) -> None:
        self.page, self.records, self.before, self.draft = page, records, before, draft
        self.marked = 0  # problems so far, to number their marks
        self.caption = ""  # of the figure that was last looked at
        self.problems: list[Problem] = []
        self.shown: list[str] = []
        self.looked_up: dict[str, Any] = {}
        self.firsts: set[str] = set()  # first parts of the names that stand in the page

    def text(self, text: str, first_line: int, names: Names) -> str:
        """`text`, which begins in line `first_line` of the page, with its expressions replaced."""
        parts: list[str] = []
        words: list[tuple[int, int, str]] = []
        wrong: list[tuple[Piece, str, str]] = []
        position = 0
        for piece in find_pieces(text):
            line = first_line + text.count("\n", 0, piece.inside_start)
            try:
                woven = read = self._woven(piece, line, names)
            except ExpressionError as error:
                self.marked += 1
                wrong.append((piece, str(error), f"problem-{self.marked}"))
                read = "…"
                woven = self._mark(text, piece, error, names) if self.draft else read
            parts += [text[position : piece.start], woven]
            shown = piece.inside if piece.kind == "figure" else read if piece.is_value else ""
            words.append((piece.start, piece.end, shown))
            position = piece.end
        for piece, message, anchor in wrong:
            line = first_line + text.count("\n", 0, piece.start)
            sentence = sentence_at(text, piece.start, words) if piece.in_words else ""
            before = self._before(piece, names)
            written = _written(text, piece)
            problem = Problem(self.page, line, written, message, sentence, before, anchor)
            self.problems.append(problem)
        return "".join([*parts, text[position:]])

    def _woven(self, piece: Piece, line: int, names: Names) -> str:
        if piece.kind == "figure":
            self.caption = self.text(piece.inside, line, names)
            if self._is_stale(piece.name, names):
                self.caption += f" {marks.stale_html('Its numbers are not of today.')}"
            return self._figure(piece, self.caption, names)
        if piece.kind == "row":
            each = parse_each(piece.name)
            self._find(each.name, names)
            rows = names.rows(each.item, each.key, each.name)
            return "\n".join(self.text(piece.inside, line, row) for row in rows)
        if piece.kind == "mistake":
            raise ExpressionError(piece.inside)
        expression = parse(piece.inside)
        if isinstance(expression, Check):
            woven = self._check(expression, names)
        else:
            woven = self._value(expression, names)
        stale = not piece.in_formula and any(self._is_stale(n, names) for n in expression.names)
        return marks.stale_html(woven) if stale else woven

    def _is_stale(self, name: str, names: Names) -> bool:
        """Whether a draft marks this value, or what is in this figure, as not of today."""
        return self.draft is not None and names.full(name).partition(".")[0] in self.draft.stale

    def _mark(self, text: str, piece: Piece, error: ExpressionError, names: Names) -> str:
        """What stands in a draft in the place of a piece with a problem."""
        anchor = f"problem-{self.marked}"
        if piece.kind == "figure":
            linked = piece.name in self.records and piece.name not in self.shown
            message = f"{error}{self.draft.why(piece.name) if self.draft else ''}"
            return marks.in_place_of_figure(piece, anchor, message, self.caption, linked)
        before = self._before(piece, names)
        message = f"{error}; before, {before}" if before else str(error)
        written = "" if isinstance(error, FailedCheckError) else _written(text, piece)
        return marks.in_place_of(text, piece, anchor, message, written)

    def _value(self, expression: Value, names: Names) -> str:
        value = self._find(expression.name, names)
        text = format_value(value, expression.format)
        return markup.plain_text(text) if isinstance(value, str) else text

    def _check(self, check: Check, names: Names) -> str:
        left = self._find(check.name, names)
        if isinstance(check.right, Literal):
            right, called = check.right.value, ""
        else:
            right, called = self._find(check.right, names), f" ({names.full(check.right)})"
        measured, expected = (format_compared(side, check.format) for side in (left, right))
        if not holds(left, check.sign, right):
            raise FailedCheckError(
                f"the check fails: {names.full(check.name)} is {cut(repr(left))}, which is not"
                f" {check.sign} {cut(repr(right))}{called}"
            )
        return markup.check_html(measured, check.sign, expected)

    def _find(self, name: str, names: Names) -> Any:
        self.firsts.add(name.partition(".")[0])
        value = names.find(name)
        self.looked_up[names.full(name)] = value
        return value

    def _figure(self, piece: Piece, caption: str, names: Names) -> str:
        record = self.records.get(piece.name)
        if record is None:
            names.find(piece.name)  # raises, naming the nearest figures
            raise ExpressionError(f"no figure {piece.name!r}")
        if record["kind"] == "numbers":
            raise ExpressionError(
                f"{piece.name!r} has numbers but no picture (no draw() and no animate())"
            )
        if piece.name in self.shown:
            raise ExpressionError(f"{piece.name!r} is already on this page; its anchor is unique")
        self.shown.append(piece.name)
        html = markup.figure_html(
            record, caption, self.page, piece.eager, piece.indent, link_to(piece.name, self.page)
        )
        return piece.indent + html

    def _before(self, piece: Piece, names: Names) -> str:
        """The values that the names of an expression had, in words."""
        if piece.kind != "expression":
            return ""
        try:
            called = [names.full(name) for name in parse(piece.inside).names]
        except ExpressionError:
            return ""
        known = [name for name in called if name in self.before]
        return ", ".join(f"{name} was {cut(repr(self.before[name]))}" for name in known)

    def short_names(self, front: Front, names: Names) -> None:
        """Report what is wrong with the short names, once it is known which of them are used."""
        for line, entry in front.mistakes:
            message = "values: holds lines such as “seeds: head_removed_alone.models”, each once"
            self.problems.append(Problem(self.page, line, entry, message))
        for short, name in front.short.items():
            message = ""
            if short in names.values:
                message = f"{short!r} is a figure, so it cannot be a short name"
            elif short not in self.firsts:
                message = f"the page uses {short!r} nowhere"
            else:
                try:
                    names.find(name)
                except ExpressionError as error:
                    message = "" if name in names.values else str(error)
            if message:
                entry = f"{short}: {name}"
                self.problems.append(Problem(self.page, front.lines[short], entry, message))
