"""From a picture to tokens and back: patches, attention between them, the class token's row."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.drawing.marks.grids import compound
from explainer.drawing.marks.shapes import Box
from explainer.vision import cut, look
from generators.figures._shared.vision import (
    MAP_LIMIT,
    class_rows,
    draw_digit,
    draw_map,
    first_of_each,
    model,
    test_digits,
)
from generators.kit import marks, theme
from generators.kit.values import Values

DIGIT = 3  # the first test image of this digit
PIXEL = 18
TOKEN = (78.0, 9.0)


def values() -> Values:
    images, _ = test_digits()
    image = images[first_of_each()[DIGIT]]
    seen = look(model(), image[None])
    weights = np.asarray(seen.layers[-1].self_attention.weights)[0].mean(axis=0)
    row = class_rows(seen)[-1, :, 0].mean(axis=0)
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
        "heads": model().config.n_heads,
        "parameters": model().n_parameters,
        "vectors": np.abs(tokens).round(3).tolist(),
        "weights": weights.round(4).tolist(),
        "row": row.round(4).tolist(),
        "limit": MAP_LIMIT,
        "on_itself": float(row[0]),
        "largest": float(row[1:].max()),
        "largest_patch": int(row[1:].argmax()) + 1,
    }


def alt(v: Values) -> str:
    return (
        f"A handwritten {v['digit']} of {v['pixels']} pixels is cut into {v['patches']} patches; "
        f"with the class token there are {v['tokens']} tokens of {v['d_model']} numbers. Their "
        f"attention is a {v['tokens']} by {v['tokens']} matrix; the class token's row, laid back "
        f"over the patches, is largest on patch {v['largest_patch']} ({v['largest']:.2f})."
    )


def _patches(ax: Any, x: float, y: float, v: Values) -> Box:
    """The patches apart from one another, numbered."""
    image, side = np.array(v["image"]), v["patch_side"]
    across = len(image) // side
    step = side * PIXEL + 7
    for row in range(across):
        for column in range(across):
            piece = image[row * side : (row + 1) * side, column * side : (column + 1) * side]
            at = (x + column * step, y + row * step)
            draw_digit(ax, *at, piece, PIXEL)
    return Box(x, y, across * step - 7, across * step - 7)


def _tokens(ax: Any, x: float, y: float, v: Values) -> Box:
    """A strip of shades a token, the class token first."""
    vectors = np.array(v["vectors"])[:, :26]
    pitch = TOKEN[1] + 1.5
    wide = TOKEN[0] / vectors.shape[1]
    largest = vectors.max()
    cells, shades = [], []
    for index, vector in enumerate(vectors, 1):
        top = y + index * pitch
        cells.append([Box(x + i * wide, top, wide, TOKEN[1]) for i in range(len(vector))])
        shades.append([(theme.RESIDUAL, float(number / largest)) for number in vector])
    compound(ax, cells, shades)
    for index in range(len(vectors) + 1):
        role = theme.QUERY if index == 0 else theme.GRID
        frame = Rectangle((x, y + index * pitch), *TOKEN, facecolor="none", edgecolor=role)
        ax.add_patch(frame)
    return Box(x, y, TOKEN[0], (len(vectors) + 1) * pitch)


def _attention(ax: Any, x: float, y: float, v: Values, cell: float) -> Box:
    weights = np.array(v["weights"])
    n = len(weights)
    boxes = [[Box(x + j * cell, y + i * cell, cell, cell) for j in range(n)] for i in range(n)]
    compound(ax, boxes, [[(theme.WEIGHT, float(w)) for w in row] for row in weights])
    frame = Rectangle((x, y), n * cell, n * cell, facecolor="none", edgecolor=theme.GRID)
    ax.add_patch(frame)
    first = Rectangle(
        (x, y), n * cell, cell, facecolor="none", edgecolor=theme.QUERY, linewidth=2, zorder=4
    )
    ax.add_patch(first)
    return Box(x, y, n * cell, n * cell)


def _stages(ax: Any, places: Sequence[tuple[float, float]], v: Values) -> list[Box]:
    """The five stages at these places, each under its title."""
    texts = (
        f"{v['pixels']} pixels",
        f"{v['patches']} patches",
        f"{v['tokens']} tokens",
        f"{v['tokens']} × {v['tokens']} weights",
        "first row, laid back",
    )
    image = np.array(v["image"])
    boxes = []
    for number, ((x, y), text) in enumerate(zip(places, texts, strict=True), 1):
        marks.step(ax, x, y, number, text)
        top = y + 38
        if number == 1:
            boxes.append(draw_digit(ax, x, top, image, PIXEL))
        elif number == 2:
            boxes.append(_patches(ax, x, top, v))
        elif number == 3:
            boxes.append(_tokens(ax, x, top, v))
        elif number == 4:
            boxes.append(_attention(ax, x, top, v, 10))
        else:
            box = draw_map(ax, x, top, np.array(v["row"][1:]), 2 * PIXEL, v["limit"])
            marks.write(
                ax,
                x,
                box.bottom + 14,
                f"full colour: {v['limit']:.1f} or more",
                theme.MUTED,
                theme.SMALL,
            )
            draw_digit_outline(ax, box, image)
            boxes.append(box)
    return boxes


def draw_digit_outline(ax: Any, box: Box, image: np.ndarray) -> None:
    """Every pixel as a dot as large as its ink, over a map."""
    pixel = box.width / len(image)
    for row, inks in enumerate(image):
        for column, ink in enumerate(inks):
            if ink > 0:
                size = 0.62 * pixel * float(ink) ** 0.5
                middle = (box.left + (column + 0.5) * pixel, box.top + (row + 0.5) * pixel)
                dot = Rectangle(
                    (middle[0] - size / 2, middle[1] - size / 2),
                    size,
                    size,
                    facecolor=theme.INK,
                    alpha=0.75,
                    linewidth=0,
                    zorder=4,
                )
                ax.add_patch(dot)


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(640, 490)
    places = [(20, 16), (226, 16), (452, 16), (122, 266), (388, 266)]
    boxes = _stages(ax, places, v)
    token_text = f"each: {v['pixels_a_patch']} numbers × matrix\n+ code of its place"
    marks.note(
        ax,
        boxes[2].right + 10,
        boxes[2].top + 12,
        token_text.replace(" × ", "\n× "),
        theme.MUTED,
        theme.SMALL,
    )
    marks.write(ax, boxes[2].right + 10, boxes[2].top + 5, "class token", theme.QUERY, theme.SMALL)
    for one, other in ((0, 1), (1, 2), (3, 4)):
        y = boxes[one].centre[1]
        marks.arrow(ax, (boxes[one].right + 10, y), (boxes[other].left - 10, y), theme.MUTED)
    marks.write(
        ax,
        boxes[3].left - 10,
        boxes[3].top + 5,
        "class token",
        theme.QUERY,
        theme.SMALL,
        align="right",
    )
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = theme.canvas(344, 760)
    places = [(10, 12), (168, 12), (10, 256), (138, 256), (96, 516)]
    boxes = _stages(ax, places, v)
    marks.write(
        ax, boxes[2].left, boxes[2].bottom + 10, "first: class token", theme.QUERY, theme.SMALL
    )
    return figure
