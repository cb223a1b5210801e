"""A query and what two methods find first: counted words, the encoder's mean vector."""

from generators.figures.uses._page import read
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, write
from generators.kit.seeds import brief
from generators.kit.theme import INK, LABEL, MUTED, SMALL

METHODS = {"words": "counted words", "one_head": "encoder, mean of its vectors"}


def values() -> Values:
    found = read()["search"]
    runs = found["runs"]
    return {
        "query": found["example"]["query"],
        "right": found["example"]["right"],
        "hits": {name: found["example"]["hits"][name] for name in METHODS},
        "sentences": found["sentences"],
        "words": found["words"],
        **{
            variant: {
                measure: brief([run[measure] for run in runs[variant]])
                for measure in ("first", "either", "above_reverse")
            }
            for variant in runs
        },
    }


def alt(v: Values) -> str:
    listed = [
        f"{label} finds {'; '.join(hit['text'] for hit in v['hits'][name])}"
        for name, label in METHODS.items()
    ]
    return f"Query: {v['query']}. Wanted: {v['right']}. {'. '.join(listed)}."


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(2, (262, 112), (312, 112), top=34)
    write(ax, 12, 22, "query:", MUTED, LABEL)
    write(ax, 62, 22, v["query"], INK, LABEL, mono=True)
    for (name, label), box in zip(METHODS.items(), boxes, strict=True):
        _hits(ax, box, label, v["hits"][name], v)
    return figure


def _hits(ax: Axes, box: Box, label: str, hits: list[Values], v: Values) -> None:
    write(ax, box.left, box.top + 12, label, MUTED, SMALL)
    for rank, hit in enumerate(hits):
        right = hit["text"] == v["right"]
        y = box.top + 40 + 26 * rank
        write(
            ax,
            box.left,
            y,
            hit["text"],
            INK if right else MUTED,
            LABEL,
            mono=True,
            weight="semibold" if right else "normal",
        )
        write(ax, box.right - 8, y, f"{hit['score']:.2f}", MUTED, SMALL, align="right")
