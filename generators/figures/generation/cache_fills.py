"""Which rows of the decoder are computed at every step, without and with the key-value cache."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from explainer.key_value_cache import cache_numbers, step_multiplications
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.writing import TEXT, measured, model
from generators.kit import marks, theme

CELL, TOP = 10, 92
PANELS = (84, 248)  # x of the two grids
BYTES = 4  # float32


def values() -> dict[str, Any]:
    config = model("finished").config
    words = ["<start>", *translation("tired").tokens[:-1]]
    n, n_source = len(words), len(TEXT.split())
    parts = {
        name: [step_multiplications(config, i, n_source, cached) for i in range(1, n + 1)]
        for name, cached in (("without", False), ("with", True))
    }
    source = "source keys and values"
    parts["with"][0][source] = parts["without"][0][source]  # made in the first round, then kept
    work = {name: [sum(step.values()) for step in steps] for name, steps in parts.items()}
    held = {
        str(length): cache_numbers(config, length, n_source) for length in (1, n, 100, 1000, 10_000)
    }
    return {
        "words": words,
        "n": n,
        "n_source": n_source,
        "layers": config.decoder_layers,
        "d_model": config.d_model,
        "rows": {"without": n * (n + 1) // 2, "with": n},
        "work": work,
        "total": {name: sum(steps) for name, steps in work.items()},
        "ratio": sum(work["without"]) / sum(work["with"]),
        "last": {name: parts[name][-1] for name in parts},
        "last_total": {name: work[name][-1] for name in parts},
        "last_ratio": work["without"][-1] / work["with"][-1],
        "bytes": {length: BYTES * one["target"] for length, one in held.items()},
        "bytes_at_end": BYTES * held[str(n)]["target"],
        "bytes_each_word": BYTES * held["1"]["target"],
        "bytes_source": BYTES * held["1"]["source"],
        "numbers_each_word": held["1"]["target"],
        "same": measured()["cache"],
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"Two grids, one row a step, one column a word of the prefix. Without the cache a triangle "
        f"of {v['rows']['without']} decoder rows is computed, with it the diagonal, {v['n']} rows. "
        f"Multiplications, in millions: {v['total']['without'] / 1e6:.1f} and "
        f"{v['total']['with'] / 1e6:.1f}."
    )


def _cell(ax: Any, x: float, y: float, filled: bool, **style: Any) -> Rectangle:
    patch = Rectangle(
        (x + 1, y + 1),
        CELL - 2,
        CELL - 2,
        linewidth=1,
        zorder=3,
        facecolor=theme.DECODER if filled else theme.PANEL,
        edgecolor=theme.DECODER if filled else theme.KEY,
        **style,
    )
    ax.add_patch(patch)
    return patch


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    n = v["n"]
    side, pitch = n * CELL, CELL + 6
    bottom = TOP + n * pitch
    figure, ax = theme.canvas(PANELS[1] + side + 14, bottom + 108)
    hidden: dict[str, Any] = {"animated": True, "visible": False}
    for x, title in zip(PANELS, ("Without the cache", "With the cache"), strict=True):
        marks.write(ax, x, 22, title, theme.INK, theme.TITLE, weight="semibold")
        marks.write(ax, x, 78, "words of the prefix", theme.MUTED, theme.SMALL)
    marks.write(ax, PANELS[0] - 10, 78, "newest word", theme.MUTED, theme.SMALL, align="right")
    for key, text in ((True, "row computed"), (False, "keys and values from the cache")):
        at = PANELS[0] if key else PANELS[1] - 54
        _cell(ax, at, 44, key)
        marks.write(ax, at + 18, 49, text, theme.MUTED, theme.SMALL)
    grids, labels, sums = [], [], []
    totals = [list(accumulate(v["work"][name])) for name in ("without", "with")]
    for i, word in enumerate(v["words"]):
        y = TOP + i * pitch
        labels.append(
            marks.write(
                ax,
                PANELS[0] - 10,
                y + 6,
                word,
                theme.DECODER,
                theme.SMALL,
                True,
                align="right",
                **hidden,
            )
        )
        grids.append(
            [
                _cell(ax, x + j * CELL, y, not cached or j == i, **hidden)
                for x, cached in zip(PANELS, (False, True), strict=True)
                for j in range(i + 1)
            ]
        )
        sums.append(
            [
                marks.write(ax, x, bottom + 22 + 22 * row, text, theme.INK, theme.LABEL, **hidden)
                for x, rows, total in zip(
                    PANELS, ((i + 1) * (i + 2) // 2, i + 1), totals, strict=True
                )
                for row, text in enumerate(
                    (f"{rows} row{'s' * (rows > 1)}", f"{total[i] / 1e6:.2f} M multiplications")
                )
            ]
        )
    dots = marks.progress(ax, 0, n)
    for i in range(n):
        dots.set(i)
        labels[i].set_visible(True)
        for cell in grids[i]:
            cell.set_visible(True)
        for step, texts in enumerate(sums):
            for artist in texts:
                artist.set_visible(step == i)
        yield figure, 0.7 if i else 1.2
    yield figure, 5
