"""Minus infinity before softmax, zero after it, score zero before it: which rows stay whole."""

from typing import Any

import numpy as np

import explainer
from explainer.tokenizer import SPECIAL
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Cells, Matrix, Words, matrix, note, titled, write
from generators.kit.theme import INK, LABEL, MUTED, NEGATIVE, POSITIVE, SMALL, TITLE

N = 4
WHOLE = 1e-6  # a row whose sum is this close to one is whole
LAYER = 0  # its keys and values come from the embeddings alone
WAYS = {
    "infinity": "−∞ before softmax",
    "after": "0 after softmax",
    "zero": "score = 0 before softmax",
}
LEAKS = {  # what the last word does, where it is not kept out
    "after": "had a part in the sums that the rows above were divided by",
    "zero": "gets a share of the rows above",
}
Array = np.ndarray[Any, Any]


def weights_by(way: str, scores: Array, mask: Array) -> Array:
    """Weights from scaled scores [..., queries, keys], masked in one of the three ways."""
    if way == "infinity":
        return np.asarray(explainer.softmax(np.where(mask, scores, -np.inf)))
    if way == "after":
        return np.where(mask, explainer.softmax(scores), 0.0)
    if way == "zero":
        return np.asarray(explainer.softmax(np.where(mask, scores, 0.0)))
    raise ValueError(f"no way {way!r}; there are {', '.join(WAYS)}")


def values() -> Values:
    model, translation = translator(), running_translation()
    words = decoder_input()[:N]
    source = model.source_vocabulary.encode(translation.source_tokens)
    memory = explainer.encode(model, source).output
    given = model.target_vocabulary.encode(words)
    others = [
        number
        for number, word in enumerate(model.target_vocabulary.words)
        if word not in SPECIAL and number != given[-1]
    ]
    batch = np.concatenate([given[None], np.tile(given, (len(others), 1))])
    batch[1:, -1] = others  # the last word is the future of the three before it
    heads = explainer.decode(model, batch, memory).layers[LAYER].self_attention
    # [words, heads, queries, keys] and [words, heads, keys, d_head], computed without any mask
    scores = np.asarray(heads.attention.scaled_scores, dtype=np.float64)
    contents = np.asarray(heads.values, dtype=np.float64)
    mask = explainer.causal_mask(N)
    unmasked = explainer.softmax(scores[0])
    ahead = np.where(mask, 0.0, unmasked).sum(axis=(-2, -1))
    head = int(ahead.argmax())
    ways = {way: _measure(way, scores[:, head], contents[:, head], mask) for way in WAYS}
    return {
        "words": list(words),
        "swaps": len(others),
        **ways,
        "renormalised_gap": _renormalised_gap(ways),
        "same_as_attend": float(
            np.abs(np.array(ways["infinity"]["weights"]) - heads.attention.weights[0, head]).max()
        ),
    }


def _renormalised_gap(ways: Values) -> float:
    """Rows zeroed after softmax and divided by their sums, against −∞ before softmax."""
    zeroed = np.array(ways["after"]["weights"])
    whole = zeroed / zeroed.sum(axis=-1, keepdims=True)
    return float(np.abs(whole - np.array(ways["infinity"]["weights"])).max())


def _measure(way: str, scores: Array, contents: Array, mask: Array) -> Values:
    weights = weights_by(way, scores, mask)  # [words, queries, keys]
    output = weights @ contents
    earlier = np.linalg.norm(output[1:, :-1] - output[:1, :-1], axis=-1)
    length = np.linalg.norm(output[0, :-1], axis=-1)
    return {
        "weights": weights[0].tolist(),
        "sums": weights[0].sum(axis=-1).tolist(),
        "smallest_sum": float(weights[0].sum(axis=-1).min()),
        "most_ahead": float(np.where(mask, 0.0, weights[0]).sum(axis=-1).max()),
        "moves": float((earlier / length).mean()),  # of the output's length, earlier rows
        "moves_most": float((earlier / length).max()),
    }


def alt(v: Values) -> str:
    return (
        "The same four-by-four scores masked in three ways. Minus infinity before softmax: rows "
        "sum to one and nothing leaks. Zero after softmax: the rows sum to "
        f"{', '.join(f'{s:.2f}' for s in v['after']['sums'])}. Score zero: rows sum to one, but "
        f"up to {v['zero']['most_ahead']:.2f} of a row lies on words that come later."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(
        len(WAYS), (620, 216), (320, 344), across=(1, 1), gap=20, edge=6
    )
    for box, (way, title) in zip(boxes, WAYS.items(), strict=True):
        titled(ax, box, title, size=TITLE)
        table = _table(ax, (box.left, box.top + 22), v["words"], v[way], masked=way != "zero")
        _sums(ax, table, v[way]["sums"])
        beside, width = page.pick(((384, 84), 216), ((10, 238), 280))
        at = (box.left + beside[0], box.top + beside[1])
        _verdicts(ax, at, width, v["words"][-1], way, v[way])
    return figure


def _table(
    ax: Axes, at: tuple[float, float], words: list[str], found: Values, masked: bool
) -> Matrix:
    """The weights of one way, hatched where it closes a cell.

    Rounded here, lest the mark print whole rows, and only those, so that they add up: the same
    weight is to look the same in all three.
    """
    around = Words(words, words, left=76, top=78)
    cells = Cells((46.0, 30.0), size=LABEL, masked_text="")
    mask = explainer.causal_mask(N) if masked else None
    weights = np.array(found["weights"])
    return matrix(ax, *at, weights.round(2), around, cells, mask, reads=weights)


def _sums(ax: Axes, table: Matrix, sums: list[float]) -> None:
    """The sum of each row at its right, before rounding, set off where it is not one."""
    column = table.grid.right + 38
    write(ax, column, table.grid.top - 12, "sum", MUTED, SMALL, align="centre")
    for row, total in zip(table.cells, sums, strict=True):
        whole = abs(total - 1) < WHOLE
        role, weight = (INK, "normal") if whole else (NEGATIVE, "semibold")
        text = "1" if whole else f"{total:.2f}"
        write(ax, column, row[0].centre[1], text, role, LABEL, weight=weight, align="centre")


def _verdicts(
    ax: Axes, at: tuple[float, float], width: float, changed: str, way: str, found: Values
) -> None:
    """Whether the rows sum to one, and why and how much a later word leaks into earlier rows."""
    whole, tight = found["smallest_sum"] > 1 - WHOLE, found["moves_most"] == 0.0
    leak = (
        f"{changed} {LEAKS.get(way, '')}. With another word in its place, the vectors of those "
        f"rows change, on average by {found['moves']:.0%} of their length."
    )
    x, y = at
    for good, yes, no in (
        (whole, "Every row sums to one.", "Rows do not sum to one."),
        (tight, "Later words change nothing.", leak),
    ):
        write(ax, x, y + 8, "✓" if good else "✗", POSITIVE if good else NEGATIVE, LABEL)
        y += note(ax, x + 20, y, yes if good else no, INK, LABEL, width=width).height + 6
