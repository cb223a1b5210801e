"""NAME.tables.json: every number of a picture's grids, and where its cell lies in both layouts.

It stands beside the picture and is read by docs/js/explore.mjs when a reader touches the picture:

    {"tables": [{"title", "says", "rows", "columns", "numbers"}],
     "wide": {"size": [width, height], "places": [[table, left, top, width, height]]}, "narrow": …}

Lengths are px of the picture; a number is null where the grid has none (masked).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generators.kit.marks.readable import Table


def file_of_tables(
    found: Mapping[str, Sequence[Table]], sizes: Mapping[str, Mapping[str, Any]]
) -> bytes | None:
    """The file of the tables found in each layout, None if there are none.

    `sizes` holds width and height of each layout.
    """
    if not any(found.values()):
        return None
    known: list[dict[str, Any]] = []
    everywhere = [table for tables in found.values() for table in tables]
    layouts = {}
    for layout, tables in found.items():
        places = []
        for table in tables:
            said = _said(table, everywhere)
            if said not in known:
                known.append(said)
            places.append([known.index(said), *table.place])
        size = sizes[layout]
        layouts[layout] = {"size": [size["width"], size["height"]], "places": places}
    content = {"tables": known, **layouts}
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


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
