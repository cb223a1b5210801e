"""What the class token looks at in every head, and rollout: for ten digits, and its favourites."""

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
from generators.kit.theme import INK, MUTED, SMALL

NAMED = 16  # px for the name of a digit


def values() -> Values:
    images, _ = test_digits()
    chosen = first_of_each()
    seen = look(model(), images)
    every = class_rows(seen)[..., 1:]  # [layers, heads, images, patches]
    heads, rolled = every[:, :, chosen], rolled_out(seen)
    favourites = _brightest(every)
    usual = np.array([[run["usual_patch"][name] for name in _heads(run)] for run in runs()])
    return {
        "images": images[chosen].round(4).tolist(),
        "heads": heads.round(4).tolist(),
        "rollout": rolled[chosen].round(4).tolist(),
        "favourites": favourites.tolist(),
        "favourites_of_rollout": _brightest(rolled).tolist(),
        "limit": MAP_LIMIT,
        "largest": float(heads.max()),
        "largest_rollout": float(rolled[chosen].max()),
        "n_heads": heads.shape[0] * heads.shape[1],
        "with_a_favourite": int((favourites.max(axis=-1) > 0.5).sum()),
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


def _brightest(maps: np.ndarray) -> np.ndarray:
    """In what share of the images [..., n, patches] each patch is the brightest [..., patches]."""
    patches = np.arange(maps.shape[-1])
    return np.asarray((maps.argmax(axis=-1)[..., None] == patches).mean(axis=-2))


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
        f"{v['largest_rollout']:.2f}. Last row: where the brightest patch is in all {v['n']} "
        f"images; in {v['with_a_favourite']} heads one place has more than half of them."
    )


def draw(v: Values, page: Page) -> Figure:
    """A line of maps a digit, all of the same size; gaps between the layers and before the last."""
    cell, gap, apart = page.pick((11.0, 9.0, 8.0), (6.3, 3.4, 5.0))
    pitch, left = 4 * cell + gap, 12 + NAMED
    columns, lines = 2 + sum(map(len, v["heads"])), len(v["images"])
    wide = left + columns * pitch - gap + (len(v["heads"]) + 1) * apart + 12
    size = (wide, 116 + (lines + 1) * pitch)
    figure, ax = page.canvas(size, size)
    write(ax, left, 38, "image", MUTED, SMALL)
    x = left + pitch + apart
    maps = []
    for number, (layer, usual) in enumerate(zip(v["heads"], v["favourites"], strict=True), 1):
        write(ax, x, 16, f"layer {number}, heads", weight="semibold")
        for head, (of, favourite) in enumerate(zip(layer, usual, strict=True), 1):
            write(ax, x + 2 * cell, 38, str(head), MUTED, SMALL, align="centre")
            maps.append((x, [*of, favourite]))
            x += pitch
        x += apart
    write(ax, x + 4 * cell, 38, "rollout", MUTED, SMALL, align="right")
    maps.append((x, [*v["rollout"], v["favourites_of_rollout"]]))
    tops = [54 + line * pitch for line in range(lines)]
    for digit, (y, image) in enumerate(zip(tops, v["images"], strict=True)):
        write(ax, 12, y + 2 * cell, str(digit), INK, SMALL)
        draw_digit(ax, left, y, np.array(image), cell / 2)
    tops.append(tops[-1] + pitch + 8)
    write(ax, 12, tops[-1] + 2 * cell, f"all {v['n']}", INK, SMALL)
    for x, rows in maps:
        for y, row in zip(tops, rows, strict=True):
            draw_map(ax, x, y, np.array(row), cell, v["limit"])
    full = f"{v['limit']:.1f} or more".removeprefix("0")
    map_key(ax, 12, tops[-1] + pitch + 12, "weight", ("0", full))
    return figure
