"""Every token moves every output of a head: through its key, its value and its own query."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from explainer.layers import layer_norm
from generators.figures._shared.running_sentence import translation
from generators.figures.self_attention._page import PRONOUN, words
from generators.figures.self_attention._reach import Reach, head_reach
from generators.kit import marks, theme

DOORS = ("query", "key", "value")
NAME = "encoder.0"


def _reaches() -> list[Reach]:
    """One for each head of the first layer, by the features that enter its projections."""
    model = explainer.load("translator")
    parameters = {k: np.asarray(p, dtype=np.float64) for k, p in model.parameters.items()}
    stream = translation("tired").trace.encoder.layers[0].input.astype(np.float64)
    norm = f"{NAME}.norm_self_attention"
    inputs = layer_norm(stream, parameters[f"{norm}.gain"], parameters[f"{norm}.bias"])
    heads = model.config.n_heads

    def part(name: str, head: int) -> np.ndarray:
        return np.split(parameters[f"{NAME}.self_attention.{name}"], heads, axis=-1)[head]

    return [
        head_reach(
            inputs,
            *(part(door, head) for door in DOORS),
            *(part(f"{door}_bias", head) for door in DOORS),
        )
        for head in range(heads)
    ]


def values() -> dict[str, Any]:
    reaches = _reaches()
    weights = translation("tired").trace.encoder.layers[0].self_attention.weights[:, PRONOUN]
    shown = int(weights.max(axis=-1).argmax())
    parts = {door: [getattr(reach, f"through_{door}") for reach in reaches] for door in DOORS}
    total = [reach.total for reach in reaches]
    sizes = {door: np.linalg.norm(parts[door][shown], axis=(-2, -1)) for door in DOORS}
    n = len(words("tired"))
    return {
        "words": words("tired"),
        "head": shown + 1,
        "heads": len(reaches),
        "entries": int(sum(each.size for each in total)),
        "zeros": int(sum((each == 0).sum() for each in total)),
        "smallest": float(min(np.abs(each).min() for each in total)),
        "zeros_by_door": {
            door: int(sum((each == 0).sum() for each in parts[door])) for door in DOORS
        },
        "pairs": n * n,
        "pairs_by_door": {door: int((sizes[door] > 0).sum()) for door in DOORS},
        "sizes": {door: np.round(sizes[door], 5).tolist() for door in DOORS},
        "largest": float(max(size.max() for size in sizes.values())),
    }


def alt(v: dict[str, Any]) -> str:
    pairs = v["pairs_by_door"]
    return (
        f"Three grids of {len(v['words'])} by {len(v['words'])} words: how strongly each input "
        f"word moves each output word of head {v['head']}. Through queries {pairs['query']} of "
        f"{v['pairs']} cells are filled, the diagonal; through keys {pairs['key']}; through "
        f"values {pairs['value']}."
    )


def _grid(ax: Axes, x: float, y: float, v: dict[str, Any], door: str, rows: bool) -> marks.Matrix:
    role = getattr(theme, door.upper())
    size = np.array(v["sizes"][door])
    head = marks.write(ax, x, y + 8, f"through the {_plural(door)}", role, weight="semibold")
    head.set_zorder(6)
    return marks.matrix(
        ax,
        x,
        y + 20,
        np.sqrt(size / v["largest"]),
        marks.Words(
            rows=v["words"] if rows else None,
            columns=v["words"],
            row_title="output of" if rows else "",
            column_title="input word",
        ),
        marks.Cells((15, 15), digits=None, role=role),
    )


def _plural(door: str) -> str:
    return {"query": "queries", "key": "keys", "value": "values"}[door]


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(712, 296)
    right = 12.0
    for index, door in enumerate(DOORS):
        right = _grid(ax, right, 12, v, door, rows=index == 0).right + 14
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = theme.canvas(310, 890)
    for index, door in enumerate(DOORS):
        _grid(ax, 12, 12 + 294 * index, v, door, rows=True)
    return figure
