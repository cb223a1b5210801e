"""All heads of a published speech model: how often they look at the word that they write."""

from typing import Any

from generators.kit.charts import axis_titles
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, PANEL, SMALL, WEIGHT
from generators.pipeline.results import read

BAND = 96  # px for the heads of a layer


def values() -> Values:
    found = read("whisper")
    best, plain = found["best"], found["plain"]
    heard = [_letters(one["text"]) == _letters(one["written"]) for one in found["written"]]
    shares = {key: found[key][best] for key in ("exact", "paused", "moved")}
    return {
        "heads": len(plain),
        "heads_per_layer": found["heads_per_layer"],
        "plain": plain,
        "exchanged": found["exchanged"],
        "listed": sorted(found["listed"]),
        "listed_count": len(found["listed"]),
        "listed_mean": sum(plain[head] for head in found["listed"]) / len(found["listed"]),
        "best": {
            **_place(best),
            "share": plain[best],
            **shares,
            "is_listed": best in found["listed"],
        },
        "below_half": sum(share < 0.5 for share in plain),
        "largest_exchanged": max(found["exchanged"]),
        "recordings": found["recordings"],
        "sentences": found["sentences"],
        "voices": len(found["voices"]),
        "units": found["units"],
        "tolerance": found["tolerance"],
        "heard_right": sum(heard),
        "compared": {"output": found["compared"]["output"]},
        "removed": _removed(found),
    }


def _place(head: int) -> Values:
    layer, number = divmod(head, read("whisper")["heads_per_layer"])
    return {"layer": layer + 1, "head": number + 1}


def _removed(found: Values) -> Values:
    """Surprise at the right text, in nats a token, without some of the heads."""
    removed = found["removed"]
    single, others = removed["single"], removed["without_others"]
    worst = max(range(len(single)), key=single.__getitem__)
    return {
        "whole": removed["whole"],
        "best": single[found["best"]],
        "worst": single[worst],
        "worst_layer": _place(worst)["layer"],
        "worst_head": _place(worst)["head"],
        "worst_share": found["plain"][worst],
        "looking": len(removed["looking"]),
        "threshold": removed["threshold"],
        "without_looking": removed["without_looking"],
        "draws": len(others),
        "least_without_others": min(others),
        "most_without_others": max(others),
    }


def _letters(text: str) -> list[str]:
    return "".join(sign for sign in text.lower() if sign.isalpha() or sign == " ").split()


def alt(v: Values) -> str:
    return (
        f"Share of {v['units']} spoken words whose time holds the head's largest weight, for "
        f"{v['heads']} heads. Best: layer {v['best']['layer']}, head {v['best']['head']}, "
        f"{v['best']['share']:.2f}; with the words' times exchanged at most "
        f"{v['largest_exchanged']:.2f}. The {v['listed_count']} listed heads have "
        f"{v['listed_mean']:.2f} on average."
    )


def draw(v: Values, page: Page) -> Figure:
    per_layer = v["heads_per_layer"]
    layers = v["heads"] // per_layer
    left, right = page.pick((104, 40), (80, 20))
    figure, ax = page.chart(560, 100 + BAND * layers, left=left, right=right, top=50, bottom=50)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    bands = [divmod(head, per_layer) for head in range(v["heads"])]
    places = [layer + 0.1 + 0.72 * number / (per_layer - 1) for layer, number in bands]
    for head, (share, dealt, y) in enumerate(zip(v["plain"], v["exchanged"], places, strict=True)):
        face = WEIGHT if head in v["listed"] else PANEL
        ax.plot([dealt, share], [y, y], color=WEIGHT, linewidth=1.5, alpha=0.35)
        ax.plot([dealt], [y], marker="|", markersize=8, mec=MUTED, zorder=2)
        dot: dict[str, Any] = {
            "mfc": face,
            "mec": WEIGHT,
            "mew": 1.5,
            "clip_on": False,
            "zorder": 3,
        }
        ax.plot([share], [y], "o", markersize=8, **dot)
    ax.set_xlim(-0.03, 1)  # room for dots at zero
    ax.set_ylim(layers, -0.1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_yticks(places, [str(number + 1) for _, number in bands])
    for layer in range(layers):
        name_row(ax, layer + 0.46, f"layer {layer + 1}", gap=26)
    name_row(ax, -0.16, "head", 6, MUTED, SMALL)
    axis_titles(ax, x="share of words looked at while they are written")
    return figure
