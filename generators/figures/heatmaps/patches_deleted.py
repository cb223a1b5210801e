"""Four orders of blanking patches on one digit, step by step, with the chance of its answer."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from explainer.vision import cut, keep_patches, look
from generators.figures._shared.vision import (
    alone,
    class_rows,
    draw_digit,
    draw_map,
    measured,
    model,
    probabilities,
    rolled_out,
    test_digits,
)
from generators.kit import marks, theme

STEPS = 8
NAMES = {
    "rollout": "rollout",
    "attention": "attention, last layer",
    "inked": "random inked",
    "alone": "one at a time",
}
SEED = 0  # of the random order
PITCH, LEFT, PIXEL = 160.0, 26.0, 15.0


def _orders(images: np.ndarray) -> dict[str, np.ndarray]:
    """Scores of all patches, [n, patches], by each way."""
    seen = look(model(), images)
    inked = cut(images, model().patch_side).mean(axis=-1) >= measured()["inked_from"]
    return {
        "rollout": rolled_out(seen),
        "attention": class_rows(seen)[-1, :, :, 1:].mean(axis=0),
        "inked": inked + np.random.default_rng(SEED).random(inked.shape),
        "alone": alone(images),
    }


def _chances(images: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """The chance of the first answer with 0 … STEPS patches blanked, [n, STEPS + 1]."""
    answers = probabilities(images).argmax(axis=-1)
    rank = np.argsort(np.argsort(-scores, axis=-1, kind="stable"), axis=-1, kind="stable")
    return np.stack(
        [
            probabilities(keep_patches(images, rank >= count, model().patch_side))[
                np.arange(len(images)), answers
            ]
            for count in range(STEPS + 1)
        ],
        axis=-1,
    )


def values() -> dict[str, Any]:
    images, labels = test_digits()
    orders = _orders(images)
    chances = {name: _chances(images, scores) for name, scores in orders.items()}
    apart = sum(np.abs(each - each.mean(axis=0)).sum(axis=-1) for each in chances.values())
    right = probabilities(images).argmax(axis=-1) == labels
    chosen = int(np.where(right, apart, np.inf).argmin())
    return {
        "n": len(images),
        "digit": int(labels[chosen]),
        "image": images[chosen].tolist(),
        "steps": STEPS,
        "order": {
            name: np.argsort(-scores[chosen], kind="stable").tolist()
            for name, scores in orders.items()
        },
        "chances": {name: each[chosen].tolist() for name, each in chances.items()},
        "mean_chances": {name: each.mean(axis=0).tolist() for name, each in chances.items()},
    }


def alt(v: dict[str, Any]) -> str:
    half = STEPS // 2
    text = "; ".join(f"{NAMES[name]} {v['chances'][name][half]:.0%}" for name in NAMES)
    return (
        f"A handwritten {v['digit']} loses {v['steps']} patches in four orders. The chance of the "
        f"answer {v['digit']} after {half} patches: {text}."
    )


def _panel(ax: Any, x: float, v: dict[str, Any], name: str) -> tuple[list[Any], Any, Text]:
    marks.write(ax, x, 22, NAMES[name], theme.INK, theme.LABEL, weight="semibold")
    rank = np.argsort(np.array(v["order"][name]))
    if name == "inked":
        marks.note(ax, x, 44, "no map: a random\norder of inked patches", theme.MUTED, theme.SMALL)
    else:
        draw_map(ax, x, 40, len(rank) - rank, 18, len(rank))  # first to go: darkest
    top = 128.0
    draw_digit(ax, x, top, np.array(v["image"]), PIXEL)
    side = 2 * PIXEL
    covers = []
    for patch in range(16):
        cover = Rectangle(
            (x + patch % 4 * side + 0.5, top + patch // 4 * side + 0.5),
            side - 1,
            side - 1,
            facecolor=theme.PANEL,
            edgecolor=theme.MASKED,
            linewidth=1,
            hatch="////",
            zorder=5,
            animated=True,
            visible=False,
        )
        ax.add_patch(cover)
        covers.append(cover)
    track = Rectangle((x, 264), 8 * PIXEL, 12, facecolor=theme.GRID, alpha=0.5, linewidth=0)
    part = Rectangle(
        (x, 264), 8 * PIXEL, 12, facecolor=theme.VALUE, linewidth=0, animated=True, zorder=4
    )
    ax.add_patch(track)
    ax.add_patch(part)
    number = marks.write(ax, x, 290, "", theme.INK, theme.LABEL, animated=True)
    return covers, part, number


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(LEFT + 4 * PITCH, 344)
    panels = {name: _panel(ax, LEFT + index * PITCH, v, name) for index, name in enumerate(NAMES)}
    dots = marks.progress(ax, 0, STEPS + 1)
    for count in range(STEPS + 1):
        for name, (covers, part, number) in panels.items():
            for patch in v["order"][name][:count]:
                covers[patch].set_visible(True)
            chance = v["chances"][name][count]
            part.set_width(8 * PIXEL * chance)
            number.set_text(f"“{v['digit']}”: {chance:.0%}")
        dots.set(count)
        yield figure, 5.0 if count == STEPS else 2.2 if count == 0 else 2.0
