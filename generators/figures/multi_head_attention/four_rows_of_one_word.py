"""One word, several heads: where each looks, in the layer whose heads differ most on one word."""

from itertools import combinations

import numpy as np

from generators.figures._shared.head_statistics import attentions, head_name
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import fan, titled
from generators.kit.phrases import most_on

LINE = 20.0  # px from one word to the next


def values() -> Values:
    """Of all rows over the English sentence, the one whose heads are furthest apart."""
    candidates = [
        (sum(differences(attention.weights[:, place]).values()), attention, place)
        for attention in attentions()
        if attention.kind != "decoder self-attention"
        for place in range(len(attention.who_looks))
    ]
    _, attention, place = max(candidates, key=lambda candidate: candidate[0])
    rows = attention.weights[:, place].astype(np.float64)
    words, pairs = list(attention.looked_at), differences(rows)
    heads = [{"top": words[row.argmax()], "weight": float(row.max())} for row in rows]
    numbered = [{"head": number, **head} for number, head in enumerate(heads, start=1)]
    strongest = int(rows.max(axis=-1).argmax())
    stack = "cross" if attention.kind == "cross-attention" else "encoder"
    name = head_name(stack, attention.layer, strongest)
    return {
        "word": attention.who_looks[place],
        "writes": (*attention.who_looks, "<end>")[place + 1],  # the row that predicts the next word
        "words": words,
        "kind": attention.kind,
        "layer": attention.layer,
        "candidates": len(candidates),
        "rows": rows.round(4).tolist(),
        "heads": heads,
        "ranked": sorted(numbered, key=lambda head: -head["weight"]),  # from the sharpest on
        "furthest": max(pairs, key=lambda pair: pairs[pair]),
        "largest_difference": max(pairs.values()),
        "strongest": {"name": name, "top": heads[strongest]["top"]},
    }


def differences(rows: np.ndarray) -> dict[str, float]:
    """How much weight two heads place differently: half the sum of absolute differences."""
    return {
        f"{a + 1} and {b + 1}": float(np.abs(rows[a] - rows[b]).sum() / 2)
        for a, b in combinations(range(len(rows)), 2)
    }


def alt(v: Values) -> str:
    tops = "; ".join(
        f"head {head}: {most_on(v['words'], row)}" for head, row in enumerate(v["rows"], start=1)
    )
    return (
        f"The row that reads {v['word']}, before {v['writes']}, in the {v['kind']} of layer "
        f"{v['layer']}, four heads. {tops}."
    )


def draw(v: Values, page: Page) -> Figure:
    """One row in each head; in cross-attention it is named by the word that it helps to write."""
    said = v["writes"] if v["kind"] == "cross-attention" else v["word"]
    size = (page.pick(164.0, 150.0), 24 + LINE * len(v["words"]))
    figure, ax, boxes = page.panels(len(v["rows"]), size, across=(0, 2), gap=12)
    for index, (box, weights) in enumerate(zip(boxes, v["rows"], strict=True), start=1):
        below = titled(ax, box, f"head {index}")
        fan(ax, below, said, v["words"], weights, told=[len(weights) - 1])
    return figure
