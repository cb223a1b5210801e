"""What breaks without word order: sentences right by kind, for each position code."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures.word_order._page import code_names
from generators.kit.marks import Cells, Words, matrix, matrix_margins
from generators.kit.theme import DECODER, canvas
from generators.pipeline import results

EXAMPLES = {
    "clitic": "the girl loves them",
    "coordination": "the cow and the dog are tired",
    "giving": "the girl gives the book to the boy",
    "noun phrase": "the famous european tower",
    "possession": "the door of the garden is white",
    "predicate": "the cow is tired",
    "pronoun": "the running sentence",
    "transitive": "the dog sees the cow",
}


def values() -> dict[str, Any]:
    runs = results.read("positions")["translators"]["runs"]
    codes = code_names(runs)
    shares = {
        kind: {
            code: float(
                np.mean([r["by_kind"][kind]["exact_match"] for r in runs if r["code"] == code])
            )
            for code in codes
        }
        for kind in sorted(EXAMPLES)
    }
    shares = dict(sorted(shares.items(), key=lambda item: item[1]["none"]))
    return {
        "codes": codes,
        "kinds": {kind.replace(" ", "_"): each for kind, each in shares.items()},
        "order": list(shares),
        "n": {kind.replace(" ", "_"): runs[0]["by_kind"][kind]["n"] for kind in shares},
        "grid": [[each[code] for code in codes] for each in shares.values()],
        "hardest": next(iter(shares)),
        "easiest": list(shares)[-1],
    }


def alt(v: dict[str, Any]) -> str:
    without = v["codes"].index("none")
    numbers = ", ".join(
        f"{kind} {row[without]:.2f} (sinusoidal {row[0]:.2f})"
        for kind, row in zip(v["order"], v["grid"], strict=True)
    )
    return f"Share of sentences right without a position code, by kind: {numbers}."


def draw(v: dict[str, Any]) -> Figure:
    return _grid(v, (78.0, 30.0), v["order"])


def narrow(v: dict[str, Any]) -> Figure:
    return _grid(v, (44.0, 30.0), v["order"])


def _grid(v: dict[str, Any], cell: tuple[float, float], kinds: list[str]) -> Figure:
    columns = [{"alibi": "ALiBi", "none": "no code"}.get(code, code) for code in v["codes"]]
    # kinds and codes name themselves
    words = Words(kinds, columns, row_title="", column_title="")
    left, top, right = matrix_margins(words, cell)
    width = left + cell[0] * len(columns) + max(right, 4) + 16
    figure, ax = canvas(width, top + cell[1] * len(kinds) + 16)
    matrix(ax, 8, 6, v["grid"], words, Cells(cell, role=DECODER))
    return figure
