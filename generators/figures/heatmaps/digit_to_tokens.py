"""From a picture to tokens and back: patches, attention between them, the class token's row."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from explainer.vision import cut, look
from generators.figures._shared.vision import (
    MAP_LIMIT,
    draw_digit,
    draw_map,
    first_of_each,
    model,
    test_digits,
)
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, heat, note, step, write
from generators.kit.theme import GRID, INK, MUTED, QUERY, RESIDUAL, SMALL, WEIGHT

DIGIT = 3  # the first test image of this digit
PIXEL = 16  # px
BRIGHTEST = 3  # patches whose ink is compared with the others'
SHOWN = 26  # numbers of a token that are drawn


def values() -> Values:
    images, _ = test_digits()
    image = images[first_of_each()[DIGIT]]
    attention = look(model(), image[None]).layers[-1].self_attention
    weights = np.asarray(attention.weights)[0].mean(axis=0)
    brightest = np.argsort(weights[0, 1:])[-BRIGHTEST:]
    patches = cut(image[None], model().patch_side)[0]
    tokens = patches @ model().parameters["patches.projection"]
    return {
        "digit": DIGIT,
        "image": image.tolist(),
        "pixels": int(image.size),
        "pixels_a_patch": int(patches.shape[-1]),
        "patch_side": model().patch_side,
        "patches": model().n_patches,
        "tokens": model().n_patches + 1,
        "d_model": model().config.d_model,
        "layers": model().config.encoder_layers,
        "vectors": np.abs(tokens).round(3).tolist(),
        "weights": weights.round(4).tolist(),
        "limit": MAP_LIMIT,
        "largest": float(weights[0, 1:].max()),
        "ink_of_brightest": float(patches[brightest].mean() / patches.mean()),
        "largest_patch": int(weights[0, 1:].argmax()) + 1,
    }


def alt(v: Values) -> str:
    return (
        f"A handwritten {v['digit']} of {v['pixels']} pixels is cut into {v['patches']} patches; "
        f"with the class token there are {v['tokens']} tokens of {v['d_model']} numbers. Their "
        f"attention is a {v['tokens']} by {v['tokens']} matrix; the class token's row, laid back "
        f"over the patches, is largest on patch {v['largest_patch']} ({v['largest']:.2f})."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((560, 450), (336, 700))
    wide = ((12, 12), (196, 12), (392, 12), (96, 232), (336, 232))
    corners = page.pick(wide, ((8, 12), (170, 12), (8, 228), (130, 228), (90, 476)))
    titles = ("pixels", "patches", "tokens", "weights", "its row, on the digit")
    for number, (corner, title) in enumerate(zip(corners, titles, strict=True), 1):
        step(ax, *corner, number, title)
    below = [(x, y + 36) for x, y in corners]
    image, size, side = np.array(v["image"]), PIXEL * len(v["image"]), 9.5 * v["tokens"]
    boxes = [
        draw_digit(ax, *below[0], image, PIXEL),
        _patches(ax, below[1], image, v["patch_side"]),
        _tokens(ax, below[2], v),
        heat(ax, Box(*below[3], side, side), v["weights"], WEIGHT, v["limit"]),
        draw_map(ax, *below[4], np.array(v["weights"][0][1:]), 2 * PIXEL, v["limit"]),
    ]
    tokens, grid, back = boxes[2:]
    _first(ax, Box(tokens.left, tokens.top, tokens.width, 9))
    _first(ax, Box(grid.left, grid.top, grid.width, 9.5))
    _dots(ax, back, image)
    write(ax, grid.left, grid.bottom + 14, "framed: the class token", QUERY, SMALL)
    full = f"4 and 5, full colour: {v['limit']:.1f} or more"
    write(ax, back.left, back.bottom + 14, full, MUTED, SMALL)
    if not page.narrow:
        text = "× matrix\n+ position"
        note(ax, tokens.right + 8, tokens.top + size / 3, text, MUTED, SMALL)
        for one, other in ((0, 1), (1, 2), (3, 4)):
            y = boxes[other].centre[1]
            arrow(ax, (boxes[one].right + 8, y), (boxes[other].left - 8, y), MUTED)
    return figure


def _patches(ax: Axes, corner: tuple[float, float], image: np.ndarray, side: int) -> Box:
    """The patches apart from one another."""
    across, pitch = len(image) // side, side * PIXEL + 6
    for row, column in np.ndindex(across, across):
        piece = image[row * side : (row + 1) * side, column * side : (column + 1) * side]
        draw_digit(ax, corner[0] + column * pitch, corner[1] + row * pitch, piece, PIXEL)
    return Box(*corner, across * pitch - 6, across * pitch - 6)


def _tokens(ax: Axes, corner: tuple[float, float], v: Values) -> Box:
    """A strip of shades a token, below the empty one of the class token."""
    vectors = np.array(v["vectors"])[:, :SHOWN]
    (x, y), pitch = corner, 9.5
    for index, vector in enumerate(vectors, 1):
        strip = Box(x, y + index * pitch, 3 * SHOWN, 8)
        heat(ax, strip, [vector], RESIDUAL, float(vectors.max()), GRID)
    return Box(x, y, 3 * SHOWN, (1 + len(vectors)) * pitch)


def _first(ax: Axes, box: Box) -> None:
    """The frame around what belongs to the class token."""
    look: Any = {"facecolor": "none", "edgecolor": QUERY, "linewidth": 2, "zorder": 4}
    ax.add_patch(Rectangle((box.left, box.top), box.width, box.height, **look))


def _dots(ax: Axes, box: Box, image: np.ndarray) -> None:
    """Every pixel as a square as large as its ink, over a map."""
    pixel = box.width / len(image)
    for (row, column), ink in np.ndenumerate(image):
        side = 0.62 * pixel * float(ink) ** 0.5
        x, y = (box.left + (column + 0.5) * pixel, box.top + (row + 0.5) * pixel)
        look: Any = {"facecolor": INK, "alpha": 0.75, "linewidth": 0, "zorder": 4}
        if side:
            ax.add_patch(Rectangle((x - side / 2, y - side / 2), side, side, **look))
