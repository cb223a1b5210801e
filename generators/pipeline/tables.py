"""NAME.tables.json: every number of a picture that can be read, and where it lies in both layouts.

It stands beside the picture and is read by docs/js/explore.mjs when a reader touches the picture:

    {"tables": [{"title", "says", "rows", "columns", "numbers"} or
                {"rows", "columns", "numbers", "least", "widest"}],
     "wide": {"size": [width, height],
              "places": [[table, left, top, width, height]],
              "fans": [{"table", "upright", "boxes": [[[left, top, width, height]], […]]}]},
     "narrow": …}

The former are grids; the latter are words joined by lines. Lengths are px of the picture; a number
is null where the grid has none (masked).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from explainer.drawing.marks.readable import Table
from explainer.drawing.marks.readable_lines import Lines, Place

Found = Mapping[str, tuple[Sequence[Table], Sequence[Lines]]]  # in each layout


def file_of_tables(found: Found, sizes: Mapping[str, Mapping[str, Any]]) -> bytes | None:
    """The file of what was found in each layout, None if there is nothing.

    `sizes` holds width and height of each layout, and what lies on the left of its drawing.
    """
    if not any(one for both in found.values() for one in both):
        return None
    known: list[dict[str, Any]] = []
    everywhere = [table for tables, _ in found.values() for table in tables]
    layouts = {}
    for layout, (tables, fans) in found.items():
        size = sizes[layout]
        layouts[layout] = {
            "size": [size["width"], size["height"]],
            "places": [
                [_number(known, _said(one, everywhere)), *_placed(one.place, size)]
                for one in tables
            ],
            "fans": [_fan(known, one, size) for one in fans],
        }
    content = {"tables": known, **layouts}
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _number(known: list[dict[str, Any]], said: dict[str, Any]) -> int:
    """The place of what is said among what is known, where it is put if it is new."""
    if said not in known:
        known.append(said)
    return known.index(said)


def _placed(place: Place, size: Mapping[str, Any]) -> Place:
    """A place of the drawing in the picture, which has a margin on both sides of it."""
    return (place[0] + size.get("left", 0), *place[1:])


def _fan(known: list[dict[str, Any]], lines: Lines, size: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("rows", "columns", "numbers", "least", "widest")
    number = _number(known, {key: getattr(lines, key) for key in keys})
    boxes = [[_placed(box, size) for box in side] for side in lines.boxes]
    return {"table": number, "upright": lines.upright, "boxes": boxes}


def _said(table: Table, everywhere: Sequence[Table]) -> dict[str, Any]:
    """What is read of a table; one layout may have the room for words that the other has not."""
    same = [other for other in everywhere if other.numbers == table.numbers]
    sides = {
        "rows": [f"row {number}" for number in range(1, len(table.numbers) + 1)],
        "columns": [f"column {number}" for number in range(1, len(table.numbers[0]) + 1)],
    }
    for side in ("rows", "columns"):
        named = [getattr(other, side) for other in (table, *same) if getattr(other, side)]
        sides[side] = [*named[0]] if named else sides[side]
    return {"title": table.title, "says": table.says, **sides, "numbers": table.numbers}
