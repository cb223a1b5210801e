"""Whatever stands between braces, and whatever a value is: a text, or an ExpressionError."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generators.pages.expressions import (
    LONGEST,
    Check,
    Each,
    ExpressionError,
    Value,
    holds,
    parse,
    parse_each,
)
from generators.pages.formats import format_compared, format_value

NUMBER = st.integers() | st.integers(-(10**400), 10**400) | st.floats()
PLAIN = st.none() | st.booleans() | NUMBER | st.text()  # what a record can hold
ANY = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5
)
SPECIFICATION = (
    st.from_regex(
        r"(.?[<>=^])?[-+ ]?#?0?\d{0,12}[,_]?(\.\d{0,12})?[bcdeEfFgGnosxX%]?", fullmatch=True
    )
    | st.text()
)
NAME = st.from_regex(r"[a-z]\w{0,3}(\.[\w-]{0,3}){0,3}", fullmatch=True)
SIGN = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "=>", "not in", "is"])
RIGHT = NAME | st.from_regex(r"""(-?\d+(\.\d*)?(e[-+]?\d+)?|True|"[^"]*"|\[.*\])""", fullmatch=True)
CHECK = st.builds("? {}:{} {} {}".format, NAME, SPECIFICATION, SIGN, RIGHT)
EACH = st.builds("each {}, {} in {}".format, NAME, NAME, NAME)


@given(st.text() | CHECK | EACH | st.builds("{}:{}".format, NAME, SPECIFICATION))
@example("? a > " + "9" * 290)
@example("? a > 1e" + "9" * 280)
@example("? a == [" + "1, " * 90 + "1]")
@example("a" + ".a" * LONGEST)
@example("?" * LONGEST)
def test_any_expression_is_read_or_refused(inside: str) -> None:
    try:
        found = parse(inside)
    except ExpressionError as error:
        assert str(error)
    else:
        assert isinstance(found, Value | Check)
        assert all(isinstance(name, str) and name in inside for name in found.names)
    try:
        assert isinstance(parse_each(inside), Each)
    except ExpressionError as error:
        assert "a row is repeated with" in str(error) or "characters" in str(error)


@given(ANY, SPECIFICATION)
@example(10**400, ".2f")
@example(1, "c")
@example(float("nan"), "d")
@example(float("-inf"), ",.3g")
@example("word", "=9")
@example([10**400, "word"], "%")
def test_any_value_is_printed_or_refused(value: object, specification: str) -> None:
    for printed in (format_value, format_compared):
        try:
            assert isinstance(printed(value, specification), str)
        except ExpressionError as error:
            assert str(error)


@given(ANY, SIGN, ANY)
@example([1], "<", [{}])
@example(float("nan"), "in", [float("nan")])
def test_any_two_values_are_compared_or_refused(left: object, sign: str, right: object) -> None:
    if sign not in ("=>", "not in", "is"):  # parse refuses these
        try:
            assert isinstance(holds(left, sign, right), bool)
        except ExpressionError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("value", "specification", "printed"),
    [(0x1E5, "x", "1e5"), (0x1E5, "X", "1E5"), (5e-06, "g", "5 × 10⁻⁶"), (5e-06, "", "5 × 10⁻⁶")],
)
def test_only_a_power_of_ten_is_written_as_one(
    value: float, specification: str, printed: str
) -> None:
    assert format_value(value, specification) == printed
