"""The same weights on a fixed colour scale and stretched to each picture's own range."""

from generators.figures._shared.running_sentence import translation
from generators.figures.heatmaps._page import cross_heads, stretched
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.theme import MUTED, SMALL

HEAD = 0
SCALES = {"fixed": "scale from 0 to 1", "stretched": "stretched"}


def values() -> Values:
    told = translation("tired")
    english, french = list(told.source_tokens), list(told.tokens[:-1])
    maps = {
        name: cross_heads(english, french, trained)[HEAD]
        for name, trained in (("trained", True), ("untrained", False))
    }
    return {
        "english": english,
        "french": [*french, "<end>"],
        "weights": {name: weights.round(4).tolist() for name, weights in maps.items()},
        "stretched": {name: stretched(weights).round(4).tolist() for name, weights in maps.items()},
        "largest": {name: float(weights.max()) for name, weights in maps.items()},
        "smallest": {"untrained": float(maps["untrained"].min())},
        "uniform": 1 / len(english),
        "dark": {
            "untrained": {
                "fixed": int((maps["untrained"] >= 0.5).sum()),
                "stretched": int((stretched(maps["untrained"]) >= 0.5).sum()),
            }
        },
        "cells": int(maps["trained"].size),
    }


def alt(v: Values) -> str:
    dark = v["dark"]["untrained"]
    return (
        "Four heatmaps: a trained and an untrained head, each on the scale from 0 to 1 and "
        "stretched to its own range. The untrained head's weights lie between "
        f"{v['smallest']['untrained']:.2f} and {v['largest']['untrained']:.2f}: on the fixed "
        f"scale {dark['fixed']} cells are above the middle, stretched {dark['stretched']} of "
        f"{v['cells']}."
    )


def draw(v: Values, page: Page) -> Figure:
    cell, left = page.pick((17, 15), (10, 15)), page.pick(86, 80)
    wide, high = cell[0] * len(v["english"]), cell[1] * len(v["french"])
    size = (wide + page.pick(14, 4), high + 62)
    figure, ax, boxes = page.panels(4, size, across=(2, 2), gap=6, left=left, edge=page.pick(12, 6))
    panels = [(name, how) for name in v["weights"] for how in SCALES]
    for box, (name, how) in zip(boxes, panels, strict=True):
        write(ax, box.left, box.top + 8, name, weight="semibold")
        write(ax, box.left, box.top + 26, SCALES[how], MUTED, SMALL)
        numbers, true = v["weights" if how == "fixed" else "stretched"][name], v["weights"][name]
        rows = v["french"] if how == "fixed" else None
        words = Words(rows, None, "", "", left=left if rows else 0, top=0)
        start = box.left - (left if rows else 0)
        matrix(ax, start, box.top + 40, numbers, words, Cells(cell, digits=None), reads=true)
        end = 1.0 if how == "fixed" else v["largest"][name]
        write(ax, box.left, box.top + 53 + high, f"full colour: {end:.2f}", MUTED, SMALL)
    return figure
