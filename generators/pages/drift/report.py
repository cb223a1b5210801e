"""What changed, as one HTML page that needs no other file, no script and no network."""

import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from generators.pages.drift.check_changes import HOLDS, CheckChange
from generators.pages.drift.compare import Drift
from generators.pages.drift.report_figures import figures_section
from generators.pages.drift.report_parts import collapsed, listed, marked, section
from generators.pages.drift.report_values import values_section
from generators.pages.drift.sentence_changes import SentenceChange
from generators.pages.drift.summary import (
    LEFT,
    check_counts,
    counted,
    figure_counts,
    nothing_changed,
    sentence_counts,
    value_counts,
)

_STYLE = Path(__file__).with_suffix(".css")
_SENTENCES_SHOWN = "What stood there then is struck through, what stands there now is underlined."


def html_page(drift: Drift) -> str:
    """The page: counts with links first, then what needs reading most."""
    counts = (
        ("sentences", sentence_counts),
        ("checks", check_counts),
        ("values", value_counts),
        ("figures", figure_counts),
    )
    links = "".join(
        f'<li><a href="#{anchor}">{html.escape(count(drift))}</a></li>' for anchor, count in counts
    )
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in drift.notes)
    same = "<p>Nothing changed.</p>" if nothing_changed(drift) else ""
    sections = (_sentences(drift), _checks(drift), values_section(drift), figures_section(drift))
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<title>What changed</title><link rel="icon" href="data:,">\n'
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style></head>\n<body>\n"
        f"<header><h1>What changed</h1>\n<p>From {html.escape(drift.then.label)}<br>\n"
        f"to {html.escape(drift.now.label)}.</p>{notes}{same}</header>\n"
        f'<nav aria-label="What changed"><ul>{links}</ul></nav>\n'
        f"<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _sentences(drift: Drift) -> str:
    numbers = f"{counted(len(drift.numbers_only), 'sentence')} in which only numbers changed"
    parts = [
        "<h3>Given other words by the values: is each still true?</h3>",
        f"<p>{_SENTENCES_SHOWN}</p>" if drift.falsified else "<p>None.</p>",
        _changes(drift.falsified),
        collapsed(
            f"{counted(len(drift.rewritten), 'sentence')} written anew, come or gone",
            _changes(drift.rewritten),
        ),
        collapsed(numbers, _changes(drift.numbers_only)),
        listed(LEFT, list(map(str, drift.left))),
        listed("Pages that are new", drift.new_pages),
        listed("Pages that are gone", drift.gone_pages),
    ]
    return section("sentences", "Sentences", parts)


def _changes(changes: Iterable[SentenceChange]) -> str:
    items = "".join(
        f'<li><span class="quiet">docs/{html.escape(change.page)}</span><br>'
        f"{marked(change.parts)}</li>"
        for change in changes
    )
    return f'<ul class="changes">{items}</ul>' if items else ""


def _checks(drift: Drift) -> str:
    checks = drift.checks
    turned = "".join(map(_check, checks.turned))
    parts = [f'<ul class="changes">{turned}</ul>' if turned else "<p>None turned.</p>"]
    parts += [
        listed(title, list(_named(found)))
        for title, found in (
            ("Checks that are new", checks.new),
            ("Checks that are gone", checks.gone),
        )
    ]
    return section("checks", "Checks that turned", parts)


def _check(check: CheckChange) -> str:
    """One check; the sentence first, because that is what may have become false."""
    sides = "".join(
        f"<dt>{when}</dt><dd>{'true' if side == HOLDS else html.escape(side)}</dd>"
        for when, side in (("then", check.then), ("now", check.now))
    )
    where = f"docs/{check.page}:{check.line}"
    return (
        f'<li><span class="quiet">{html.escape(where)}</span><br>{html.escape(check.sentence)}<br>'
        f"<code>{html.escape(check.expression)}</code><dl>{sides}</dl></li>"
    )


def _named(found: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"docs/{page}: {expression}" for page, expression in found)
