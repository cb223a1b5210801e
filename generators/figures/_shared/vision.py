"""What the figures of the vision transformer share: model, digits, maps, and how both are drawn."""

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer import inspect
from explainer.drawing.marks.grids import compound
from explainer.drawing.marks.shapes import Box
from explainer.transformer import StackTrace
from explainer.vision import VisionModel, class_logits, load_vision, look
from generators.kit.theme import GRID, INK, PANEL, WEIGHT
from generators.kit.values import Values
from generators.pipeline import results
from generators.pipeline.paths import ROOT

FOLDER = ROOT / "experiments" / "vision"
FULL_INK = 16
MAP_LIMIT = 0.5  # the weight that maps draw in full colour, the same in all of them


def measured() -> Values:
    """The committed numbers of all runs."""
    return results.read("vision")


def runs(variant: str = "plain") -> list[Values]:
    """The runs of one way of training."""
    found: list[Values] = measured()["variants"][variant]["runs"]
    return found


@cache
def model() -> VisionModel:
    """The committed model: seed 0 of the plain training."""
    return load_vision(FOLDER / "vision.safetensors")


@cache
def test_digits() -> tuple[np.ndarray, np.ndarray]:
    """Images [n, 8, 8] with ink 0 to 1, and what they show [n]; none was trained on."""
    count = measured()["images"]["test"]
    with np.load(FOLDER / "digits.npz") as file:
        images = file["images"][-count:].astype(np.float32) / FULL_INK
        return images, file["labels"][-count:].astype(int)


def first_of_each() -> np.ndarray:
    """The position of the first test image of each digit."""
    _, labels = test_digits()
    return np.array([int(np.flatnonzero(labels == digit)[0]) for digit in range(10)])


def probabilities(images: np.ndarray) -> np.ndarray:
    """[images, classes]."""
    logits = np.asarray(class_logits(model(), look(model(), images)), dtype=np.float64)
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def class_rows(seen: StackTrace) -> np.ndarray:
    """What the class token looks at, itself included: [layers, heads, n, 1 + patches]."""
    rows = np.stack([np.asarray(layer.self_attention.weights) for layer in seen.layers])
    return np.moveaxis(rows[..., 0, :], 1, 2)


def rolled_out(seen: StackTrace) -> np.ndarray:
    """The class token's row of attention rollout without the class token, [n, patches]."""
    layers = np.stack([np.asarray(layer.self_attention.weights) for layer in seen.layers], axis=1)
    return np.stack([inspect.rollout(image)[-1, 0, 1:] for image in layers])


def draw_digit(
    ax: Axes, x: float, y: float, image: np.ndarray, pixel: float, role: str = INK, **style: Any
) -> Box:
    """The image with its ink as opacity, in a thin frame."""
    side = len(image)
    box = Box(x, y, side * pixel, side * pixel)
    ax.add_patch(
        Rectangle(
            (x, y),
            box.width,
            box.height,
            facecolor=PANEL,
            edgecolor=GRID,
            linewidth=1,
            **({"zorder": 2} | style),
        )
    )
    cells = [
        [Box(x + column * pixel, y + row * pixel, pixel, pixel) for column in range(side)]
        for row in range(side)
    ]
    shades = [[(role, float(ink)) for ink in row] for row in image]
    artists = compound(ax, cells, shades, **style)
    return Box(x, y, box.width, box.height, tuple(artists))


def draw_map(
    ax: Axes, x: float, y: float, weights: np.ndarray, cell: float, limit: float, **style: Any
) -> Box:
    """Weights of the patches as a square; ``limit`` is the weight drawn in full colour."""
    side = round(len(weights) ** 0.5)
    grid = np.clip(np.asarray(weights).reshape(side, side) / limit, 0, 1)
    cells = [
        [Box(x + column * cell, y + row * cell, cell, cell) for column in range(side)]
        for row in range(side)
    ]
    shades = [[(WEIGHT, float(weight)) for weight in row] for row in grid]
    artists = compound(ax, cells, shades, **style)
    frame = Rectangle(
        (x, y),
        side * cell,
        side * cell,
        facecolor="none",
        edgecolor=GRID,
        linewidth=1,
        **({"zorder": 2.5} | style),
    )
    ax.add_patch(frame)
    return Box(x, y, side * cell, side * cell, (frame, *artists))
