"""The projections of one attention for 1, 2, 4 and 8 heads: cut differently, never larger."""

import dataclasses
from math import prod

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.kit.layout import Page
from generators.kit.marks import Box, heat, note
from generators.kit.sizes import LABEL, SMALL, TITLE
from generators.kit.theme import INK, KEY, MUTED, QUERY, VALUE, WEIGHT
from generators.kit.values import Values

SUB_LAYER = "encoder.0.self_attention."
HEADS = (1, 2, 4, 8)
ROLES = {"query": QUERY, "key": KEY, "value": VALUE, "output": WEIGHT}
SIDE, PITCH = 64.0, 82.0  # px of a matrix, from one to the next


def values() -> Values:
    trained = explainer.load("translator").config
    rows, models = [], set()
    for heads in HEADS:
        shapes = explainer.parameter_shapes(dataclasses.replace(trained, n_heads=heads))
        own = sum(prod(shape) for name, shape in shapes.items() if name.startswith(SUB_LAYER))
        rows.append({"heads": heads, "d_head": trained.d_model // heads, "sub_layer": own})
        models.add(sum(prod(shape) for shape in shapes.values()))
    return {
        "d_model": trained.d_model,
        "rows": rows,
        "sub_layer": rows[0]["sub_layer"],
        "model": max(models),
        "different_sub_layers": len({row["sub_layer"] for row in rows}),
        "different_models": len(models),
    }


def alt(v: Values) -> str:
    cuts = ", ".join(f"{row['heads']} of {row['d_head']} features" for row in v["rows"])
    return (
        f"Four projections of {v['d_model']} by {v['d_model']}, cut into heads: {cuts}. "
        f"Each way the attention has {v['sub_layer']:,} parameters."
    )


def draw(v: Values, page: Page) -> Figure:
    """Squares in strips, one a head: columns, or rows of the output projection; a band each cut."""
    left, above = page.pick((170, 0), (0, 26))
    size = (left + 3 * PITCH + SIDE, above + SIDE)
    figure, ax, bands = page.panels(len(v["rows"]), size, across=(1, 1), gap=28, top=26)
    for index, (name, role) in enumerate(ROLES.items()):
        x = bands[0].left + left + index * PITCH
        note(ax, x + SIDE / 2, 14, name, role, SMALL, align="centre")
        for band, row in zip(bands, v["rows"], strict=True):
            strips = np.where(np.arange(row["heads"]) % 2, 0.4, 0.14)
            shades = strips[:, None] if name == "output" else strips[None]
            heat(ax, Box(x, band.top + above, SIDE, SIDE), shades, role, edge=role)
    for band, row in zip(bands, v["rows"], strict=True):
        heads = "1 head" if row["heads"] == 1 else f"{row['heads']} heads"
        features = f"{row['d_head']} features" + (" each" if row["heads"] > 1 else "")
        total = f"{row['sub_layer']:,} parameters"
        note(ax, band.left, band.top, heads, INK, page.pick(TITLE, LABEL), weight="semibold")
        beside, above_it = [(0.0, 24.0), (0.0, 41.0)], [(64.0, 2.0), (band.width, 2.0)]
        aligns = ("left", page.pick("left", "right"))
        places = zip(page.pick(beside, above_it), aligns, strict=True)
        for text, ((x, y), align) in zip((features, total), places, strict=True):
            note(ax, band.left + x, band.top + y, text, MUTED, SMALL, align=align)
    return figure
