"""The same steps in the trained model: the query of "it" in all heads of the first layer."""

import numpy as np

from generators.figures._shared.running_sentence import translation
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.sizes import LABEL, SMALL
from generators.kit.theme import INK, MUTED, QUERY, WEIGHT

ROW, TOP = 24.0, 42.0  # px of a word, and above the first


def values() -> Values:
    written = translation("tired")
    attention = written.trace.encoder.layers[0].self_attention
    it = written.source_tokens.index("it")
    weights = attention.weights[:, it]
    sharpest = int(weights.max(axis=-1).argmax())
    traces = [attention.head(index) for index in range(len(weights))]
    return {
        "words": list(written.source_tokens),
        "place": it,
        "d_k": attention.queries.shape[-1],
        "root": float(np.sqrt(attention.queries.shape[-1])),
        "heads": [
            {
                "scores": trace.scores[it].tolist(),
                "scaled": trace.scaled_scores[it].tolist(),
                "weights": trace.weights[it].tolist(),
            }
            for trace in traces
        ],
        "sharpest": sharpest + 1,
        "sharpest_on": written.source_tokens[int(weights[sharpest].argmax())],
        "sharpest_weight": float(weights[sharpest].max()),
        "smallest_own_weight": float(weights[:, it].min()),
    }


def alt(v: Values) -> str:
    most = [max(zip(head["weights"], v["words"], strict=True)) for head in v["heads"]]
    parts = "; ".join(
        f"head {n}: {weight:.2f} on {word}" for n, (weight, word) in enumerate(most, 1)
    )
    return (
        f"Scores, scaled scores and weights of the query {v['words'][v['place']]} for all "
        f"{len(v['words'])} words in the heads of the encoder's first layer. Largest weights: "
        f"{parts}."
    )


def draw(v: Values, page: Page) -> Figure:
    across, left, width = page.pick((4, 90, 146), (2, 68, 132))  # heads in a row, px left of them
    height = TOP + ROW * len(v["words"]) + 18
    rows = -(-len(v["heads"]) // across)
    figure, ax = page.canvas((690, 16 + rows * height), (336, 16 + rows * height))
    limit = max(abs(score) for head in v["heads"] for score in head["scores"])
    for index, head in enumerate(v["heads"]):
        row, column = divmod(index, across)
        y = 16 + row * height
        if column == 0:
            _words(ax, left, y, v["words"], v["place"])
        x = left + 8 + column * width
        write(ax, x, y + 8, f"head {index + 1}", weight="semibold")
        _head(ax, (x, y + 30), head, (f"÷ {v['root']:g}", limit, page.pick(43, 40)))
    return figure


def _head(
    ax: Axes, corner: tuple[float, float], head: Values, look: tuple[str, float, float]
) -> None:
    (x, y), (scaling, limit, wide) = corner, look
    for key, title, role, scale in (
        ("scores", "score", MUTED, "signed"),
        ("scaled", scaling, MUTED, "signed"),
        ("weights", "weight", WEIGHT, "weight"),
    ):
        write(ax, x + wide / 2, y, title, role, SMALL, align="centre")
        cells = Cells((wide, ROW), scale, limit=limit, size=SMALL)
        matrix(
            ax, x, y + TOP - 30, np.reshape(head[key], (-1, 1)), Words(None, None, "", ""), cells
        )
        x += wide + (4 if key == "scaled" else 0)


def _words(ax: Axes, right: float, y: float, words: list[str], looking: int) -> None:
    write(ax, right, y + 8, f"{words[looking]} looks at", QUERY, SMALL, align="right")
    for index, word in enumerate(words):
        role, weight = (QUERY, "semibold") if index == looking else (INK, "normal")
        middle = y + TOP + (index + 0.5) * ROW
        write(ax, right, middle, word, role, LABEL, True, weight, "right")
