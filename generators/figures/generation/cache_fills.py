"""Which rows of the decoder are computed at every step, without and with the key-value cache."""

from itertools import accumulate

from matplotlib.patches import Rectangle

from explainer.key_value_cache import cache_numbers, step_multiplications
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.writing import TEXT, measured, model
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import write
from generators.kit.theme import DECODER, INK, KEY, LABEL, MUTED, PANEL, SMALL

BYTES = 4  # of a float32
LENGTHS = (1, 100, 1000, 10_000)  # whose cache the page lists
KINDS = {"without": "Without the cache", "with": "With the cache"}


def values() -> Values:
    config = model("finished").config
    words = ["<start>", *translation("tired").tokens[:-1]]
    n, n_source = len(words), len(TEXT.split())
    without, cached = (
        [step_multiplications(config, i, n_source, kept) for i in range(1, n + 1)]
        for kept in (False, True)
    )
    source = "source keys and values"
    cached[0][source] = without[0][source]  # made in the first round, then kept
    counted = {"without": without, "with": cached}
    work = {name: [sum(parts.values()) for parts in steps] for name, steps in counted.items()}
    held = {length: cache_numbers(config, length, n_source) for length in (n, *LENGTHS)}
    return {
        "words": words,
        "n": n,
        "n_source": n_source,
        "layers": config.decoder_layers,
        "d_model": config.d_model,
        "rows": {"without": list(accumulate(range(1, n + 1))), "with": list(range(1, n + 1))},
        "work": {name: list(accumulate(steps)) for name, steps in work.items()},
        "ratio": sum(work["without"]) / sum(work["with"]),
        "last_total": {name: steps[-1] for name, steps in work.items()},
        "bytes": {str(length): BYTES * held[length]["target"] for length in LENGTHS},
        "bytes_at_end": BYTES * held[n]["target"],
        "bytes_each_word": BYTES * held[1]["target"],
        "bytes_source": BYTES * held[1]["source"],
        "numbers_each_word": held[1]["target"],
        "same": measured()["cache"],
    }


def alt(v: Values) -> str:
    rows, work = v["rows"], v["work"]
    return (
        f"Two grids, one row a step, one column a word of the prefix. Without the cache a triangle "
        f"of {rows['without'][-1]} decoder rows is computed, with it the diagonal, {v['n']} rows. "
        f"Multiplications: {work['without'][-1]:,} and {work['with'][-1]:,}."
    )


def _cell(ax: Axes, x: float, y: float, side: float, filled: bool) -> None:
    """A row of the decoder: computed, or its keys and values taken from the cache."""
    face, edge = (DECODER, DECODER) if filled else (PANEL, KEY)
    look: Values = {"facecolor": face, "edgecolor": edge, "linewidth": 1, "zorder": 3}
    ax.add_patch(Rectangle((x + 1, y + 1), side - 3, side - 3, **look))


def draw(v: Values, page: Page) -> Figure:
    side, pitch, top = page.pick(14, 8.2), page.pick(17, 15), 74
    first, second = page.pick((88, 330), (72, 208))  # x of the two grids
    bottom = top + v["n"] * pitch
    figure, ax = page.canvas((560, bottom + 52))
    size = page.pick(LABEL, SMALL)
    for x, name in ((first, "without"), (second, "with")):
        write(ax, x, 40, KINDS[name], INK, size, weight="semibold")
        write(ax, x, 58, "words so far", MUTED, SMALL)
        write(ax, x, bottom + 18, f"{v['rows'][name][-1]} rows in all", INK, size)
        text = f"{v['work'][name][-1] / 1e6:.2f} M multiplications"
        write(ax, x, bottom + 40, text, INK, SMALL)
    write(ax, first - 8, 58, "newest", MUTED, SMALL, align="right")
    for x, filled, text in ((12, True, "row computed"), (120, False, "keys and values kept")):
        _cell(ax, x, 4, 15, filled)
        write(ax, x + 20, 11, text, MUTED, SMALL)
    for i, word in enumerate(v["words"]):
        y = top + i * pitch
        write(ax, first - 8, y + side / 2, word, DECODER, SMALL, True, align="right")
        for j in range(i + 1):
            _cell(ax, first + j * side, y, side, True)
            _cell(ax, second + j * side, y, side, j == i)
    return figure
