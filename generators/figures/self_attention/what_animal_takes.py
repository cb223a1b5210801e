"""The word "animal" takes a share of every word of its sentence, its own included."""

from generators.figures._shared.four_words import FEATURES, QUERY_WORD, WORDS, X, attention
from generators.figures.self_attention._page import features, pencil, short
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import links, printed, token, token_row, write
from generators.kit.phrases import weights_on
from generators.kit.theme import INK, KEY, QUERY, SMALL, VALUE, WEIGHT


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
    quality = v["features"].index("quality")
    return (
        f"Lines run from the word {v['word']} to all the words; their widths are its weights: "
        f"{weights_on(v['words'], v['printed'])}. Under quality its embedding holds "
        f"{v['before'][quality]:.0f} and what attention brings holds {v['taken'][quality]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((480, 350), (336, 384))
    _looking(ax, v, page)
    left, top, pitch = page.pick((168, 252, 54), (24, 268, 66))
    rows = (("its own vector", "before", INK), ("what attention brings", "taken", VALUE))
    for row, (title, key, role) in enumerate(rows):
        y = top + pitch * row
        pencil(ax, (left, y), v[key], role, (72, 28), limit=2)
        x, middle, align = page.pick((left - 12, y + 14, "right"), (left, y - 13, "left"))
        write(ax, x, middle, title, align=align)
    features(ax, left, top - page.pick(14, 36), 72)
    return figure


def _looking(ax: Axes, v: Values, page: Page) -> None:
    """The words above, the one that looks below, a link as wide as each weight."""
    write(ax, 20, 24, "what is looked at", KEY, SMALL)
    write(ax, 20, 160, "who looks", QUERY, SMALL)
    above = token_row(ax, 20, 40, v["words"], page.pick(52, 21)).tokens
    middle = above[v["words"].index(v["word"])].centre[0]
    below = token(ax, middle, 172, v["word"], QUERY, filled=True, align="centre")
    links(ax, above, [below], [[weight] for weight in v["weights"]], widest=26)
    for box, weight in zip(above, v["printed"], strict=True):
        x, y = box.south
        write(ax, x + 16, y + 17, short(weight), WEIGHT, weight="semibold", zorder=7)
