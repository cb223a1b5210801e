"""How much every head of SmolLM2 (4-bit quantised) puts on the first token, with controls."""

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.charts import Axis, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, MUTED, NEUTRAL, SMALL, WEIGHT

LINES = {  # condition of the experiment, colour, dashes
    "ordinary": ("ordinary", WEIGHT, "-"),
    "with_first": ("ordinary_with_first_token", INK, "--"),
    "mixed": ("ordinary_mixed_weights", NEUTRAL[1], "-"),
    "untrained": ("ordinary_untrained", MUTED, ":"),
}


def values() -> Values:
    found: Values = {}
    for key, (condition, *_) in LINES.items():
        shares = smollm2.per_head(condition, "first")
        found[key] = {
            "sorted": sorted(shares.ravel().tolist(), reverse=True),
            "above_half": int((shares > 0.5).sum()),
        }
    tokens = smollm2.read()["ordinary"]["tokens"]
    found["untrained"]["largest"] = found["untrained"]["sorted"][0]
    return {
        **found,
        "heads": len(found["ordinary"]["sorted"]),
        "even": float(np.mean([1 / (row + 1) for row in range(1, tokens)])),
        "moved_to_second": float(smollm2.per_head(LINES["with_first"][0], "second").mean()),
    }


def alt(v: Values) -> str:
    return (
        f"Mean share on the first token, heads sorted: {v['ordinary']['above_half']} of "
        f"{v['heads']} heads lie above one half as published, "
        f"{v['with_first']['above_half']} with a start token in front, "
        f"{v['mixed']['above_half']} with the parameters shuffled, "
        f"{v['untrained']['above_half']} in an untrained model."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 310, left=40, right=20, top=44, bottom=46)
    n = v["heads"]
    x = Axis("heads, sorted", (1, n), [1, n // 3, 2 * n // 3, n])
    set_axes(ax, x, Axis("share of the weight on the first token", (0, 1.02)))
    for key, (_, role, dashes) in LINES.items():
        ax.plot(range(1, n + 1), v[key]["sorted"], color=role, linestyle=dashes)
    third = v["ordinary"]["sorted"][n // 3]
    _say(ax, (n // 3 + 6, third + 0.04), "as published", WEIGHT)
    _say(ax, (n // 20, third - 0.28), "dashed: a start token in front", INK)
    _say(ax, (n // 20, v["mixed"]["sorted"][0] + 0.03), "untrained, or parameters shuffled", MUTED)
    return figure


def _say(ax: Axes, place: tuple[float, float], text: str, role: str) -> None:
    ax.text(*place, text, color=role, fontsize=SMALL)
