"""One head of a published encoder on minimal pairs: where "it" looks in both versions of each."""

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures.language_model._page import KINDS, dots, measured, name
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, MUTED, NEUTRAL, SMALL

CORNERS = {  # the quarters of the picture; where its words stand: right, below
    "first": ("always first", (0.5, True)),  # the corner itself is full of dots
    "right": ("follows the ending", (1.0, False)),
    "second": ("always second", (0.0, False)),
    "wrong": ("always wrong", (0.0, True)),
}
TICKS = {-1: "second", 0: "even", 1: "first"}  # weight on the first noun less that on the second


def values() -> Values:
    found = measured()
    striking = found["striking"]
    differences = found["differences"][striking["head"]]  # [pairs][2]
    quarters = [quarter(*pair) for pair in differences]
    looks = [
        dict(zip(running["tokens"], running["it"][striking["head"]], strict=True))
        for running in (found["running"][ending] for ending in ENDINGS)
    ]
    accuracies = ("accuracy", "answer_first", "answer_second", "both")
    return {
        "head": name(striking["head"]),
        "pairs": found["pairs"],
        "differences": differences,
        "running": [on[NOUNS[0]] - on[NOUNS[1]] for on in looks],
        "corners": {corner: quarters.count(corner) for corner in CORNERS},
        **{kind: {key: striking[kind][key] for key in accuracies} for kind in KINDS},
        "same_noun_twice": striking["all"]["same_noun_twice"],
        "interval": dict(zip(("low", "high"), striking["all"]["interval"], strict=True)),
    }


def quarter(first: float, second: float) -> str:
    """The corner of a pair: more on the first noun in each of its two versions?"""
    if first > 0:
        return "first" if second >= 0 else "right"
    return "wrong" if second >= 0 else "second"


def alt(v: Values) -> str:
    c = v["corners"]
    return (
        f"Scatter of {v['pairs']} pairs, head {v['head']}: weight on the first "
        "noun minus weight on the second, in both versions. Right in both versions: "
        f"{c['right']}; more on the first noun in both: {c['first']}; more on the second in both: "
        f"{c['second']}; wrong in both: {c['wrong']}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, right = page.pick((64, 24), (58, 18))
    figure, ax = page.chart(540, page.pick(520, 390), left=left, right=right, top=34, bottom=58)
    ax.grid(visible=True, axis="both")
    said = "ending like “{}”: noun with more weight"
    set_axes(ax, *(Axis(said.format(ending), (-1, 1), TICKS) for ending in ENDINGS))
    ax.axhline(0, color=MUTED, linewidth=1)
    ax.axvline(0, color=MUTED, linewidth=1)
    ax.fill_between([0, 1], -1, 0, color=NEUTRAL[0], alpha=0.1, linewidth=0)
    first, second = zip(*v["differences"], strict=True)
    dots(ax, list(first), list(second), NEUTRAL[0], NEUTRAL[0])
    ax.plot(*v["running"], marker="D", markersize=7, color=INK, zorder=4)
    _beside(ax, ", ".join(ENDINGS), tuple(v["running"]), (8, -4), xycoords="data")
    for corner, (text, (right_end, below)) in CORNERS.items():
        count, x = v["corners"][corner], 0.5 if corner == "first" else right_end
        at = (x, 1.0 if below else 0.0)
        shift = (-8 if right_end == 1 else 8, -16 if below else 9)
        bold = "semibold" if corner == "right" else "normal"
        where = "right" if right_end == 1 else "left"
        _beside(ax, f"{text}: {count}", at, shift, xycoords="axes fraction", weight=bold, ha=where)
    return figure


def _beside(
    ax: Axes, text: str, at: tuple[float, ...], shift: tuple[float, float], **style: str
) -> None:
    look = {"textcoords": "offset points", "color": INK, "fontsize": SMALL, "zorder": 5}
    ax.annotate(text, (at[0], at[1]), xytext=shift, **look | style)  # type: ignore[arg-type]
