"""The word "animal" takes a share of every word of its sentence, its own included."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.figures._shared.four_words import FEATURES, QUERY_WORD, WORDS, X, attention
from generators.kit.layout import Page
from generators.kit.marks import links, printed, token, vector, write
from generators.kit.sizes import LABEL, SMALL
from generators.kit.theme import INK, KEY, MUTED, QUERY, VALUE, WEIGHT
from generators.kit.values import Values


def values() -> Values:
    trace = attention()
    weights = trace.weights[QUERY_WORD]
    return {
        "words": list(WORDS),
        "features": list(FEATURES),
        "word": WORDS[QUERY_WORD],
        "weights": weights.tolist(),
        "printed": printed(weights).tolist(),
        "before": X[QUERY_WORD].tolist(),
        "taken": trace.output[QUERY_WORD].tolist(),
    }


def alt(v: Values) -> str:
    shares = ", ".join(
        f"{weight:.2f} of {word}" for word, weight in zip(v["words"], v["printed"], strict=True)
    )
    quality = v["features"].index("quality")
    return (
        f"Lines run from the word {v['word']} to all the words; their widths are its weights: "
        f"{shares}. Under quality its embedding holds {v['before'][quality]:.0f} and what "
        f"attention brings holds {v['taken'][quality]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((480, 350), (328, 384))
    _looking(ax, v, *page.pick((78, 108), (44, 77)))
    left, top, pitch = page.pick((168, 252, 54), (20, 268, 66))
    for index, feature in enumerate(v["features"]):
        x = left + 72 * (index + 0.5)
        write(ax, x, page.pick(238, 232), feature, MUTED, SMALL, align="centre")
    for row, (title, key, role, digits) in enumerate(
        (("its embedding", "before", INK, 0), ("what attention brings", "taken", VALUE, 2))
    ):
        y = top + pitch * row
        # beside the vector, on a phone above it
        write(
            ax,
            *page.pick((left - 12, y + 14), (left, y - 13)),
            title,
            align=page.pick("right", "left"),
        )
        vector(ax, left, y, v[key], role, digits, (72, 28), limit=2, size=LABEL)
    return figure


def _looking(ax: Axes, v: Values, first: float, pitch: float) -> None:
    """The words above, the one that looks below, a link as wide as each weight."""
    write(ax, 20, 24, "what is looked at", KEY, SMALL)
    write(ax, 20, 160, "who looks", QUERY, SMALL)
    above = [
        token(ax, first + index * pitch, 40, word, align="centre")
        for index, word in enumerate(v["words"])
    ]
    middle = above[v["words"].index(v["word"])].centre[0]
    below = token(ax, middle, 172, v["word"], QUERY, filled=True, align="centre")
    links(ax, above, [below], [[weight] for weight in v["weights"]], widest=26)
    for box, weight in zip(above, v["printed"], strict=True):
        x, y = box.south
        write(ax, x + 16, y + 17, f"{weight:.2f}", WEIGHT, weight="semibold", zorder=7)
