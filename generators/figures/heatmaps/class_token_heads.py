"""What the class token looks at in every head, and rollout, for one image of each digit."""

import numpy as np

from explainer.vision import look
from generators.figures._shared.vision import (
    MAP_LIMIT,
    class_rows,
    draw_digit,
    draw_map,
    first_of_each,
    measured,
    model,
    rolled_out,
    runs,
    test_digits,
)
from generators.figures.heatmaps._digits import map_key
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.theme import MUTED, SMALL


def values() -> Values:
    images, _ = test_digits()
    chosen = first_of_each()
    seen = look(model(), images[chosen])
    heads = class_rows(seen)[..., 1:]  # [layers, heads, digits, patches]
    usual = np.array([[run["usual_patch"][name] for name in _heads(run)] for run in runs()])
    return {
        "images": images[chosen].round(4).tolist(),
        "heads": heads.round(4).tolist(),
        "rollout": rolled_out(seen).round(4).tolist(),
        "limit": MAP_LIMIT,
        "largest": float(heads.max()),
        "largest_rollout": float(rolled_out(seen).max()),
        "n_heads": heads.shape[0] * heads.shape[1],
        "n": len(images),
        "seeds": len(usual),
        "all_heads": usual.size,
        "mean_usual": float(usual.mean()),
        "mostly_one_patch": int((usual > 0.5).sum()),
        "ink_usual": runs()[0]["usual_patch"]["ink"],
        "least_follows_ink": min(map(_follows_ink, runs())),
        "most_follows_ink": max(map(_follows_ink, runs())),
        "most_untrained_follows_ink": max(map(_follows_ink, measured()["untrained"])),
    }


def _heads(run: Values) -> list[str]:
    return [name for name in run["with_ink"] if name.startswith("layer")]


def _follows_ink(run: Values) -> float:
    """The rank correlation with ink of the head that has the largest."""
    return max(float(run["with_ink"][name]) for name in _heads(run))


def alt(v: Values) -> str:
    return (
        f"Ten digits, one a row: the image, the class token's weights on its patches in each of "
        f"{v['n_heads']} heads, and rollout. Heads differ from one another and from digit to "
        f"digit; the largest weight is {v['largest']:.2f}. Rollout is even: none above "
        f"{v['largest_rollout']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A line of maps a digit, all of the same size; a gap between the layers."""
    cell, gap, apart = page.pick((11.0, 9.0, 8.0), (6.5, 4.0, 6.0))
    pitch = 4 * cell + gap
    layers = [len(layer) for layer in v["heads"]]
    columns = 1 + sum(layers) + 1
    size = (24 + columns * pitch - gap + (len(layers) + 1) * apart, 92 + len(v["images"]) * pitch)
    figure, ax = page.canvas(size, size)
    write(ax, 12, 38, "image", MUTED, SMALL)
    x = 12 + pitch + apart
    maps = []
    for number, layer in enumerate(v["heads"], 1):
        write(ax, x, 16, f"layer {number}, heads", weight="semibold")
        for head, of in enumerate(layer, 1):
            write(ax, x + 2 * cell, 38, str(head), MUTED, SMALL, align="centre")
            maps.append((x, of))
            x += pitch
        x += apart
    write(ax, x + 4 * cell, 38, "rollout", MUTED, SMALL, align="right")
    for place, image in enumerate(v["images"]):
        y = 54 + place * pitch
        draw_digit(ax, 12, y, np.array(image), cell / 2)
        for left, of in (*maps, (x, v["rollout"])):
            draw_map(ax, left, y, np.array(of[place]), cell, v["limit"])
    high = 54 + len(v["images"]) * pitch + 14
    map_key(ax, 12, high, "attention weight", ("0", f"{v['limit']:.1f} or more".removeprefix("0")))
    return figure
