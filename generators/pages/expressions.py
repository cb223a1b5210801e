"""What stands between the braces of a page: a value, a check, or the repetition of a table row.

    {translator.exact_match:.1%}             a value, formatted as in an f-string
    {? translator.exact_match:.3f > 0.99}    a check, with the format its measured value is shown in
    | {w.word} | {each w in words.nearest}   a table row for each item; `{each key, w in …}` too

Nothing is executed: flat patterns read these three forms and refuse everything else.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LONGEST = 300  # characters of one expression
NAME = r"[^\W\d]\w*(?:\.\w+)*"
_VALUE = re.compile(rf"(?P<name>{NAME})(?::(?P<format>[^\n]*))?")
_CHECK = re.compile(
    rf"\? *(?P<name>{NAME})(?::(?P<format>\S*))? +(?P<sign>\S+) +(?P<right>\S.*)", re.DOTALL
)
_EACH = re.compile(rf"each (?:(?P<key>\w+), *)?(?P<item>\w+) in (?P<name>{NAME})")
_ITEM = r"""-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|True|False|"[^"]*"|'[^']*'"""
_LIST = re.compile(rf"\[ *(?:(?:{_ITEM})(?: *, *(?:{_ITEM}))*)? *\]")
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
}


class ExpressionError(Exception):
    """What is wrong with an expression, in words for the author of the page."""


class FailedCheckError(ExpressionError):
    """The claim of a check does not hold; its message has the value and what was expected."""


@dataclass(frozen=True)
class Value:
    """`{name:format}`; the format may be empty."""

    name: str
    format: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that have to be looked up."""
        return (self.name,)


@dataclass(frozen=True)
class Literal:
    """A number, a string, True, False, or a list of these."""

    value: Any


@dataclass(frozen=True)
class Check:
    """`{? name:format sign right}`; the right side is a literal or a name."""

    name: str
    sign: str
    right: Literal | str
    format: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names that have to be looked up."""
        return (self.name, self.right) if isinstance(self.right, str) else (self.name,)


@dataclass(frozen=True)
class Each:
    """`{each item in name}` or `{each key, item in name}`; `key` is "" in the former."""

    item: str
    key: str
    name: str


def parse(inside: str) -> Value | Check:
    """Read what stands between the braces of a value or a check.

    Raises:
        ExpressionError: says what was expected.
    """
    source = _one_line(inside)
    if match := _VALUE.fullmatch(source):
        return Value(match["name"], match["format"] or "")
    if source.startswith("?"):
        return _check(source)
    raise ExpressionError(_no_expression(source))


def parse_each(inside: str) -> Each:
    """Read what stands between the braces at the end of a table row.

    Raises:
        ExpressionError: says what was expected.
    """
    match = _EACH.fullmatch(_one_line(inside))
    if not match:
        raise ExpressionError(
            "a row is repeated with {each item in figure.key} or {each key, item in figure.key}"
        )
    return Each(match["item"], match["key"] or "", match["name"])


def _one_line(inside: str) -> str:
    if len(inside) > LONGEST:
        raise ExpressionError(
            f"{len(inside)} characters between braces; an expression has at most {LONGEST}"
        )
    return re.sub(r"[ \t]*\n[ \t]*", " ", inside)


def _check(source: str) -> Check:
    match = _CHECK.fullmatch(source.rstrip())
    if not match:
        raise ExpressionError(
            _counted_from_one(source)
            or "a check is {? figure.key > 0.5}: a name, a comparison and a value or a name,"
            " with spaces between them"
        )
    if match["sign"] not in _OPERATORS:
        raise ExpressionError(
            f"unknown comparison {match['sign']!r}; there are {' '.join(_OPERATORS)}"
        )
    return Check(match["name"], match["sign"], _right(match["right"]), match["format"] or "")


def _right(source: str) -> Literal | str:
    if re.fullmatch(_ITEM, source):
        return Literal(_item(source))
    if _LIST.fullmatch(source):
        return Literal([_item(found) for found in re.findall(_ITEM, source)])
    if re.fullmatch(NAME, source):
        return source
    raise ExpressionError(
        _counted_from_one(source)
        or f"{cut(source, 60)!r} is neither a name nor a number, a string in quotes, True, False"
        " or a list of these"
    )


def _item(source: str) -> Any:
    if source in ("True", "False"):
        return source == "True"
    if source[0] in "\"'":
        return source[1:-1]
    return int(source) if re.fullmatch(r"-?\d+", source) else float(source)


def _no_expression(source: str) -> str:
    if source.startswith("each"):
        return "{each …} stands at the end of a table row: | … | {each item in figure.key}"
    return _counted_from_one(source) or (
        "this is no value such as {figure.key:.2f} and no check such as {? figure.key > 0.5};"
        " a brace in prose is written \\{"
    )


def _counted_from_one(source: str) -> str:
    if re.match(rf"(?:\? *)?{NAME}\.-\d", source):
        return "items are counted from 1, and the last one is called last"
    return ""


def cut(text: str, longest: int = 160) -> str:
    """`text` for a message: not longer than a person reads."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def holds(left: Any, sign: str, right: Any) -> bool:
    """Whether `left sign right` is true.

    Raises:
        ExpressionError: for two values that cannot be compared.
    """
    if sign == "in" and not isinstance(right, list):
        raise ExpressionError(f"to the right of in stands a list, not {right!r}")
    try:
        return bool(_OPERATORS[sign](left, right))
    except TypeError:
        raise ExpressionError(f"{left!r} {sign} {right!r} cannot be compared") from None
