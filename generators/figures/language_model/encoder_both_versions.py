"""One head of a published encoder on minimal pairs: where "it" looks in both versions of each."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.translator.recipe import ENDINGS
from generators.figures.language_model._page import (
    KINDS,
    MARKS,
    dots,
    layer_and_head,
    legend,
    measured,
)
from generators.kit.charts import axis_titles
from generators.kit.theme import INK, LABEL, MASKED, MUTED, QUERY, SMALL, chart
from generators.kit.values import Values

REACH = 1.0  # a difference of two weights lies between -1 and 1
CORNERS = ("first noun twice", "right in both", "wrong in both", "second noun twice")


def values() -> Values:
    found = measured()
    striking = found["striking"]
    differences = found["differences"][striking["head"]]  # [pairs][2]
    counts = [0] * len(CORNERS)
    for first, second in differences:
        counts[_corner(first, second)] += 1
    running = found["running"]
    looks = [
        dict(zip(running[ending]["tokens"], running[ending]["it"][striking["head"]], strict=True))
        for ending in ENDINGS
    ]
    return {
        **layer_and_head(striking["head"]),
        "pairs": found["pairs"],
        "sentences": found["sentences"],
        "differences": differences,
        "first_situation": len(differences) // 2,  # pairs of one kind stand together
        "running": [on["animal"] - on["street"] for on in looks],
        "corners": dict(zip(("first", "right", "wrong", "second"), counts, strict=True)),
        **{
            kind: {
                **striking[kind],
                "low": striking[kind]["interval"][0],
                "high": striking[kind]["interval"][1],
            }
            for kind in KINDS
        },
        "p_alone": found["kinds"]["all"]["luck"]["accuracy"]["p_alone"],
    }


def _corner(first: float, second: float) -> int:
    """Which quarter of the picture, counted as in CORNERS."""
    if first > 0:
        return 0 if second >= 0 else 1
    return 2 if second >= 0 else 3


def alt(v: Values) -> str:
    c = v["corners"]
    return (
        f"Scatter of {v['pairs']} pairs, layer {v['layer']}, head {v['head']}: weight on the first "
        "noun minus weight on the second, in both versions. Right in both versions: "
        f"{c['right']}; more on the first noun in both: {c['first']}; more on the second in both: "
        f"{c['second']}; wrong in both: {c['wrong']}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 520, 520, left=58, right=30)


def narrow(v: Values) -> Figure:
    return _draw(v, 328, 372, left=36, right=12)


def _draw(v: Values, width: int, height: int, left: int, right: int) -> Figure:
    figure, ax = chart(width, height, left=left, right=right, top=58, bottom=58)
    ax.grid(visible=True, axis="both")
    ax.axhline(0, color=MUTED, linewidth=1)
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.fill_between([0, REACH], -REACH, 0, color=QUERY, alpha=0.07, linewidth=0)
    split = v["first_situation"]
    parts = {"meaning": v["differences"][:split], "situation": v["differences"][split:]}
    for kind, edge, face in reversed(MARKS):
        first, second = ([pair[version] for pair in parts[kind]] for version in (0, 1))
        dots(ax, first, second, edge, face)
    ax.plot(*v["running"], marker="D", markersize=7, color=INK, zorder=4)
    ax.annotate(
        "tired, wide",
        v["running"],
        xytext=(8, -4),
        textcoords="offset points",
        color=INK,
        fontsize=SMALL,
        zorder=5,
    )
    ax.set_xlim(-REACH, REACH)
    ax.set_ylim(-REACH, REACH)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1])
    ax.set_yticks([-1, -0.5, 0, 0.5, 1])
    _corner_words(ax, v, small=width < 400)
    axis_titles(
        ax,
        x="“it” means the first noun: weight on first − second",
        y="“it” means the second noun: weight on first − second",
    )
    legend(ax, 34)
    return figure


def _corner_words(ax: Axes, v: Values, small: bool) -> None:
    c = v["corners"]
    for (x, y), text, count in zip(
        ((1, 1), (1, 0), (0, 1), (0, 0)),
        CORNERS,
        (c["first"], c["right"], c["wrong"], c["second"]),
        strict=True,
    ):
        right = text == "right in both"
        middle = text == "first noun twice"  # the corner itself is full of dots
        ax.annotate(
            f"{text}: {count}",
            (0.5 if middle else x, y),
            xytext=(-8 if x and not middle else 8, -16 if y else 9),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right" if x and not middle else "left",
            color=QUERY if right else MASKED,
            fontsize=SMALL if small else LABEL,
            weight="semibold" if right else "normal",
            zorder=5,
        )
