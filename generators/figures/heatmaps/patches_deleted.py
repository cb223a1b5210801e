"""Three orders of blanking patches on one digit, step by step, with the chance of its answer."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer.vision import cut, keep_patches, look
from generators.figures._shared.vision import (
    class_rows,
    draw_digit,
    draw_map,
    measured,
    model,
    probabilities,
    rolled_out,
    test_digits,
)
from generators.figures.heatmaps._digits import map_key
from generators.kit.layout import Page
from generators.kit.marks import HIDDEN, Box, MovingBar, Saying, note, write
from generators.kit.motion import Frame, step
from generators.kit.theme import MASKED, PANEL, RESIDUAL, SMALL
from generators.kit.values import Values

STEPS = 8  # patches blanked
NAMES = {"rollout": "rollout", "attention": "attention", "inked": "random inked"}
SEED = 0  # of the random order


def _orders(images: np.ndarray) -> dict[str, np.ndarray]:
    """Scores of all patches, [n, patches], by each way."""
    seen = look(model(), images)
    inked = cut(images, model().patch_side).mean(axis=-1) >= measured()["inked_from"]
    return {
        "rollout": rolled_out(seen),
        "attention": class_rows(seen)[-1, :, :, 1:].mean(axis=0),
        "inked": inked + np.random.default_rng(SEED).random(inked.shape),
    }


def _chances(images: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The chance of the first answer with 0 … STEPS patches blanked, [n, STEPS + 1]."""
    answers = probabilities(images).argmax(axis=-1)
    rank = np.argsort(np.argsort(-scores, axis=-1, kind="stable"), axis=-1, kind="stable")
    blanked = [keep_patches(images, rank >= n, model().patch_side) for n in range(STEPS + 1)]
    rows = np.arange(len(images))
    return np.stack([probabilities(each)[rows, answers] for each in blanked], axis=-1)


def values() -> Values:
    images, labels = test_digits()
    orders = _orders(images)
    chances = {name: _chances(images, scores) for name, scores in orders.items()}
    apart = sum(np.abs(each - each.mean(axis=0)).sum(axis=-1) for each in chances.values())
    right = probabilities(images).argmax(axis=-1) == labels
    chosen = int(np.where(right, apart, np.inf).argmin())
    shown = {name: np.argsort(-scores[chosen], kind="stable") for name, scores in orders.items()}
    return {
        "n": len(images),
        "digit": int(labels[chosen]),
        "image": images[chosen].tolist(),
        "order": {name: order.tolist() for name, order in shown.items()},
        "chances": {name: each[chosen].tolist() for name, each in chances.items()},
    }


def alt(v: Values) -> str:
    half = STEPS // 2
    text = "; ".join(f"{NAMES[name]} {v['chances'][name][half]:.0%}" for name in NAMES)
    return (
        f"A handwritten {v['digit']} loses {STEPS} patches in three orders. The chance of the "
        f"answer {v['digit']} after {half} patches: {text}."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    size, side = page.pick(((166, 262), 120), ((101, 232), 92))
    figure, ax, boxes = page.panels(len(NAMES), size, across=(0, 0), top=page.pick(30, 56))
    said = Saying(ax, (12, 10), 200, 1)
    map_key(ax, *page.pick((216, 20), (12, 44)), "colour of a map: blanked", ("last", "first"))
    panels = {
        name: _panel(ax, box, side, v, name, page) for name, box in zip(NAMES, boxes, strict=True)
    }
    for count in range(STEPS + 1):
        for name, (covers, bar) in panels.items():
            if count:
                covers[v["order"][name][count - 1]].set_visible(True)
            chance = v["chances"][name][count]
            bar.set(chance, f"“{v['digit']}”: {chance:.0%}")
        text = said(f"{count or 'none'} of {len(covers)} patches blanked")
        yield step(figure, 1.9, text)


def _panel(
    ax: Axes, box: Box, side: float, v: Values, name: str, page: Page
) -> tuple[list[Rectangle], MovingBar]:
    """An order as a map, the digit with a hidden cover on each patch, and a bar."""
    write(ax, box.left, box.top + 8, NAMES[name], weight="semibold")
    image, rank = np.array(v["image"]), np.argsort(v["order"][name])
    grid = round(len(rank) ** 0.5)
    high = 0.6 * side
    if name == "inked":
        text = page.pick(
            "no map: a random\norder of inked patches", "no map: any\norder of inked\npatches"
        )
        note(ax, box.left, box.top + 24, text, size=SMALL)
    else:  # first to go: strongest colour
        draw_map(ax, box.left, box.top + 24, len(rank) - rank, high / grid, len(rank))
    top, patch = box.top + high + 36, side / grid
    draw_digit(ax, box.left, top, image, side / len(image))
    look: Any = {"facecolor": PANEL, "edgecolor": MASKED, "linewidth": 1, "hatch": "////"}
    covers = [
        Rectangle((x + 0.5, y + 0.5), patch - 1, patch - 1, zorder=5, **look, **HIDDEN)
        for y in top + patch * np.arange(grid)
        for x in box.left + patch * np.arange(grid)
    ]
    for cover in covers:
        ax.add_patch(cover)
    return covers, MovingBar(ax, (box.left, top + side + 10), page.pick(76, 36), 14, RESIDUAL)
