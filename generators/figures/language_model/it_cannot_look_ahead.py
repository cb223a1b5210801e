"""The row of "it" in SmolLM2 (4-bit quantised) with both endings, and the last word's."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared import smollm2
from generators.kit import marks, theme
from generators.kit.needs import place_of
from generators.kit.values import Values


def values() -> Values:
    found = smollm2.read()["running"]["endings"]
    tokens, array = smollm2.weights("running")
    it, animal, street = found["it"], found["animal"], found["street"]
    on_animal = {ending: np.array(rows) for ending, rows in found["it_on_animal"].items()}
    chosen = smollm2.strongest(on_animal["tired"])[0]
    with np.load(smollm2.FOLDER / "running_sentence.npz") as held:
        wide = held["last_row_with_wide"].astype(np.float64)
    last = {"tired": array[:, :, -1], "wide": wide}
    nouns = [animal, street]
    moved = np.abs(last["tired"] - last["wide"])[..., nouns].max(axis=-1)
    most = smollm2.strongest(moved)[0]
    streets = np.array(found["it_on_street"]["tired"])
    asked = smollm2.read()["asked"]["rows"]
    right = [(row["animal_minus_place"] > 0) == (row["ending"] == "tired") for row in asked]
    pairs = [
        (tired["animal_minus_place"], other["animal_minus_place"])
        for tired, other in zip(asked[::2], asked[1::2], strict=True)
    ]
    return {
        "tokens": [token.strip() for token in tokens],
        "it": it,
        "head": smollm2.name(chosen),
        "row": array[(*chosen, it)][: it + 1].tolist(),
        "on_animal": {ending: float(rows[chosen]) for ending, rows in on_animal.items()},
        "on_street_head": smollm2.name(smollm2.strongest(streets)[0]),
        "on_street": float(streets.max()),
        "animal_over_street": int((on_animal["tired"] > streets).sum()),
        "heads": int(streets.size),
        "weight_difference": max(found["weight_difference_by_row"][: it + 1]),
        "weight_difference_before_last": max(found["weight_difference_by_row"][:-1]),
        "stream_difference": max(found["stream_difference_by_place"][: it + 1]),
        "stream_difference_before_last": max(found["stream_difference_by_place"][:-1]),
        "stream_difference_last": found["stream_difference_by_place"][-1],
        "stream_difference_by_place": found["stream_difference_by_place"],
        "moved_head": smollm2.name(most),
        "moved": float(moved.max()),
        "last": {
            ending: {
                "row": rows[most].tolist(),
                "animal": float(rows[most][animal]),
                "street": float(rows[most][street]),
            }
            for ending, rows in last.items()
        },
        "asked": {
            "prompt": smollm2.read()["asked"]["prompt"],
            "prompts": len(asked),
            "pairs": len(pairs),
            "right": float(np.mean(right)),
            "says_animal": float(np.mean([row["animal_minus_place"] > 0 for row in asked])),
            "moved_right": float(np.mean([tired > other for tired, other in pairs])),
            "both_right": float(np.mean([tired > 0 > other for tired, other in pairs])),
        },
    }


def alt(v: Values) -> str:
    return (
        f"The row of it in head {v['head']}: {v['on_animal']['tired']:.2f} on animal with the "
        f"ending tired and {v['on_animal']['wide']:.2f} with wide, the same numbers. Below, the "
        "difference between the two runs at every place: zero up to too, not zero at the last "
        f"word. There head {v['moved_head']} gives street {v['last']['tired']['street']:.2f} or "
        f"{v['last']['wide']['street']:.2f}."
    )


def draw(v: Values) -> Figure:
    width, cell = 700, 49
    figure, ax = theme.canvas(width, 386)
    left = 84
    row = [*v["row"], *[0.0] * (len(v["tokens"]) - len(v["row"]))]
    seen = [place <= v["it"] for place in range(len(row))]
    title = f"it looks (head {v['head']}, chosen because it gives animal most)"
    _rows(ax, left, 10, title, [row, row], v["tokens"], cell, seen)
    why = "where the ending changes most for animal and street"
    title = f"the last word looks (head {v['moved_head']}, {why})"
    _rows(
        ax,
        left,
        202,
        title,
        [v["last"]["tired"]["row"], v["last"]["wide"]["row"]],
        [*v["tokens"][:-1], "itself"],
        cell,
        [True] * len(row),
    )
    return figure


def narrow(v: Values) -> Figure:
    """The two nouns, and all other words together."""
    figure, ax = theme.canvas(336, 330)
    nouns = [place_of(word, v["tokens"]) for word in NOUNS]
    upper = [v["row"]] * 2
    lower = [v["last"][ending]["row"] for ending in ENDINGS]
    titles = (f"it looks (head {v['head']})", f"the last word looks (head {v['moved_head']})")
    for y, title, rows in zip((10, 172), titles, (upper, lower), strict=True):
        shares = [[*(row[n] for n in nouns), sum(row) - sum(row[n] for n in nouns)] for row in rows]
        _rows(ax, 98, y, title, shares, [*NOUNS, "others"], 70, [True] * 3)
    return figure


def _rows(
    ax: Axes,
    x: float,
    y: float,
    title: str,
    rows: list[list[float]],
    tokens: list[str],
    cell: int,
    seen: list[bool],
) -> None:
    marks.note(ax, 10, y, title, theme.INK, theme.LABEL, weight="semibold")
    marks.matrix(
        ax,
        10,
        y + 24,
        marks.printed(np.array(rows) / np.sum(rows, axis=1, keepdims=True)),
        marks.Words(
            rows=["… tired", "… wide"],
            columns=tokens,
            row_title="ending",
            column_title="what is looked at",
            left=x - 10,
        ),
        marks.Cells((cell, 34), masked_text=""),
        mask=np.array([seen] * len(rows)),
    )
