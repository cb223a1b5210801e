"""The expressions of a page: `{= value(...) =}`, `{= figure(...) =}` and `{= check(...) =}`.

They look like Python and are parsed by Python, but never run: only a call of one of these three
names with plain literals is understood. A backslash stands for itself, so that LaTeX in a caption
is written as everywhere else.
"""

import ast
import difflib
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

NAMES = ("value", "figure", "check")
_KEYWORDS = {"value": set[str](), "figure": {"eager"}, "check": {"format"}}
_ARGUMENTS = {"value": (1, 2), "figure": (2, 2), "check": (3, 3)}
_HIDDEN = re.compile(
    r"(?m)^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n(?s:.*?)(?:^[ >\t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)"
    r"|(?s:<!--.*?-->)"
    r"|\{=(?=\s)"
)
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
}
Values = Mapping[str, Any]  # name of figure -> what its values() returned


class ExpressionError(Exception):
    """What is wrong with an expression, in words for the author of the page."""


@dataclass(frozen=True)
class Name:
    """Stands for `name("figure.key")` on the right side of a check."""

    path: str


@dataclass(frozen=True)
class Call:
    """One parsed expression: `function(*arguments, **keywords)`, arguments literal."""

    function: str
    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """An expression in a page: text[start:end] with its delimiters, its inside, its line."""

    start: int
    end: int
    source: str
    line: int


def find_expressions(text: str) -> Iterator[Found]:
    """All expressions outside code blocks, code spans and comments; source "" if never closed."""
    position = 0
    while match := _HIDDEN.search(text, position):
        position = match.end()
        if match.group() != "{=":
            continue
        line = text.count("\n", 0, match.start()) + 1
        end = _closing(text, position)
        if end is None:
            yield Found(match.start(), position, "", line)
            continue
        yield Found(match.start(), end + 2, text[position:end].strip(), line)
        position = end + 2


def _closing(text: str, start: int) -> int | None:
    """Where `=}` ends the expression that begins at `start`: the first one outside a string."""
    first = end = text.find("=}", start)
    while end != -1 and "\n\n" not in text[start:end]:
        try:
            _tree(text[start:end])
            return end
        except SyntaxError:
            end = text.find("=}", end + 1)
    return None if first == -1 else first


def _tree(source: str) -> ast.expr:
    literal = re.sub(r"\\(?![\"'])", r"\\\\", source.strip())
    # Quotes of an expression inside a caption do not end the caption.
    literal = re.sub(
        r"\{=\s.*?=\}",
        lambda inner: re.sub(r"(?<!\\)([\"'])", r"\\\1", inner.group()),
        literal,
        flags=re.DOTALL,
    )
    return ast.parse(literal, mode="eval").body


def parse(source: str) -> Call:
    """Parse the inside of an expression.

    Raises:
        ExpressionError: when it is no call of a known function with literal arguments.
    """
    try:
        tree = _tree(source)
    except SyntaxError as error:
        raise ExpressionError(f"this cannot be read: {error.msg}") from None
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise ExpressionError(f"expected one of {', '.join(name + '(…)' for name in NAMES)}")
    function = tree.func.id
    if function not in NAMES:
        raise ExpressionError(f"unknown function {function}(); there are {', '.join(NAMES)}")
    keywords = {}
    for keyword in tree.keywords:
        if keyword.arg not in _KEYWORDS[function]:
            raise ExpressionError(f"{function}() has no keyword {keyword.arg or '**'}")
        keywords[keyword.arg] = _literal(keyword.value)
    arguments = tuple(_literal(argument) for argument in tree.args)
    least, most = _ARGUMENTS[function]
    if not least <= len(arguments) <= most:
        expected = f"{least}" if least == most else f"{least} to {most}"
        raise ExpressionError(f"{function}() takes {expected} arguments, not {len(arguments)}")
    if not all(isinstance(argument, str) for argument in arguments[:2]):
        raise ExpressionError(f"the first arguments of {function}() are strings in quotes")
    return Call(function, arguments, keywords)


def _literal(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("\\\\", "\\")
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | None):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _literal(node.operand)
        if isinstance(number, int | float):
            return -number
    if isinstance(node, ast.List | ast.Tuple):
        return [_literal(item) for item in node.elts]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "name":
        path = _literal(node.args[0]) if len(node.args) == 1 and not node.keywords else None
        if isinstance(path, str):
            return Name(path)
    raise ExpressionError(f"{ast.unparse(node)} is no literal (number, string or list)")


def look_up(path: str, values: Values) -> Any:
    """The value at `figure.key.key…`; a list is indexed by number.

    Raises:
        ExpressionError: says which part is unknown and which names come nearest.
    """
    figure, *keys = path.split(".")
    if figure not in values:
        raise ExpressionError(f"no figure {figure!r}{_nearest(figure, list(values))}")
    if not keys:
        raise ExpressionError(
            f"{path!r} is a figure; say which value{_nearest('', values[figure])}"
        )
    current, walked = values[figure], figure
    for key in keys:
        if isinstance(current, list) and re.fullmatch(r"-?\d+", key):
            if not -len(current) <= int(key) < len(current):
                raise ExpressionError(f"{walked} has {len(current)} items, so no item {key}")
            current = current[int(key)]
        elif isinstance(current, dict) and key in current:
            current = current[key]
        else:
            known = list(current) if isinstance(current, dict) else []
            raise ExpressionError(f"no value {key!r} in {walked}{_nearest(key, known)}")
        walked = f"{walked}.{key}"
    return current


def _nearest(name: str, known: Any) -> str:
    names = [str(item) for item in known]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or names[:8]
    return f"; nearest: {', '.join(near)}" if near else ""


def format_value(value: Any, specification: str = "") -> str:
    """`value` as the reader sees it, with a typographic minus.

    Raises:
        ExpressionError: when the specification does not fit, or the value is no single thing.
    """
    if isinstance(value, dict | list):
        raise ExpressionError(f"a {type(value).__name__} cannot be printed; name one of its items")
    if value is None:
        raise ExpressionError("the value is None, which cannot be printed")
    try:
        text = format(value, specification)
    except (ValueError, TypeError) as error:
        raise ExpressionError(
            f"format {specification!r} does not fit {value!r} ({type(value).__name__}): {error}"
        ) from None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _power_of_ten(text).replace("-", "\N{MINUS SIGN}")
    return text


def _power_of_ten(text: str) -> str:
    """`5e-06` as people write it: 5 x 10 to the power of -6."""
    mantissa, sign, exponent = text.partition("e")
    if not sign:
        return text
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} × 10{raised}"


def holds(left: Any, sign: str, right: Any) -> bool:
    """Whether `left sign right` is true.

    Raises:
        ExpressionError: for an unknown sign, or two values that cannot be compared.
    """
    if sign not in _OPERATORS:
        raise ExpressionError(f"unknown comparison {sign!r}; there are {' '.join(_OPERATORS)}")
    try:
        return bool(_OPERATORS[sign](left, right))
    except TypeError:
        raise ExpressionError(f"{left!r} {sign} {right!r} cannot be compared") from None
