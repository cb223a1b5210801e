"""The section of values on the page that says what changed."""

import json
import math
from typing import Any

from generators.pages.drift.compare import Drift
from generators.pages.drift.report_parts import Cell, collapsed, listed, section, table
from generators.pages.drift.value_changes import ValueChange

_NUMBERS = ("Value", "Then", "Now", "Change")
_WORDS = ("Value", "Then", "Now")


def values_section(drift: Drift) -> str:
    """Numbers and words that pages quote, then all others, then names that came or went."""
    values = drift.values
    numbers = [change for change in values.numbers if change.quoted]
    words = [change for change in values.words if change.quoted]
    others = [change for change in values.numbers if not change.quoted]
    other_words = [change for change in values.words if not change.quoted]
    parts = [
        "<h3>Quoted by pages</h3>",
        _numbers("Numbers that pages quote, those that changed most first", numbers),
        _words("Words and flags that pages quote", words),
        "" if numbers or words else "<p>None.</p>",
        collapsed(
            f"{len(others):,} other numbers, {len(other_words):,} other words",
            _numbers("Numbers that no page quotes", others)
            + _words("Words that no page quotes", other_words),
        )
        if others or other_words
        else "",
        listed("Values that are new", values.new),
        listed("Values that are gone", values.gone),
    ]
    return section("values", "Numbers and words", parts)


def relative_change(change: ValueChange) -> str:
    """By how much a number changed, in words: `+12 %`, `× 35`, `from 0`."""
    share = change.relative
    if math.isinf(share):
        return "from 0"
    if share >= 9:
        return f"× {share + 1:,.0f}"
    digits = 0 if abs(share) >= 0.1 else 1 if abs(share) >= 0.001 else 4
    return f"{100 * share:+.{digits}f} %".replace("-", "\N{MINUS SIGN}")


def _numbers(title: str, changes: list[ValueChange]) -> str:
    rows: list[list[Cell]] = [
        [
            ("name", change.name),
            ("number", _number(change.old)),
            ("number", _number(change.new)),
            ("number", relative_change(change)),
        ]
        for change in changes
    ]
    return table(title, _NUMBERS, rows) if rows else ""


def _words(title: str, changes: list[ValueChange]) -> str:
    rows: list[list[Cell]] = [
        [("name", change.name), ("", _word(change.old)), ("", _word(change.new))]
        for change in changes
    ]
    return table(title, _WORDS, rows) if rows else ""


def _number(value: float) -> str:
    text = f"{value:,}" if isinstance(value, int) else f"{value:.5g}"
    return text.replace("-", "\N{MINUS SIGN}")


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
