"""The projections of one attention for 1, 2, 4 and 8 heads: cut differently, never larger."""

from dataclasses import replace

import numpy as np

import explainer
from explainer.sizes import attention_parameters, of_config, total_parameters
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, heat, note, titled
from generators.kit.phrases import counted
from generators.kit.theme import KEY, QUERY, SMALL, VALUE, WEIGHT

HEADS = (1, 2, 4, 8)
ROLES = {"query": QUERY, "key": KEY, "value": VALUE, "output": WEIGHT}
SIDE, PITCH = 64.0, 82.0  # px of a matrix, from one to the next


def values() -> Values:
    trained = explainer.load("translator").config
    cut = [of_config(replace(trained, n_heads=heads)) for heads in HEADS]
    sub_layers = [attention_parameters(of) for of in cut]
    models = [total_parameters(of) for of in cut]
    return {
        "d_model": trained.d_model,
        "rows": [{"heads": heads, "d_head": trained.d_model // heads} for heads in HEADS],
        "sub_layer": max(sub_layers),
        "model": max(models),
        "different_models": len(set(models)),
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
        titled(ax, band, counted(row["heads"], "head"))
        text = f"of {row['d_head']} features, {v['sub_layer']:,} parameters"
        x, y, width, align = page.pick((band.left, 24, 100, "left"), (band.right, 0, 300, "right"))
        note(ax, x, band.top + y, text, size=SMALL, width=width, align=align)
    return figure
