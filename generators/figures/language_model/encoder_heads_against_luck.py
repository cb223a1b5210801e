"""All heads of a published encoder on minimal pairs: sentences right, and what luck would reach."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures.language_model._page import KINDS, TITLES, layer_and_head, measured, name
from generators.kit.charts import axis_titles
from generators.kit.charts.row_names import name_row
from generators.kit.theme import INK, LABEL, MASKED, MUTED, PANEL, SMALL, WEIGHT, canvas, chart_axes
from generators.kit.values import Values


def values() -> Values:
    found = measured()
    per_layer = found["heads_per_layer"]
    kinds = {}
    for kind in KINDS:
        part, luck = found["kinds"][kind], found["kinds"][kind]["luck"]["accuracy"]
        untrained = [share for one in found["untrained"] for share in one["accuracy"][kind]]
        kinds[kind] = {
            "pairs": part["pairs"],
            "sentences": 2 * part["pairs"],
            "accuracy": part["accuracy"],
            "best": luck["share"],
            "best_name": name(luck["best"]),
            **{key: luck[key] for key in ("luck_mean", "luck_95", "p_best_of_all")},
            "answers_exchanged": luck["answers_exchanged"],
            "above_luck": sum(share > luck["luck_95"] + 1e-9 for share in part["accuracy"]),
            "untrained": untrained,
            "untrained_best": max(untrained),
            "moves": {**layer_and_head(part["luck"]["moves"]["best"]), **part["luck"]["moves"]},
            "moves_at_random": 0.5,
        }
    striking = found["running"]["striking"]
    return {
        **kinds,
        "striking": striking,
        "striking_name": name(striking),
        "striking_is_best": found["kinds"]["all"]["luck"]["accuracy"]["best"] == striking,
        "heads": found["heads"],
        "layers": found["heads"] // per_layer,
        "heads_per_layer": per_layer,
        "untrained_models": len(found["untrained"]),
        "draws": found["draws"],
        "chosen": {
            **found["chosen_on_half"],
            "most_often_name": name(found["chosen_on_half"]["most_often"]),
            "low": found["chosen_on_half"]["unseen_95"][0],
            "high": found["chosen_on_half"]["unseen_95"][1],
        },
        "with_full_stop": found["with_full_stop"],
        "compared": found["compared"],
    }


def alt(v: Values) -> str:
    parts = [
        f"{TITLES[kind]}: best {v[kind]['best_name']} with {v[kind]['best']:.2f}, the best of "
        f"{v['heads']} by luck below {v[kind]['luck_95']:.2f} in 95 of 100 cases"
        for kind in KINDS
    ]
    return (
        f"Share of sentences in which each of {v['heads']} heads gives the right noun more weight. "
        f"{'; '.join(parts)}. Heads of untrained models lie close to a half."
    )


def draw(v: Values) -> Figure:
    band, top, left, wide, gap = 46, 62, 92, 186, 22
    height = (v["layers"] + 1) * band
    figure, _ = canvas(left + 3 * wide + 2 * gap + 24, top + height + 46)
    for index, kind in enumerate(KINDS):
        ax = chart_axes(figure, left + index * (wide + gap), top, wide, height)
        _panel(ax, v, kind, words=index == 0)
    return figure


def narrow(v: Values) -> Figure:
    band, top, left, wide, gap = 24, 56, 84, 232, 96
    height = (v["layers"] + 1) * band
    figure, _ = canvas(left + wide + 18, top + 3 * height + 2 * gap + 44)
    for index, kind in enumerate(KINDS):
        _panel(chart_axes(figure, left, top + index * (height + gap), wide, height), v, kind, True)
    return figure


def _panel(ax: Axes, v: Values, kind: str, words: bool) -> None:
    part, layers, per_layer = v[kind], v["layers"], v["heads_per_layer"]
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.axvspan(0.3, part["luck_95"], color=MASKED, alpha=0.12, linewidth=0)
    ax.axvline(0.5, color=MUTED, linewidth=1)
    where = [_place(index, per_layer) for index in range(v["heads"])]
    _dots(ax, part["accuracy"], where, WEIGHT, PANEL)
    n_untrained = len(part["untrained"])
    below = [layers + 0.12 + 0.76 * index / (n_untrained - 1) for index in range(n_untrained)]
    _dots(ax, part["untrained"], below, MUTED, PANEL, size=3)
    striking = v["striking"]
    _dots(ax, [part["accuracy"][striking]], [where[striking]], WEIGHT, WEIGHT, size=8)
    ax.annotate(
        v["striking_name"],
        (part["accuracy"][striking], where[striking]),
        xytext=(9, 0),
        textcoords="offset points",
        color=WEIGHT,
        fontsize=LABEL,
        weight="semibold",
        annotation_clip=False,
    )
    ax.set_xlim(0.35, 0.75)
    ax.set_ylim(layers + 1, 0)
    ax.set_xticks([0.4, 0.5, 0.6, 0.7])
    ax.set_yticks([])
    if words:
        for row in range(layers + 1):
            text = f"layer {row + 1}" if row < layers else "untrained"
            name_row(ax, row + 0.5, text, gap=10, colour=INK if row < layers else MUTED)
    _above(ax, 26, TITLES[kind], INK, LABEL, "semibold")
    _above(ax, 10, f"{part['sentences']} sentences", MUTED, SMALL, "normal")
    axis_titles(ax, x="share of sentences right")


def _above(ax: Axes, up: float, text: str, role: str, size: float, weight: str) -> None:
    ax.annotate(
        text,
        (0, 1),
        xytext=(0, up),
        xycoords="axes fraction",
        textcoords="offset points",
        color=role,
        fontsize=size,
        weight=weight,
    )


def _dots(
    ax: Axes, x: list[float], y: list[float], edge: str, face: str, size: float = 5.5
) -> None:
    ax.plot(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=size,
        markerfacecolor=face,
        markeredgecolor=edge,
        markeredgewidth=1,
        clip_on=False,
        zorder=3,
    )


def _place(index: int, per_layer: int) -> float:
    """Layer by layer, heads from top to bottom in their band."""
    return index // per_layer + 0.12 + 0.76 * (index % per_layer) / (per_layer - 1)
