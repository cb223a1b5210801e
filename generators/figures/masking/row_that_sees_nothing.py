"""A row whose keys are all masked: what −∞ and large negative numbers make of it."""

import numpy as np

import explainer
from explainer.drawing.marks.grids import draw_cell
from generators.figures.masking._page import decoder_input, running_translation, translator
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, note, write
from generators.kit.theme import INK, LABEL, MUTED, NEGATIVE, SMALL, WEIGHT, signed_text

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
    blind = explainer.causal_mask(KEYS)
    blind[0] = False
    try:
        explainer.attend(heads.queries[0], heads.keys[0], heads.values[0], blind)
    except ValueError as error:
        message = str(error)
    return {
        "ways": [_way(scores, *way) for way in WAYS],
        "message": message,
        "largest_float16": float(np.finfo(np.float16).max),
        "step_at_1e9": float(np.spacing(np.float32(1e9))),
        "step_at_1e4": float(np.spacing(np.float16(1e4))),
        "uniform": 1 / KEYS,
    }


def _way(scores: np.ndarray, name: str, amount: float, precision: str) -> Values:
    """The weights of a row to whose scores [keys] this amount was added."""
    with np.errstate(all="ignore"):  # overflow and 0/0 are the subject here
        kind = np.dtype(precision)
        weights = explainer.softmax(scores.astype(kind) + np.asarray(amount).astype(kind))
    broken = bool(np.isnan(weights).any())
    return {
        "name": name,
        "precision": precision,
        "weights": [None if broken else float(weight) for weight in weights],
        "nan": broken,
        "spread": None if broken else float(np.ptp(weights)),
    }


def alt(v: Values) -> str:
    return (
        "Four rows, in each of which all four keys are masked. Minus infinity gives NaN four "
        f"times; −1e9 in float32 gives {v['uniform']:.2f} four times; −1e9 in float16 gives NaN, "
        f"because it overflows; −1e4 in float16 gives {v['uniform']:.2f} four times."
    )


def draw(v: Values, page: Page) -> Figure:
    high, at, cell = page.pick(46.0, 66.0), page.pick(150.0, 132.0), 48.0
    figure, ax = page.canvas((620, 54 + high * len(v["ways"])))
    write(ax, 12, 24, "added to all scores", MUTED, SMALL)
    write(ax, at, 24, "softmax: the row's weights", WEIGHT, SMALL)
    for index, way in enumerate(v["ways"]):
        y = 44 + index * high
        write(ax, 12, y + 16, way["name"], INK, LABEL, mono=True, weight="semibold")
        write(ax, 56, y + 16, way["precision"], MUTED, SMALL, mono=True)
        for key, weight in enumerate(way["weights"]):
            text = "NaN" if way["nan"] else signed_text(weight)
            draw_cell(ax, Box(at + key * cell, y, cell, 32), WEIGHT, weight or 0.0, text, LABEL)
        text = "0 / 0: breaks, and shows it" if way["nan"] else "an average of what is masked"
        beside = (at + KEYS * cell + 24, y + 7)
        note(ax, *page.pick(beside, (at, y + 36)), text, NEGATIVE, LABEL)
    return figure
