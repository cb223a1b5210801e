"""Minus infinity before softmax, zero after it, score zero before it: which rows stay whole."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.tokenizer import SPECIAL
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit.marks import Cells, Words, matrix, note, printed, write
from generators.kit.theme import INK, LABEL, MUTED, NEGATIVE, POSITIVE, SMALL, TITLE, canvas
from generators.kit.values import Values

N = 4
LAYER = 0  # its keys and values come from the embeddings alone
WAYS = {
    "infinity": "−∞ before softmax",
    "after": "0 after softmax",
    "zero": "score = 0 before softmax",
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
        "head": head + 1,
        "layer": LAYER + 1,
        "ahead": [float(share) for share in ahead],
        "scores": scores[0, head].tolist(),
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
        "ahead": np.where(mask, 0.0, weights[0]).sum(axis=-1).tolist(),
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


def draw(v: Values) -> Figure:
    figure, ax = canvas(620, 706)
    for index, way in enumerate(WAYS):
        _panel(ax, v, way, 12, 14 + index * 232, 390, 82)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(340, 1020)
    for index, way in enumerate(WAYS):
        _panel(ax, v, way, 6, 14 + index * 336, 16, 234)
    return figure


def _panel(ax: Any, v: Values, way: str, x: float, y: float, at: float, down: float) -> None:
    """One way: the weights, each row's sum beside it, and what it does in words."""
    result = v[way]
    mask = explainer.causal_mask(N)
    shown = np.array(result["weights"])
    whole_rows = np.abs(shown.sum(axis=-1) - 1) < 1e-6
    shown[whole_rows] = printed(shown[whole_rows])
    write(ax, x + 4, y + 8, WAYS[way], INK, TITLE, weight="semibold")
    cell = (46.0, 30.0)
    hide = mask if way != "zero" else None
    table = matrix(
        ax,
        x,
        y + 20,
        shown,
        Words(v["words"], v["words"], left=76, top=78),
        Cells(cell, size=LABEL, masked_text="0"),
        mask=hide,
        reads=result["weights"],
    )
    column = table.grid.right + 38
    write(ax, column, table.grid.top - 12, "sum", MUTED, SMALL, align="centre")
    for row, total in zip(table.cells, result["sums"], strict=True):
        whole = abs(total - 1) < 5e-3
        role, weight = (INK, "normal") if whole else (NEGATIVE, "semibold")
        write(
            ax, column, row[0].centre[1], f"{total:.2f}", role, LABEL, weight=weight, align="centre"
        )
    whole = result["smallest_sum"] > 1 - 1e-6
    tight = result["moves_most"] == 0.0
    verdicts = (
        ("Every row sums to one.", True) if whole else ("Rows do not sum to one.", False),
        ("Nothing leaks: later words change nothing.", True)
        if tight
        else (
            f"Leaks: another word in place of {v['words'][-1]} moves the earlier outputs by "
            f"{result['moves']:.0%} of their length.",
            False,
        ),
    )
    for text, good in verdicts:
        mark = "✓" if good else "✗"
        write(ax, at, y + down + 8, mark, POSITIVE if good else NEGATIVE, LABEL)
        down += (
            note(ax, at + 20, y + down, text, INK, LABEL, width=196 if at > 100 else 296).height + 6
        )
