"""A row of cross-attention: its weights, and the length of what each word adds to the sum."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.figures.heatmaps._page import last_look
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token_column, write
from generators.kit.theme import INK, KEY, QUERY, SMALL, VALUE, WEIGHT

SAID = 0.02  # the least share that is printed


def _added(french: list[str], english: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Weights and lengths of weight x value x output projection, both [heads, rows, words]."""
    look = last_look(english, french)
    heads, _, size = look.values.shape
    projection = np.asarray(look.output_weight).reshape(heads, size, -1)
    brought = np.linalg.norm(np.einsum("hkd,hde->hke", look.values, projection), axis=-1)
    weights = np.asarray(look.weights, dtype=np.float64)
    return weights, weights * brought[:, None]


def values() -> Values:
    told = translation("tired")
    english, french = list(told.source_tokens), list(told.tokens[:-1])
    weights, added = _added(french, english)
    brightest, longest = weights.argmax(axis=-1), added.argmax(axis=-1)
    kept = np.take_along_axis(added, brightest[..., None], axis=-1)[..., 0] / added.max(axis=-1)
    head, row = (int(place) for place in np.unravel_index(kept.argmin(), kept.shape))
    one, other = int(brightest[head, row]), int(longest[head, row])
    return {
        "english": english,
        "row": [*french, "<end>"][row],
        "head": head + 1,
        "weights": weights[head, row].tolist(),
        "added": (added[head, row] / added[head, row].sum()).tolist(),
        "brightest": english[one],
        "brightest_weight": float(weights[head, row, one]),
        "longest": english[other],
        "longest_weight": float(weights[head, row, other]),
        "ratio": float(1 / kept[head, row]),
        "rows": int(kept.size),
        "disagree": int((brightest != longest).sum()),
    }


def alt(v: Values) -> str:
    return (
        f"Two columns of bars beside the English words, for the row that writes {v['row']}. "
        f"Largest weight: {v['brightest_weight']:.2f} on {v['brightest']}. But {v['longest']}, "
        f"with {v['longest_weight']:.2f}, adds {v['ratio']:.1f} times as much."
    )


def draw(v: Values, page: Page) -> Figure:
    left, gap, wide = page.pick((196, 172, 116), (108, 112, 70))
    high = 44 + 27.0 * len(v["english"])
    figure, ax = page.canvas((540, high), (336, high))
    named = (v["brightest"], v["longest"])
    roles = [KEY if word in named else INK for word in v["english"]]
    column = token_column(ax, left - 8, 34, v["english"], 3, roles, "right", height=24).tokens
    columns = (
        ("weights", "weight", WEIGHT),
        ("added", page.pick("weight × value", "× value"), VALUE),
    )
    for number, (name, title, role) in enumerate(columns):
        x = left + number * gap
        write(ax, x, 16, title, role, SMALL)
        for word, share in zip(column, v[name], strict=True):
            text = f"{share:.2f}".removeprefix("0") if share >= SAID else ""
            bar(ax, x, word.centre[1] - 7, share, wide, 14, role, text)
    write(ax, 12, 16, page.pick(f"row “{v['row']}” looks at", f"“{v['row']}” at"), QUERY, SMALL)
    return figure
