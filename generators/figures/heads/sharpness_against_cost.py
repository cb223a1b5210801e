"""How sharp a head's rows are, against the share of sentences that are lost without it."""

from generators.figures._shared.head_removals import FREE
from generators.figures.heads._costs import Removed, removed
from generators.figures.heads._page import STATISTICS
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import DECODER, ENCODER, INK, PANEL, SMALL, WEIGHT

STYLES = {
    "encoder": ("encoder", ENCODER, "o"),
    "decoder": ("decoder", DECODER, "s"),
    "cross": ("cross-attention", WEIGHT, "D"),
}
DEAR = 0.1  # of the sentences: from here a head is called dear


def values() -> Values:
    """All heads; of those that cost nothing the sharpest, of the dear ones the most even."""
    found = removed()
    free = max((one for one in found if one.lost < FREE), key=lambda one: one.sharpness)
    dear = min((one for one in found if one.lost >= DEAR), key=lambda one: one.sharpness)
    return {
        "points": {
            stack: [[one.sharpness, one.lost] for one in found if one.head.stack == stack]
            for stack in STYLES
        },
        "sharp_and_free": _one(free) | {"role": STATISTICS.get(free.head.role or "", "none")},
        "even_and_dear": _one(dear) | {"evenness": 1 - dear.sharpness},
    }


def _one(found: Removed) -> Values:
    return {
        "name": found.head.name,
        "seed": found.head.seed,
        "at": [found.sharpness, found.lost],
        "lost": found.lost,
    }


def alt(v: Values) -> str:
    free, dear = v["sharp_and_free"], v["even_and_dear"]
    return (
        f"Scatter of {sum(map(len, v['points'].values()))} heads: sharpness of their rows against "
        "how many more sentences are translated wrongly without them. Sharp and free: "
        f"{free['name']} of seed {free['seed']}, {free['lost']:.1%} of the sentences. Even and "
        f"dear: {dear['name']} of seed {dear['seed']}, {dear['lost']:.0%}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(520, 360, left=48, right=page.pick(24, 34), top=72, bottom=52)
    for stack, (name, role, shape) in STYLES.items():
        x, y = zip(*v["points"][stack], strict=True)
        look: Values = {"mfc": role, "mec": PANEL, "mew": 0.7, "ms": 6.5, "clip_on": False}
        ax.plot(x, y, shape, label=name, **look)
    for key in ("sharp_and_free", "even_and_dear"):
        x, y = v[key]["at"]
        ax.plot([x], [y], "o", mfc=PANEL, mec=INK, ms=14, zorder=1.5)
    most = max(y for points in v["points"].values() for _, y in points)
    tens = {ten / 10: f"{ten}%" if not ten else f"{ten}0%" for ten in range(int(10 * most) + 1)}
    sharp = Axis("how sharp its rows are", (0, 1), {0: "even", 0.5: "", 1: "one word"})
    wrong = Axis("more sentences translated wrongly without it", (-0.03, most + 0.05), tens)
    set_axes(ax, sharp, wrong)
    place: Values = {"loc": "lower left", "bbox_to_anchor": (-0.12, 1.1), "ncols": 3}
    ax.legend(fontsize=SMALL, handletextpad=0.1, columnspacing=1, labelcolor=INK, **place)
    return figure
