"""Which checks turned: those of today's pages, with the values of then and of now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generators.pages.expressions import Check, ExpressionError, parse
from generators.pages.front_matter import read_front
from generators.pages.page_text import find_pieces
from generators.pages.problems import Problem

HOLDS = "holds"
_FAILS = re.compile(r"the check fails: (?P<name>.*?) is ", re.DOTALL)
_Key = tuple[str, int, str, str]  # page, line, expression, and the name that fails


@dataclass(frozen=True)
class CheckChange:
    """A check of a page with the sentence around it; then and now it `holds`, or what is wrong."""

    page: str
    line: int
    expression: str
    sentence: str
    then: str
    now: str


@dataclass(frozen=True)
class CheckChanges:
    """Checks that turned, how many fail now, and those that only one side has, by page."""

    turned: list[CheckChange]
    failing: int
    new: list[tuple[str, str]]
    gone: list[tuple[str, str]]


def turned_checks(then: Iterable[Problem], now: Iterable[Problem]) -> list[CheckChange]:
    """Compare the problems that today's pages have with the values of then and of now.

    A check that could not be evaluated then, because its value did not exist, has not turned.
    """
    old, new = _by_check(then), _by_check(now)
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, after = _same_check(old, key), _same_check(new, key)
        if (before is None) == (after is None):
            continue
        if after is None and before is not None and not _FAILS.match(before.message):
            continue
        one = after or before
        assert one is not None
        messages = [HOLDS if side is None else side.message for side in (before, after)]
        found.append(CheckChange(one.page, one.line, one.expression, one.sentence, *messages))
    return found


def failing(problems: Iterable[Problem]) -> int:
    """How many checks fail or cannot be evaluated."""
    return len(_by_check(problems))


def other_checks(
    then: Mapping[str, str], now: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The checks that only the pages of now have, and those that only the pages of then had."""
    old, new = (Counter(_checks(sources)) for sources in (then, now))
    return sorted((new - old).elements()), sorted((old - new).elements())


def _same_check(problems: Mapping[_Key, Problem], key: _Key) -> Problem | None:
    """The problem of this check, failing or, which is said of no item, not to be evaluated."""
    *place, name = key
    if key in problems or name:
        return problems.get(key) or problems.get((*key[:3], ""))
    return next((problem for other, problem in problems.items() if [*other[:3]] == place), None)


def _by_check(problems: Iterable[Problem]) -> dict[_Key, Problem]:
    """The problems that are checks; in a repeated row each item has its own."""
    found = {}
    for problem in problems:
        if problem.expression.startswith("{?"):
            fails = _FAILS.match(problem.message)
            name = fails["name"] if fails else ""
            found[problem.page, problem.line, problem.expression, name] = problem
    return found


def _checks(sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for page, text in sources.items():
        front = read_front(text)
        for inside in _expressions(text[front.body_start :]):
            try:
                found = parse(inside)
            except ExpressionError:
                continue  # weaving says so
            if isinstance(found, Check):
                yield page, "{" + " ".join(inside.split()) + "}"


def _expressions(text: str) -> Iterator[str]:
    for piece in find_pieces(text):
        if piece.kind == "expression":
            yield piece.inside
        elif piece.kind in ("figure", "row"):
            yield from _expressions(piece.inside)


def without_checks(text: str) -> str:
    """The page `text` with its checks left out; other words and all lines stay."""
    start = read_front(text).body_start
    return text[:start] + _without_checks(text[start:])


def _without_checks(text: str) -> str:
    parts, position = [], 0
    for piece in find_pieces(text):
        if piece.kind in ("figure", "row"):
            end = piece.inside_start + len(piece.inside)
            parts += [text[position : piece.inside_start], _without_checks(piece.inside)]
            position = end
        elif piece.kind == "expression" and piece.inside.startswith("?"):
            parts += [text[position : piece.start], "\n" * piece.inside.count("\n")]
            position = piece.end
    return "".join([*parts, text[position:]])
