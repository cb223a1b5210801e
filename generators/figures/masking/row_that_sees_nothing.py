"""A row whose keys are all masked: what −∞ and large negative numbers make of it."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit.marks import Box, arrow, note, write
from generators.kit.marks.grids import draw_cell
from generators.kit.theme import INK, LABEL, MUTED, NEGATIVE, SMALL, WEIGHT, canvas, signed_text
from generators.kit.values import Values

KEYS = 4
WAYS = (
    ("−∞", -np.inf, "float32"),
    ("−1e9", -1e9, "float32"),
    ("−1e9", -1e9, "float16"),
    ("−1e4", -1e4, "float16"),
)


def values() -> Values:
    model, translation = translator(), running_translation()
    source = model.source_vocabulary.encode(translation.source_tokens)
    given = model.target_vocabulary.encode(decoder_input()[:KEYS])
    memory = explainer.encode(model, source).output
    heads = explainer.decode(model, given, memory).layers[0].self_attention
    scores = np.asarray(heads.attention.scaled_scores)[0, -1]  # [keys]: first head, last row
    ways = []
    for name, amount, precision in WAYS:
        with np.errstate(all="ignore"):  # overflow and 0/0 are the subject here
            kind = np.dtype(precision)
            added = scores.astype(kind) + np.asarray(amount).astype(kind)
            weights = explainer.softmax(added)
        ways.append(
            {
                "name": name,
                "precision": precision,
                "masked": [str(number) for number in added],
                "weights": [None if np.isnan(w) else float(w) for w in weights],
                "nan": bool(np.isnan(weights).any()),
                "spread": float(np.ptp(weights)) if not np.isnan(weights).any() else None,
            }
        )
    queries, keys, contents = (
        np.asarray(part)[0] for part in (heads.queries, heads.keys, heads.values)
    )
    blind = explainer.causal_mask(KEYS)
    blind[0] = False
    try:
        explainer.attend(queries, keys, contents, blind)
    except ValueError as error:
        message = str(error)
    return {
        "scores": [float(score) for score in scores],
        "ways": ways,
        "message": message,
        "largest_float16": float(np.finfo(np.float16).max),
        "step_at_1e9": float(np.spacing(np.float32(1e9))),
        "step_at_1e4": float(np.spacing(np.float16(1e4))),
        "uniform": 1 / KEYS,
    }


def alt(v: Values) -> str:
    return (
        "Four rows, in each of which all four keys are masked. Minus infinity gives NaN four "
        f"times; −1e9 in float32 gives {v['uniform']:.2f} four times; −1e9 in float16 gives NaN, "
        f"because it overflows; −1e4 in float16 gives {v['uniform']:.2f} four times."
    )


def draw(v: Values) -> Figure:
    figure, ax = canvas(600, 238)
    _table(ax, v, 150, 420, True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(340, 238)
    _table(ax, v, 132, 330, False)
    return figure


def _table(ax: Any, v: Values, at: float, end: float, wide: bool) -> None:
    cell = 48.0
    write(ax, 12, 24, "added to all scores", MUTED, SMALL)
    write(ax, at, 24, "softmax: the row's weights", WEIGHT, SMALL)
    for index, way in enumerate(v["ways"]):
        y = 44 + index * 46
        write(ax, 12, y + 16, way["name"], INK, LABEL, mono=True, weight="semibold")
        write(ax, 56, y + 16, way["precision"], MUTED, SMALL, mono=True)
        for key, weight in enumerate(way["weights"]):
            box = Box(at + key * cell, y, cell, 32)
            if weight is None:
                draw_cell(ax, box, NEGATIVE, 0.0, "NaN", LABEL)
            else:
                draw_cell(ax, box, WEIGHT, weight, signed_text(weight), LABEL)
        if wide:
            arrow(ax, (at + KEYS * cell + 10, y + 16), (at + KEYS * cell + 34, y + 16), MUTED)
            text = "0 / 0: breaks, and shows it" if way["nan"] else "an average of what is masked"
            note(ax, at + KEYS * cell + 42, y + 7, text, NEGATIVE, LABEL)
