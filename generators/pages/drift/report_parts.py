"""Sections, tables and lists of the page that says what changed."""

import html
from collections.abc import Iterable, Sequence

from generators.pages.drift.sentence_changes import Part

_SHOWN = 30  # rows and items that are seen at once
Cell = tuple[str, str]  # class and text


def section(anchor: str, title: str, parts: Iterable[str]) -> str:
    """A part of the page with its heading, to which the list at its top leads."""
    return f'<section id="{anchor}">\n<h2>{title}</h2>\n{"".join(parts)}</section>\n'


def marked(parts: Iterable[Part]) -> str:
    """Words with those that are gone struck through and those that are new underlined."""
    tags = {"same": "{}", "old": "<del>{}</del>", "new": "<ins>{}</ins>"}
    return " ".join(tags[kind].format(html.escape(text)) for kind, text in parts)


def collapsed(title: str, inside: str) -> str:
    """What is opened by those who want it; nothing if there is nothing inside."""
    if not inside:
        return ""
    return f"<details><summary>{html.escape(title)}</summary>{inside}</details>\n"


def listed(title: str, items: Sequence[str]) -> str:
    """A list with its heading; a long one is collapsed. Nothing if it is empty."""
    if not items:
        return ""
    inside = "".join(f"<li><code>{html.escape(item)}</code></li>" for item in items)
    if len(items) > _SHOWN:
        return collapsed(f"{title} ({len(items)})", f"<ul>{inside}</ul>")
    return f"<h3>{html.escape(title)}</h3><ul>{inside}</ul>\n"


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """A table with headers; of a long one all but the first rows are collapsed."""
    shown = _table(title, heads, rows[:_SHOWN])
    left = rows[_SHOWN:]
    rest = _table(f"{title}, continued", heads, left) if left else ""
    return shown + collapsed(f"{len(left):,} more", rest)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    numeric = {place for place, (kind, _) in enumerate(rows[0]) if kind == "number"}
    head = "".join(
        f'<th scope="col"{" class=number" if place in numeric else ""}>{html.escape(text)}</th>'
        for place, text in enumerate(heads)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    label = html.escape(title)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{label}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"
        "</div>\n"
    )


def _cell(cell: Cell) -> str:
    kind, text = cell
    return f"<td{f' class={kind}' if kind else ''}>{html.escape(text)}</td>"
