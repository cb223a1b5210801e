"""All heads of a published encoder on minimal pairs: sentences right, and what luck would reach."""

from generators.figures.language_model._page import KINDS, layer_and_head, measured, name
from generators.kit.charts import Axis, set_axes
from generators.kit.charts.row_names import name_row
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.theme import INK, MASKED, MUTED, PANEL, SMALL, WEIGHT

TITLES = {"all": "all pairs", "meaning": "meaning decides", "situation": "situation decides"}
SPAN, TICKS = (0.35, 0.75), [0.4, 0.5, 0.6, 0.7]


def values() -> Values:
    found = measured()
    low, high = found["chosen_on_half"]["unseen_95"]
    striking = found["running"]["striking"]
    kinds = {kind: _kind(found, kind) for kind in KINDS}
    luck = {kind: found["kinds"][kind]["luck"] for kind in KINDS}
    moves = luck["meaning"]["moves"]
    kinds["all"]["answers_exchanged"] = luck["all"]["accuracy"]["answers_exchanged"]
    kinds["all"]["untrained_best"] = max(kinds["all"]["untrained"])
    kinds["situation"]["luck_mean"] = luck["situation"]["accuracy"]["luck_mean"]
    kinds["meaning"] |= {
        "p_best_of_all": luck["meaning"]["accuracy"]["p_best_of_all"],
        "moves": {
            **layer_and_head(moves["best"]),
            **{key: moves[key] for key in ("share", "p_best_of_all")},
        },
    }
    return {
        **kinds,
        "striking": striking,
        "striking_name": name(striking),
        "heads": found["heads"],
        "heads_per_layer": found["heads_per_layer"],
        "layers": found["heads"] // found["heads_per_layer"],
        "untrained_models": len(found["untrained"]),
        "draws": found["draws"],
        "chosen": {
            **{key: found["chosen_on_half"][key] for key in ("splits", "seen", "unseen")},
            "different_heads": found["chosen_on_half"]["different_heads"],
            "low": low,
            "high": high,
        },
        "with_full_stop": {"share": found["with_full_stop"]["share"]},
        "compared": {"weights": found["compared"]["weights"]},
    }


def _kind(found: Values, kind: str) -> Values:
    part = found["kinds"][kind]
    luck = part["luck"]["accuracy"]
    return {
        "pairs": part["pairs"],
        "accuracy": part["accuracy"],
        "best": luck["share"],
        "best_name": name(luck["best"]),
        "luck_95": luck["luck_95"],
        "untrained": [share for one in found["untrained"] for share in one["accuracy"][kind]],
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


def draw(v: Values, page: Page) -> Figure:
    size = page.pick((172.0, 46.0 * (v["layers"] + 1)), (240.0, 24.0 * (v["layers"] + 1)))
    figure, panels = page.charts(len(KINDS), size, page.pick((72, 62, 6, 46), (84, 56, 12, 46)))
    for ax, kind in zip(panels, KINDS, strict=True):
        _panel(ax, v, kind)
        if page.narrow or ax is panels[0]:
            _names(ax, v["layers"])
    return figure


def _panel(ax: Axes, v: Values, kind: str) -> None:
    part, striking = v[kind], v["striking"]
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    x = Axis("share of sentences right", SPAN, TICKS)
    set_axes(ax, x, Axis(f"{2 * part['pairs']} sentences", (v["layers"] + 1, 0), []))
    ax.set_title(TITLES[kind], loc="left", pad=30, fontsize=SMALL, weight="semibold", color=INK)
    ax.axvspan(SPAN[0], part["luck_95"], color=MASKED, alpha=0.12, linewidth=0)
    ax.axvline(0.5, color=MUTED, linewidth=1)
    where = [_place(head, v["heads_per_layer"]) for head in range(v["heads"])]
    step = 0.76 / (len(part["untrained"]) - 1)
    below = [v["layers"] + 0.12 + step * index for index in range(len(part["untrained"]))]
    for shares, y, face, edge, px in (
        (part["accuracy"], where, PANEL, WEIGHT, 5.5),
        (part["untrained"], below, PANEL, MUTED, 3),
        ([part["accuracy"][striking]], [where[striking]], WEIGHT, WEIGHT, 8),
    ):
        ax.plot(shares, y, "o", markersize=px, mfc=face, mec=edge, clip_on=False, zorder=3)
    name_at = (part["accuracy"][striking] + 0.02, where[striking])
    ax.text(*name_at, v["striking_name"], color=WEIGHT, fontsize=SMALL, va="center")


def _names(ax: Axes, layers: int) -> None:
    for row in range(layers):
        name_row(ax, row + 0.5, f"layer {row + 1}", gap=10)
    name_row(ax, layers + 0.5, "untrained", gap=10, colour=MUTED)


def _place(index: int, per_layer: int) -> float:
    """Layer by layer, heads from top to bottom in their band."""
    return index // per_layer + 0.12 + 0.76 * (index % per_layer) / (per_layer - 1)
