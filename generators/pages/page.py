"""Weaving: a page's expressions become numbers, figures and ticks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generators.pages import markup
from generators.pages.expressions import (
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
from generators.pipeline.records import Record


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


def weave_page(text: str, page: str, records: Mapping[str, Record | None]) -> Woven:
    """Replace the expressions of `page` (its path in docs).

    `records` holds the record of each figure of the project, None for one that cannot be drawn.
    """
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
            call = _parse(found)
            if call.function == "figure":
                parts.append(_figure(call, found, text, page, records, shown))
            else:
                parts.append(_number(call, records))
        except ExpressionError as error:
            written = " ".join(text[found.start : found.end].split())
            problems.append(Problem(page, found.line, written, str(error)))
    parts.append(text[position:])
    return Woven("".join(parts), tuple(problems), tuple(shown))


def _parse(found: Found) -> Call:
    if not found.source:
        raise ExpressionError("this expression is empty or never closed by =}")
    return parse(found.source)


def _number(call: Call, records: Mapping[str, Record | None]) -> str:
    """What `value(...)` or `check(...)` puts into the text."""
    if call.function == "value":
        value = _value(call.arguments[0], records)
        text = format_value(value, call.arguments[1] if len(call.arguments) > 1 else "")
        return markup.plain_text(text) if isinstance(value, str) else text
    path, sign, right = call.arguments
    left = _value(path, records)
    if isinstance(right, Name):
        right = _value(right.path, records)
    specification = call.keywords.get("format", "")
    if not holds(left, sign, right):
        raise ExpressionError(f"the check fails: {path} is {left!r}, which is not {sign} {right!r}")
    return markup.check_html(_shown(left, specification), sign, _shown(right, specification))


def _value(path: str, records: Mapping[str, Record | None]) -> Any:
    name = path.split(".", maxsplit=1)[0]
    if name in records and records[name] is None:
        raise ExpressionError(f"figure {name!r} could not be drawn")
    return look_up(path, {name: record["values"] for name, record in records.items() if record})


def _figure(
    call: Call,
    found: Found,
    text: str,
    page: str,
    records: Mapping[str, Record | None],
    shown: list[str],
) -> str:
    name, caption = call.arguments
    record = records.get(name)
    if record is None:
        _value(f"{name}.", records)  # raises, naming the nearest figures
        raise ExpressionError(f"no figure {name!r}")
    if record["kind"] == "numbers":
        raise ExpressionError(f"{name!r} has numbers but no picture (no draw() and no animate())")
    if name in shown:
        raise ExpressionError(f"{name!r} is already on this page; an anchor must be unique")
    before = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    after = text[found.end :].split("\n", 1)[0]
    if before.strip() or after.strip():
        raise ExpressionError("a figure stands on a line of its own")
    shown.append(name)
    eager = bool(call.keywords.get("eager", False))
    return markup.figure_html(record, _caption(caption, records), page, eager, before)


def _caption(caption: str, records: Mapping[str, Record | None]) -> str:
    """The caption with its numbers: it may hold `{= value(...) =}` and `{= check(...) =}`."""
    parts, position = [], 0
    for found in find_expressions(caption):
        call = _parse(found)
        if call.function == "figure":
            raise ExpressionError("a caption cannot hold a figure")
        parts += [caption[position : found.start], _number(call, records)]
        position = found.end
    return "".join([*parts, caption[position:]])


def _shown(value: Any, specification: str) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(item, specification) for item in value)
    if isinstance(value, float) and not specification:
        specification = ".3g"
    if isinstance(value, str | bool):
        specification = ""
    return format_value(value, specification)
