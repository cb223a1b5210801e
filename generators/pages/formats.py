"""Values as the reader sees them, by the format specifications of Python that a page may use."""

import re
from typing import Any

from generators.pages.expressions import ExpressionError, cut

WIDEST, MOST_DIGITS = 40, 20
_SPECIFICATION = re.compile(
    r"(?:.?[<>=^])?[-+ ]?#?0?(?P<width>\d*)[,_]?(?:\.(?P<precision>\d+))?[bdeEfFgGosxX%]?"
)


def format_value(value: Any, specification: str = "") -> str:
    """`value` as the reader sees it, with a typographic minus.

    Raises:
        ExpressionError: when the specification does not fit, or the value is no single thing.
    """
    if isinstance(value, dict | list):
        raise ExpressionError(f"a {type(value).__name__} cannot be printed; name one of its items")
    if value is None:
        raise ExpressionError("the value is None, which cannot be printed")
    _refuse_unusual(specification)
    try:
        text = format(value, specification)
    except (ValueError, TypeError, OverflowError) as error:
        raise ExpressionError(
            f"format {specification!r} does not fit {cut(repr(value))} ({type(value).__name__}):"
            f" {error}"
        ) from None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if specification.endswith("%") and value in (0, 1):
            text = re.sub(r"\.0+%", "%", text)  # nothing and all need no decimals
        if not specification.endswith("x"):  # in which e is a digit
            text = _power_of_ten(text)
        return text.replace("-", "\N{MINUS SIGN}")
    return text


def format_compared(value: Any, specification: str = "") -> str:
    """A side of a check as the reader sees it: lists too, and three digits where nothing is said.

    Raises:
        ExpressionError: as in `format_value`.
    """
    _refuse_unusual(specification)
    if isinstance(value, list):
        return ", ".join(format_compared(item, specification) for item in value) or "none"
    if isinstance(value, float) and not specification:
        specification = ".3g"
    if isinstance(value, str | bool):
        specification = ""
    return format_value(value, specification)


def _refuse_unusual(specification: str) -> None:
    """No format may make a page of its own, or print what no page needs."""
    match = _SPECIFICATION.fullmatch(specification)
    if not match:
        raise ExpressionError(
            f"format {cut(specification, WIDEST)!r} is unknown; usual are .2f .0% , .1e and g"
        )
    for part, most in (("width", WIDEST), ("precision", MOST_DIGITS)):
        digits = (match[part] or "").lstrip("0")
        if len(digits) > 2 or int(digits or 0) > most:
            shown = cut(specification, WIDEST)
            raise ExpressionError(f"format {shown!r}: the {part} is at most {most}")


def _power_of_ten(text: str) -> str:
    """`5e-06` as people write it: 5 x 10 to the power of -6."""
    mantissa, sign, exponent = text.partition("e")
    if not sign or not re.fullmatch(r"[-+]?\d+", exponent):
        return text
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa} × 10{raised}"
