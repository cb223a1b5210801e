"""The query of the row that writes the pronoun against two keys: products, scores, shares."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from experiments.translator.recipe import NOUNS, RUNNING
from generators.figures._shared.decoder_rows import pronoun_row
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._row import TIRED, naming
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, Stage, sentences, stage
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, frame, note, write
from generators.kit.needs import place_of
from generators.kit.theme import INK, KEY, LABEL, QUERY, WEIGHT, signed_text

HIGH = 20.0  # px of a strip
ROWS = (0, 42, 84, 112, 136)  # px from the top of a panel: query, key, products, score, share


def values() -> Values:
    said, head = sentences(), naming()
    trace, row = head.trace(TIRED), pronoun_row(RUNNING[TIRED])
    query = np.asarray(trace.queries)[head.head, row]
    found: Values = {
        "sentences": said,
        "writes": said["french"][TIRED][row],
        "query": query.round(3).tolist(),
        "numbers": len(query),
        "keys": {},
    }
    for name, word in zip(("meant", "other"), NOUNS, strict=True):
        place = place_of(word, said["english"][TIRED])
        key = np.asarray(trace.keys)[head.head, place]
        found["keys"][name] = {
            "word": word,
            "place": place,
            "key": key.round(3).tolist(),
            "products": (query * key).round(3).tolist(),
            "score": float(trace.attention.scaled_scores[head.head, row, place]),
            "share": float(head.weights(TIRED)[place]),
        }
    one, other = found["keys"].values()
    return found | {"margin": one["score"] - other["score"]}


def alt(v: Values) -> str:
    panels = [
        f"with the key of {one['word']} the score is {one['score']:.1f} and the share "
        f"{one['share']:.2f}"
        for one in v["keys"].values()
    ]
    return (
        f"The query of the row that writes {v['writes']}, a strip of {v['numbers']} cells, is "
        f"multiplied cell by cell with two keys; the products are added up: {'; '.join(panels)}."
    )


def draw(v: Values, page: Page) -> Figure:
    keys = list(v["keys"].values())
    shown = stage(page, v["sentences"], TIRED, 252, {one["place"]: KEY for one in keys})
    lefts = page.pick((24, 398), (ENGLISH_EDGE + 18,) * 2)
    tops = page.pick((86, 86), (24, 218))
    scores = [one["score"] for one in keys]
    least, most = min(*scores, 0.0), max(*scores, 0.0)
    for one, left, top in zip(keys, lefts, tops, strict=True):
        _panel(shown, v, one, Box(left, top, page.pick(298, 228), 0), least, most)
    return shown.figure


def _panel(shown: Stage, v: Values, one: Values, box: Box, least: float, most: float) -> None:
    ax, left = shown.ax, box.left
    rows = [Box(left, box.top + down, box.width, HIGH) for down in ROWS]
    vectors = [v["query"], *(other["key"] for other in v["keys"].values())]
    products = [other["products"] for other in v["keys"].values()]
    strips(ax, rows[:2], [v["query"], one["key"]], _largest(vectors))
    strips(ax, rows[2:3], [one["products"]], _largest(products))
    looks = (
        (QUERY, "query: what comes next?"),
        (KEY, f"× key of {one['word']}"),
        (INK, "= products"),
    )
    for row, (role, text) in zip(rows, looks, strict=False):
        frame(ax, row, role, 1.5)
        note(ax, left, row.top - 21, text, role)
    score, share = rows[3], rows[4]
    width = box.width - 100
    write(ax, left, score.top + 8, "score", INK)
    write(ax, left, share.top + 8, "share", WEIGHT)
    zero = left + 50
    _signed_bar(ax, Box(zero, score.top + 1, width, 14), one["score"], least, most)
    bar(ax, zero, share.top + 1, one["share"], width, 14, WEIGHT, f"{one['share']:.2f}", LABEL)


def _signed_bar(ax: Axes, box: Box, score: float, least: float, most: float) -> None:
    """A score to the side of zero on which it lies, on a track from the least to the most."""
    text = signed_text(score, 1)
    bar(ax, box.left, box.top, 0, box.width, box.height, INK, text, LABEL)
    unit = box.width / (most - least)
    zero, length = box.left - least * unit, score * unit
    look: dict[str, Any] = {"facecolor": INK, "linewidth": 0, "zorder": 2}
    ax.add_patch(Rectangle((zero, box.top), length, box.height, **look))
    ax.plot([zero, zero], [box.top - 3, box.bottom + 3], color=INK, linewidth=1, zorder=3)


def _largest(vectors: list[list[float]]) -> float:
    """The limit of their shades, one for both panels."""
    return max(abs(number) for vector in vectors for number in vector)
