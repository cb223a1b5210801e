"""Weaving: a page's expressions become numbers, figures and ticks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generators import markup
from generators.expressions import (
    Call,
    ExpressionError,
    Found,
    Name,
    find_expressions,
    format_value,
    holds,
    look_up,
    parse,
)
from generators.records import Record


@dataclass(frozen=True)
class Problem:
    """What is wrong in a page, and where."""

    page: str
    line: int
    expression: str
    message: str

    def __str__(self) -> str:
        return f"docs/{self.page}:{self.line}: {self.expression}\n    {self.message}"


@dataclass(frozen=True)
class Woven:
    """A page with its expressions replaced, what was wrong in it, and the figures it shows."""

    text: str
    problems: tuple[Problem, ...] = ()
    shown: tuple[str, ...] = field(default=())


def weave_page(text: str, page: str, records: Mapping[str, Record]) -> Woven:
    """Replace the expressions of `page` (path in docs), given the record of each figure."""
    if "{=" not in text:
        return Woven(text)
    parts: list[str] = []
    problems: list[Problem] = []
    shown: list[str] = []
    position = 0
    for found in find_expressions(text):
        parts.append(text[position : found.start])
        position = found.end
        try:
            parts.append(_evaluate(found, text, page, records, shown))
        except ExpressionError as error:
            written = text[found.start : found.end] if found.source else "{= …"
            problems.append(Problem(page, found.line, " ".join(written.split()), str(error)))
    parts.append(text[position:])
    return Woven("".join(parts), tuple(problems), tuple(shown))


def _evaluate(
    found: Found, text: str, page: str, records: Mapping[str, Record], shown: list[str]
) -> str:
    if not found.source:
        raise ExpressionError("this expression is empty or never closed by =}")
    call = parse(found.source)
    values = {name: record["values"] for name, record in records.items()}
    if call.function == "value":
        specification = call.arguments[1] if len(call.arguments) > 1 else ""
        value = look_up(call.arguments[0], values)
        text = format_value(value, specification)
        return markup.plain_text(text) if isinstance(value, str) else text
    if call.function == "check":
        return _check(call, values)
    name, caption = call.arguments
    if name not in records:
        look_up(f"{name}.x", values)  # raises, naming the nearest figures
    if records[name]["kind"] == "numbers":
        raise ExpressionError(f"{name!r} has numbers but no picture (no draw() and no animate())")
    if name in shown:
        raise ExpressionError(f"{name!r} is already on this page; an anchor must be unique")
    line_start = text.rfind("\n", 0, found.start) + 1
    before = text[line_start : found.start]
    if before.strip():
        raise ExpressionError("a figure stands on a line of its own")
    shown.append(name)
    eager = bool(call.keywords.get("eager", False))
    return markup.figure_html(records[name], caption, page, eager, before)


def _check(call: Call, values: Mapping[str, Any]) -> str:
    path, sign, right = call.arguments
    left = look_up(path, values)
    if isinstance(right, Name):
        right = look_up(right.path, values)
    specification = call.keywords.get("format", "")
    if not holds(left, sign, right):
        raise ExpressionError(f"the check fails: {path} is {left!r}, which is not {sign} {right!r}")
    return markup.check_html(_shown(left, specification), sign, _shown(right, specification))


def _shown(value: Any, specification: str) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(item, specification) for item in value)
    if isinstance(value, float) and not specification:
        specification = ".3g"
    if isinstance(value, str | bool):
        specification = ""
    return format_value(value, specification)
