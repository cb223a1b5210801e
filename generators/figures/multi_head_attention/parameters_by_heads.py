"""The projections of one attention for 1, 2, 4 and 8 heads: cut differently, never larger."""

import dataclasses
from math import prod
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from generators.kit.marks import note
from generators.kit.theme import INK, KEY, LABEL, MUTED, QUERY, SMALL, TITLE, VALUE, WEIGHT, canvas

SUB_LAYER = "encoder.0.self_attention"
HEADS = (1, 2, 4, 8)
ROLES = {"query": QUERY, "key": KEY, "value": VALUE, "output": WEIGHT}
SIDE = 64  # px for 64 features


def values() -> dict[str, Any]:
    trained = explainer.load("translator")
    rows = []
    for n_heads in HEADS:
        config = dataclasses.replace(trained.config, n_heads=n_heads)
        shapes = explainer.parameter_shapes(config)
        sub_layer = {
            name.removeprefix(f"{SUB_LAYER}."): list(shape)
            for name, shape in shapes.items()
            if name.startswith(f"{SUB_LAYER}.")
        }
        rows.append(
            {
                "heads": n_heads,
                "d_head": config.d_model // n_heads,
                "shapes": sub_layer,
                "sub_layer": sum(prod(shape) for shape in sub_layer.values()),
                "model": sum(prod(shape) for shape in shapes.values()),
            }
        )
    return {
        "d_model": trained.config.d_model,
        "rows": rows,
        "sub_layer": rows[0]["sub_layer"],
        "model": rows[0]["model"],
        "different_sub_layers": len({row["sub_layer"] for row in rows}),
        "different_models": len({row["model"] for row in rows}),
        "one_matrix": trained.config.d_model**2,
        "trained_parameters": trained.n_parameters,
    }


def alt(v: dict[str, Any]) -> str:
    cuts = ", ".join(f"{row['heads']} of {row['d_head']} features" for row in v["rows"])
    return (
        f"Four projections of {v['d_model']} by {v['d_model']}, cut into heads: {cuts}. "
        f"Each way the attention has {v['sub_layer']:,} parameters."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 540, 190, 86)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 336, 14, 78)


def _draw(v: dict[str, Any], width: int, left: float, pitch: float) -> Figure:
    """One band for each number of heads; below 400 px its words stand above the squares."""
    small = width < 400
    band = SIDE + (62 if small else 28)
    figure, ax = canvas(width, round(32 + 4 * band))
    for index, (name, role) in enumerate(ROLES.items()):
        note(ax, left + index * pitch + SIDE / 2, 14, name, role, SMALL, align="centre")
    for number, row in enumerate(v["rows"]):
        y = 44 + number * band + (36 if small else 0)
        heads = "1 head" if row["heads"] == 1 else f"{row['heads']} heads"
        size = f"{row['d_head']} features each" if row["heads"] > 1 else f"{row['d_head']} features"
        if small:
            note(ax, left, y - 26, f"{heads}, {size}", INK, LABEL, weight="semibold")
            note(ax, width - 14, y - 24, f"{row['sub_layer']:,}", MUTED, SMALL, align="right")
        else:
            note(ax, 20, y + 2, heads, INK, TITLE, weight="semibold")
            note(ax, 20, y + 24, size, MUTED, SMALL)
            note(ax, 20, y + 41, f"{row['sub_layer']:,} parameters", MUTED, SMALL)
        for index, (name, role) in enumerate(ROLES.items()):
            _square(ax, left + index * pitch, y, row["heads"], role, name == "output")
    return figure


def _square(ax: Any, x: float, y: float, n_heads: int, role: str, across: bool) -> None:
    """A 64 x 64 matrix in strips, one a head: columns, or rows for the output projection."""
    strip = SIDE / n_heads
    for head in range(n_heads):
        place = (x, y + head * strip) if across else (x + head * strip, y)
        extent = (SIDE, strip) if across else (strip, SIDE)
        shade = 0.14 + (0.26 if head % 2 else 0)
        ax.add_patch(Rectangle(place, *extent, facecolor=role, alpha=shade, linewidth=0))
    ax.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor="none", edgecolor=role, linewidth=1.5))
