"""One word, four heads: the four rows of weights where the heads of one layer differ most."""

from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from explainer.inspect import entropy
from generators.figures._shared.head_statistics import attentions, head_name
from generators.kit.marks import Cells, Words, matrix, printed
from generators.kit.theme import canvas


def values() -> dict[str, Any]:
    """Of all rows over the English sentence, the one whose four heads are furthest apart."""
    candidates = [
        (float(np.mean(list(differences(attention.weights[:, place]).values()))), attention, place)
        for attention in attentions()
        if attention.kind != "decoder self-attention"
        for place in range(len(attention.who_looks))
    ]
    mean, attention, place = max(candidates, key=lambda candidate: candidate[0])
    rows = attention.weights[:, place].astype(np.float64)
    words, top = attention.looked_at, rows.argmax(axis=-1)
    pairs = differences(rows)
    strongest = int(rows.max(axis=-1).argmax())
    sub_layer = "cross" if attention.kind == "cross-attention" else "encoder"
    return {
        "strongest": head_name(sub_layer, attention.layer, strongest),
        "strongest_weight": float(rows[strongest].max()),
        "strongest_word": words[top[strongest]],
        "word": attention.who_looks[place],
        "writes": (*attention.who_looks, "<end>")[place + 1],  # the row that predicts the next word
        "words": list(words),
        "kind": attention.kind,
        "layer": attention.layer,
        "candidates": len(candidates),
        "rows": rows.tolist(),
        "heads": [
            {
                "top": words[column],
                "weight": float(row[column]),
                "entropy": float(entropy(row[None])),
            }
            for row, column in zip(rows, top, strict=True)
        ],
        "different_tops": len(set(top.tolist())),
        "pairs": pairs,
        "mean_difference": mean,
        "furthest": max(pairs, key=lambda pair: pairs[pair]),
        "largest_difference": max(pairs.values()),
        "largest_sum_error": float(np.abs(rows.sum(axis=-1) - 1).max()),
    }


def differences(rows: np.ndarray) -> dict[str, float]:
    """How much weight two heads place differently: half the sum of absolute differences."""
    return {
        f"{a + 1} and {b + 1}": float(np.abs(rows[a] - rows[b]).sum() / 2)
        for a, b in combinations(range(len(rows)), 2)
    }


def alt(v: dict[str, Any]) -> str:
    tops = "; ".join(
        f"head {index}: {head['weight']:.2f} on {head['top']}"
        for index, head in enumerate(v["heads"], start=1)
    )
    return f"The word {v['word']} in the {v['kind']} of layer {v['layer']}, four rows. {tops}."


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(700, 264)
    matrix(
        ax,
        16,
        12,
        v["rows"],
        Words(
            rows=[f"{v['word']} · head {index}" for index in range(1, 5)],
            columns=v["words"],
            row_title="who looks",
        ),
        Cells((44, 36)),
    )
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    """Turned: one column a head."""
    figure, ax = canvas(330, 470)
    matrix(
        ax,
        16,
        12,
        printed(v["rows"]).T,
        Words(
            rows=v["words"],
            columns=["head 1", "head 2", "head 3", "head 4"],
            row_title="looked at",
            column_title=f"who looks: {v['word']}",
        ),
        Cells((48, 30)),
    )
    return figure
