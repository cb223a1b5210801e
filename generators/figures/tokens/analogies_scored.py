"""Analogies by adding and subtracting vectors: right answers, and the controls."""

from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, titled, write
from generators.kit.seeds import brief, over_seeds
from generators.kit.theme import MUTED, NEUTRAL, SMALL
from generators.pipeline import results

TITLES = {
    "gender": "man is to woman as king is to …",
    "past": "go is to went as see is to …",
    "number": "son is to sons as day is to …",
}
ROWS = {
    "right": ("trained on the text", NEUTRAL[0]),
    "as_it_falls": ("… and own words not excluded", NEUTRAL[0]),
    "neighbour_of_c": ("nearest to the third word alone", NEUTRAL[1]),
    "shuffled": ("trained on shuffled text", MUTED),
}
PITCH = 20.0  # px a bar


def values() -> Values:
    measured = results.read("word_vectors")
    runs, control = measured["runs"]["text"], measured["runs"]["shuffled"]
    measures = [key for key in ROWS if key != "shuffled"]
    return {
        "seeds": len(measured["seeds"]),
        **{
            name: {
                "n": runs[0]["analogies"][name]["n"],
                **over_seeds([run["analogies"][name] for run in runs], *measures),
                "shuffled": brief([run["analogies"][name]["right"] for run in control]),
            }
            for name in TITLES
        },
    }


def alt(v: Values) -> str:
    said = "; ".join(
        f"{name}: {v[name]['right']['mean']:.2f} right of {v[name]['n']}, shuffled text "
        f"{v[name]['shuffled']['mean']:.2f}"
        for name in TITLES
    )
    return f"Shares of analogies answered rightly, means of {v['seeds']} seeds. {said}."


def draw(v: Values, page: Page) -> Figure:
    size = 24 + PITCH * len(ROWS)
    figure, ax, boxes = page.panels(len(TITLES), (516, size), (318, size), across=(1, 1), edge=9)
    for box, (name, title) in zip(boxes, TITLES.items(), strict=True):
        write(ax, box.right, box.top + 8, f"n = {v[name]['n']}", MUTED, SMALL, align="right")
        _bars(ax, titled(ax, box, title), v[name])
    return figure


def _bars(ax: Axes, box: Box, of: Values) -> None:
    """How often right, and the controls: means of the seeds."""
    left = box.left + 184  # the longest name
    for row, (key, (text, role)) in enumerate(ROWS.items()):
        y = box.top + row * PITCH
        write(ax, box.left, y + 7, text, role, SMALL)
        bar(ax, left, y, of[key]["mean"], box.right - 36 - left, 12, role)
