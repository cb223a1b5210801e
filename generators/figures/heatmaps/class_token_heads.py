"""What the class token looks at in every head, and rollout, for one image of each digit."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from explainer.vision import look
from generators.figures._shared.vision import (
    MAP_LIMIT,
    class_rows,
    draw_digit,
    draw_map,
    first_of_each,
    measured,
    model,
    probabilities,
    rolled_out,
    runs,
    test_digits,
)
from generators.kit import marks, theme
from generators.kit.values import Values


def values() -> Values:
    images, labels = test_digits()
    chosen = first_of_each()
    seen = look(model(), images[chosen])
    rows = class_rows(seen)
    heads = rows[..., 1:]
    itself = rows[..., 0]
    usual = [[run["usual_patch"][name] for name in _heads(run)] for run in runs()]
    follows = [max(run["with_ink"][name] for name in _heads(run)) for run in runs()]
    control = [
        max(one["with_ink"][name] for name in _heads(one)) for one in measured()["untrained"]
    ]
    answers = probabilities(images[chosen]).argmax(axis=-1)
    return {
        "images": images[chosen].round(4).tolist(),
        "labels": labels[chosen].tolist(),
        "right": int((answers == labels[chosen]).sum()),
        "heads": heads.round(4).tolist(),  # [layers, heads, digits, patches]
        "rollout": rolled_out(seen).round(4).tolist(),
        "limit": MAP_LIMIT,
        "largest": float(heads.max()),
        "largest_rollout": float(rolled_out(seen).max()),
        "above_limit": int((heads > MAP_LIMIT).sum()),
        "cells": int(heads.size),
        "n_heads": int(heads.shape[0] * heads.shape[1]),
        "n": len(images),
        "seeds": len(usual),
        "all_heads": len(usual) * len(usual[0]),
        "usual_patch": usual,
        "mean_usual": float(np.mean(usual)),
        "least_usual": float(np.min(usual)),
        "most_usual": float(np.max(usual)),
        "mostly_one_patch": int((np.array(usual) > 0.5).sum()),
        "ink_usual": runs()[0]["usual_patch"]["ink"],
        "follows_ink": follows,
        "least_follows_ink": min(follows),
        "most_follows_ink": max(follows),
        "untrained_follows_ink": control,
        "most_untrained_follows_ink": max(control),
        "on_itself": [float(layer.mean()) for layer in itself],
        "rollout_on_itself": float(1 - rolled_out(seen).sum(axis=-1).mean()),
    }


def _heads(run: Values) -> list[str]:
    return [name for name in run["with_ink"] if name.startswith("layer")]


def alt(v: Values) -> str:
    return (
        f"Ten digits, one a row: the image, the class token's weights on 16 patches in each of "
        f"{v['n_heads']} heads, and rollout. Heads differ from one another and from digit to "
        f"digit; the largest weight is {v['largest']:.2f}. Rollout is even: none above "
        f"{v['largest_rollout']:.2f}."
    )


def _row(ax: Any, x: float, y: float, v: Values, index: int, cell: float, gap: float) -> None:
    draw_digit(ax, x, y, np.array(v["images"][index]), cell / 2)
    x += 4 * cell + gap + 6
    for layer in v["heads"]:
        for head in layer:
            draw_map(ax, x, y, np.array(head[index]), cell, v["limit"])
            x += 4 * cell + gap
        x += 8
    draw_map(ax, x, y, np.array(v["rollout"][index]), cell, v["limit"])


def _draw(v: Values, cell: float, gap: float, digits: list[int], left: float) -> Figure:
    side = 4 * cell
    width = left + 10 * side + 9 * gap + 6 + 16 + 12
    figure, ax = theme.canvas(width, 64 + len(digits) * (side + gap) + 40)
    first = left + side + gap + 6
    for layer in (0, 1):
        start = first + layer * (4 * (side + gap) + 8)
        text = f"layer {layer + 1}" if cell < 10 else f"layer {layer + 1}, heads"
        marks.write(ax, start, 22, text, theme.INK, theme.LABEL, weight="semibold")
        for head in range(4):
            middle = start + head * (side + gap) + side / 2
            marks.write(ax, middle, 46, str(head + 1), theme.MUTED, theme.SMALL, align="centre")
    last = first + 8 * (side + gap) + 16
    word = "rollout" if cell >= 10 else "roll."
    marks.write(ax, last + side / 2, 46, word, theme.MUTED, theme.SMALL, align="centre")
    for place, index in enumerate(digits):
        _row(ax, left, 60 + place * (side + gap), v, index, cell, gap)
    marks.write(
        ax,
        left,
        60 + len(digits) * (side + gap) + 16,
        f"no colour: weight 0, full colour: {v['limit']:.1f} or more, in all maps",
        theme.MUTED,
        theme.SMALL,
    )
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, 12, 9, list(range(10)), 14)


def narrow(v: Values) -> Figure:
    return _draw(v, 6.5, 4, list(range(10)), 8)
