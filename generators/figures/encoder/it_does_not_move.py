"""Where the vector of "it" moves in the encoder, seen from both candidates, for both readings."""

import numpy as np

from generators.figures.encoder import _page
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import arrow, note, write
from generators.kit.theme import GRID, INK, MUTED, NEUTRAL, SMALL

NOUNS = {"to A": "the animal", "to B": "the place"}
READINGS = {"it is A": "it is the animal", "it is B": "it is the place"}
SPAN = (-0.05, 0.35)  # of the cosines drawn
TICKS = (0.0, 0.1, 0.2, 0.3)
TOP, GROUP, LINE = 16.0, 82.0, 26.0  # px: above everything, from reading to reading, of an arrow


def values() -> Values:
    measured = _page.read()
    first = _page.models("translator")[0]["cosine"]
    everyone = [m["cosine"] for v in _page.VARIANTS for m in _page.models(v)]
    ends = {reading: {to: [of[to][0], of[to][-1]] for to in NOUNS} for reading, of in first.items()}
    return {
        "pairs": measured["minimal_pairs"],
        "models": len(everyone),
        "ends": ends,
        # How far it goes from the animal and to the place, whichever is least.
        "least_move": min(
            sign * (of[to][1] - of[to][0])
            for of in ends.values()
            for to, sign in (("to A", -1), ("to B", 1))
        ),
        "to_place_in_a_run": min(_to_place(m["cosine"]) for m in _page.models("translator")),
        "largest_gap": max(_gap(cosine) for cosine in everyone),
        "four_heads_gap": max(_gap(m["cosine"]) for m in _page.models("translator")),
        "most_towards": max(_towards(cosine) for cosine in everyone),
    }


def _to_place(cosine: dict[str, dict[str, list[float]]]) -> float:
    """How much nearer "it" comes to the place through the encoder, in the reading where least."""
    return min(float(of["to B"][-1] - of["to B"][0]) for of in cosine.values())


def _gap(cosine: dict[str, dict[str, list[float]]]) -> float:
    """Largest difference that the reading makes, over candidates and stages."""
    one, other = cosine["it is A"], cosine["it is B"]
    return max(float(np.abs(np.subtract(one[key], other[key])).max()) for key in one)


def _towards(cosine: dict[str, dict[str, list[float]]]) -> float:
    """How much nearer "it" is to a noun when it stands for it, at most, over nouns and stages."""
    one, other = cosine["it is A"], cosine["it is B"]
    return max(
        float(np.subtract(one["to A"], other["to A"]).max()),
        float(np.subtract(other["to B"], one["to B"]).max()),
    )


def alt(v: Values) -> str:
    told = "; ".join(
        f"where {READINGS[reading]}, its cosine with {NOUNS[to]} goes from {start:.2f} to {end:.2f}"
        for reading, of in v["ends"].items()
        for to, (start, end) in of.items()
    )
    return (
        f"Arrows from the embedding to the encoder's output, means over {v['pairs']} pairs of "
        f"sentences: {told}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A group of two arrows for each reading, on one scale."""
    left, reach = page.pick((132.0, 300.0), (94.0, 226.0))
    bottom = TOP + GROUP * len(READINGS)
    figure, ax = page.canvas((left + reach + 16, bottom + 40))

    def at(cosine: float) -> float:
        return left + reach * (cosine - SPAN[0]) / (SPAN[1] - SPAN[0])

    for tick in TICKS:
        ax.plot([at(tick)] * 2, [TOP + 22, bottom], color=GRID, linewidth=1, zorder=1)
        write(ax, at(tick), bottom + 10, f"{tick:.1f}", MUTED, SMALL, align="centre")
    title = "cosine: how alike"
    write(ax, left + reach / 2, bottom + 28, title, MUTED, SMALL, align="centre")
    for group, (reading, of) in enumerate(v["ends"].items()):
        y = TOP + GROUP * group
        note(ax, 8, y, READINGS[reading], INK, SMALL, weight="semibold")
        for row, (to, ends) in enumerate(of.items()):
            _arrow(ax, y + 32 + LINE * row, left, NOUNS[to], [at(end) for end in ends], row)
    return figure


def _arrow(ax: Axes, y: float, left: float, name: str, ends: list[float], row: int) -> None:
    role = NEUTRAL[row]
    write(ax, left - 14, y, name, role, SMALL, align="right")
    ax.plot(ends[0], y, marker="o", markersize=6, color=role, zorder=4)
    arrow(ax, (ends[0], y), (ends[1], y), role, width=2.5, zorder=3)
