"""The row of "it" in SmolLM2 (4-bit quantised) with both endings, and the last word's."""

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared import smollm2
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.needs import place_of


def values() -> Values:
    found = smollm2.read()["running"]["endings"]
    tokens, array = smollm2.weights("running")
    it, nouns = found["it"], [found[noun] for noun in NOUNS]
    on_animal = {ending: np.array(rows) for ending, rows in found["it_on_animal"].items()}
    on_street = np.array(found["it_on_street"][ENDINGS[0]])
    chosen = smollm2.strongest(on_animal[ENDINGS[0]])[0]
    with np.load(smollm2.FOLDER / "running_sentence.npz") as held:
        other = held["last_row_with_wide"].astype(np.float64)
    last = dict(zip(ENDINGS, (array[:, :, -1], other), strict=True))
    moved = np.abs(np.subtract(*last.values()))[..., nouns].max(axis=-1)
    most = smollm2.strongest(moved)[0]
    return {
        "tokens": [token.strip() for token in tokens],
        "it": it,
        "head": smollm2.name(chosen),
        "row": array[(*chosen, it)][: it + 1].tolist(),
        "on_animal": {ending: float(rows[chosen]) for ending, rows in on_animal.items()},
        "on_street_head": smollm2.name(smollm2.strongest(on_street)[0]),
        "on_street": float(on_street.max()),
        "heads": int(on_street.size),
        "weight_difference": max(found["weight_difference_by_row"][: it + 1]),
        "stream_difference": max(found["stream_difference_by_place"][: it + 1]),
        "stream_difference_before_last": max(found["stream_difference_by_place"][:-1]),
        "moved_head": smollm2.name(most),
        "last": {
            ending: {"row": rows[most].tolist(), "street": float(rows[most][nouns[1]])}
            for ending, rows in last.items()
        },
        "asked": _asked(),
    }


def _asked() -> Values:
    """Which noun the model says when asked; prompts come in pairs, one for each ending."""
    rows = [row["animal_minus_place"] for row in smollm2.read()["asked"]["rows"]]
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    right = [row for first, second in pairs for row in (first > 0, second < 0)]
    return {
        "prompts": len(rows),
        "pairs": len(pairs),
        "right": float(np.mean(right)),
        "says_animal": float(np.mean([row > 0 for row in rows])),
        "moved_right": float(np.mean([first > second for first, second in pairs])),
        "both_right": float(np.mean([first > 0 > second for first, second in pairs])),
    }


def alt(v: Values) -> str:
    street = [f"{v['last'][ending]['street']:.2f}" for ending in ENDINGS]
    animal = [f"{v['on_animal'][ending]:.2f}" for ending in ENDINGS]
    return (
        f"The row of it in head {v['head']}: {animal[0]} on animal with the ending {ENDINGS[0]} "
        f"and {animal[1]} with {ENDINGS[1]}, the same numbers. Below, the row of the last word in "
        f"head {v['moved_head']}: it gives street {street[0]} or {street[1]}."
    )


def draw(v: Values, page: Page) -> Figure:
    tokens, it = v["tokens"], v["it"]
    ahead = [0.0] * (len(tokens) - it - 1)
    upper = np.array([[*v["row"], *ahead]] * len(ENDINGS))
    lower = np.array([v["last"][ending]["row"] for ending in ENDINGS])
    seen = np.tile(np.arange(len(tokens)) <= it, (len(ENDINGS), 1))
    titles = f"it looks (head {v['head']})", f"the last word looks (head {v['moved_head']})"
    last = [*tokens[:-1], "itself"]
    grids = [
        _grid(page, title, rows, words, mask)
        for title, rows, words, mask in zip(
            titles, (upper, lower), (tokens, last), (seen, np.ones_like(seen)), strict=True
        )
    ]
    return matrices(page, grids, (1, 1), gap=26)[0]


def _grid(page: Page, title: str, rows: np.ndarray, words: list[str], seen: np.ndarray) -> Grid:
    """Two rows of weights, one an ending; a phone has room for the nouns and one column more."""
    if page.narrow:
        nouns = [place_of(noun, words) for noun in NOUNS]
        shares = rows[:, nouns]
        rows = np.column_stack([shares, 1 - shares.sum(axis=1)])
        words, seen = [*NOUNS, "all others"], np.ones(rows.shape, dtype=bool)
    names = Words([f"… {ending}" for ending in ENDINGS], words, "ending", "what is looked at")
    cells = Cells(page.pick((52, 34), (72, 34)), masked_text="")
    return Grid(rows / rows.sum(axis=1, keepdims=True), names, cells, title, mask=seen)
