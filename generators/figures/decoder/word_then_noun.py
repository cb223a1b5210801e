"""The row that writes the pronoun, in two heads: the word that decides, then the noun it is for."""

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS, RUNNING
from generators.figures._shared.decoder_rows import cross_weights, pronoun_row, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import fan, titled
from generators.kit.phrases import most_on

LINE = 20.0  # px from one word to the next


def values() -> Values:
    """Layer 1's head that looks most at the ending; the last layer's that finds both nouns."""
    rows = {name: _row(name) for name in ENDINGS}
    english = {name: list(translation(RUNNING[name]).source_tokens) for name in ENDINGS}
    nouns = dict(zip(ENDINGS, NOUNS, strict=True))
    found = [rows[name][-1, :, english[name].index(nouns[name])] for name in ENDINGS]
    heads = {
        "first": (0, int(rows[ENDINGS[0]][0, :, -1].argmax())),
        "second": (len(rows[ENDINGS[0]]) - 1, int(np.min(found, axis=0).argmax())),
    }
    second = {name: rows[name][heads["second"]].argmax() for name in ENDINGS}
    said: Values = {
        name: {
            "english": english[name],
            "writes": translation(RUNNING[name]).tokens[pronoun_row(RUNNING[name])],
            **{
                which: {
                    "layer": layer + 1,
                    "head": head + 1,
                    "weights": rows[name][layer, head].round(4).tolist(),
                    "on": english[name][int(rows[name][layer, head].argmax())],
                    **_told(which, rows[name][layer, head]),
                }
                for which, (layer, head) in heads.items()
            },
        }
        for name in ENDINGS
    }
    finds = [english[name][int(second[name])] == nouns[name] for name in ENDINGS]
    return said | {"finds_both_nouns": all(finds)}


def _told(which: str, row: np.ndarray) -> Values:
    """The share that the page quotes: on the ending for the first head, else the largest."""
    return {"on_ending": float(row[-1])} if which == "first" else {"most": float(row.max())}


def _row(name: str) -> np.ndarray:
    """Weights of the row that writes the pronoun [layers, heads, words]."""
    text = RUNNING[name]
    return cross_weights(text)[:, :, pronoun_row(text)].astype(np.float64)


def alt(v: Values) -> str:
    parts = [
        f"With {name}, {v[name]['writes']}: head {v[name][which]['head']} of layer "
        f"{v[name][which]['layer']} {most_on(v[name]['english'], v[name][which]['weights'])}"
        for name in ENDINGS
        for which in ("first", "second")
    ]
    return (
        f"Lines from the pronoun to the English words, as wide as the weights. {'; '.join(parts)}."
    )


def draw(v: Values, page: Page) -> Figure:
    size = (page.pick(164.0, 156.0), 24 + LINE * len(v[ENDINGS[0]]["english"]))
    figure, ax, boxes = page.panels(2 * len(ENDINGS), size, across=(0, 2), gap=12)
    shown = [(name, which) for name in ENDINGS for which in ("first", "second")]
    for box, (name, which) in zip(boxes, shown, strict=True):
        side, row = v[name], v[name][which]
        below = titled(ax, box, f"{name}: layer {row['layer']}")
        told = [len(row["weights"]) - 1] if which == "first" else ()
        fan(ax, below, side["writes"], side["english"], row["weights"], told=told)
    return figure
