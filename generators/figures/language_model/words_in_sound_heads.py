"""All heads of a published speech model: how often they look at the word that they write."""

from matplotlib.figure import Figure

from generators.kit.charts import axis_titles
from generators.kit.charts.row_names import name_row
from generators.kit.theme import MUTED, PANEL, SMALL, WEIGHT, chart
from generators.kit.values import Values
from generators.pipeline.results import read

BAND = 96  # px for the heads of a layer


def values() -> Values:
    found = read("whisper")
    per_layer, best, listed = found["heads_per_layer"], found["best"], set(found["listed"])
    plain = found["plain"]
    others = [share for head, share in enumerate(plain) if head not in listed]
    named = [share for head, share in enumerate(plain) if head in listed]
    voices = found["voices"]
    heard = [_letters(one["text"]) == _letters(one["written"]) for one in found["written"]]
    return {
        "heads": len(plain),
        "heads_per_layer": per_layer,
        "layers": len(plain) // per_layer,
        "plain": plain,
        "exchanged": found["exchanged"],
        "listed": sorted(listed),
        "listed_count": len(listed),
        "listed_mean": sum(named) / len(named),
        "others_mean": sum(others) / len(others),
        "best": {
            "layer": best // per_layer + 1,
            "head": best % per_layer + 1,
            "share": plain[best],
            "exact": found["exact"][best],
            "paused": found["paused"][best],
            "moved": found["moved"][best],
            "exchanged": found["exchanged"][best],
            "is_listed": best in listed,
        },
        "below_half": sum(share < 0.5 for share in plain),
        "largest_exchanged": max(found["exchanged"]),
        "recordings": found["recordings"],
        "sentences": found["sentences"],
        "voices": len(voices),
        "units": found["units"],
        "tolerance": found["tolerance"],
        "heard_right": sum(heard),
        "compared": found["compared"],
        "removed": _removed(found),
    }


def _removed(found: Values) -> Values:
    """Surprise at the right text, in nats a token, without some of the heads."""
    removed, per_layer, best = found["removed"], found["heads_per_layer"], found["best"]
    single, others = removed["single"], removed["without_others"]
    worst = max(range(len(single)), key=single.__getitem__)
    return {
        "whole": removed["whole"],
        "best": single[best],
        "worst": single[worst],
        "worst_layer": worst // per_layer + 1,
        "worst_head": worst % per_layer + 1,
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
        f"{v['listed_mean']:.2f} on average, the others {v['others_mean']:.2f}."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 560, left=104, right=40)


def narrow(v: Values) -> Figure:
    return _draw(v, 328, left=80, right=20)


def _draw(v: Values, width: int, left: int, right: int) -> Figure:
    figure, ax = chart(
        width, 50 + BAND * v["layers"] + 50, left=left, right=right, top=50, bottom=50
    )
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    places = [_place(head, v["heads_per_layer"]) for head in range(v["heads"])]
    listed = set(v["listed"])
    for head, (share, dealt, y) in enumerate(zip(v["plain"], v["exchanged"], places, strict=True)):
        ax.plot([dealt, share], [y, y], color=WEIGHT, linewidth=1.5, alpha=0.35)
        ax.plot([dealt], [y], marker="|", markersize=8, markeredgecolor=MUTED, zorder=2)
        ax.plot(
            [share],
            [y],
            marker="o",
            markersize=8,
            markerfacecolor=WEIGHT if head in listed else PANEL,
            markeredgecolor=WEIGHT,
            markeredgewidth=1.5,
            clip_on=False,
            zorder=3,
        )
    ax.set_xlim(-0.03, 1)  # room for dots at zero
    ax.set_ylim(v["layers"], 0)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1])
    ax.set_yticks(places)
    ax.set_yticklabels([str(head % v["heads_per_layer"] + 1) for head in range(v["heads"])])
    for layer in range(v["layers"]):
        name_row(ax, layer + 0.46, f"layer {layer + 1}", gap=26)
    ax.annotate(
        "head",
        (0, 1),
        xytext=(-6, 8),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        color=MUTED,
        fontsize=SMALL,
    )
    axis_titles(ax, x="share of words looked at while they are written")
    return figure


def _place(head: int, per_layer: int) -> float:
    return head // per_layer + 0.1 + 0.72 * (head % per_layer) / (per_layer - 1)
