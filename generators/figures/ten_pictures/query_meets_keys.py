"""The query of the row that writes the pronoun against two keys: products, scores, shares."""

import numpy as np

from experiments.translator.recipe import NOUNS, RUNNING
from generators.figures._shared.decoder_rows import pronoun_row
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._row import TIRED, naming
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, Stage, sentences, stage
from generators.kit.figure import Figure, Page, Values
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
        f"The query of the row that writes {v['writes']}, a strip of {len(v['query'])} cells, is "
        f"multiplied cell by cell with two keys; the products are added up: {'; '.join(panels)}."
    )


def draw(v: Values, page: Page) -> Figure:
    keys = list(v["keys"].values())
    shown = stage(page, v["sentences"], TIRED, 252, {one["place"]: KEY for one in keys})
    lefts = page.pick((24, 398), (ENGLISH_EDGE + 18,) * 2)
    tops = page.pick((86, 86), (24, 218))
    most = max(abs(one["score"]) for one in keys)
    for one, left, top in zip(keys, lefts, tops, strict=True):
        _panel(shown, v, one, Box(left, top, page.pick(298, 228), 0), most)
    return shown.figure


def _panel(shown: Stage, v: Values, one: Values, box: Box, most: float) -> None:
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
    reach = width * max(one["score"], 0) / most
    bar(ax, zero, score.top + 1, reach / width, width, 14, INK, signed_text(one["score"], 1), LABEL)
    bar(ax, zero, share.top + 1, one["share"], width, 14, WEIGHT, f"{one['share']:.2f}", LABEL)


def _largest(vectors: list[list[float]]) -> float:
    """The limit of their shades, one for both panels."""
    return max(abs(number) for vector in vectors for number in vector)
