"""The models with a planted bias: where "with" looks in every head, and what it is followed by."""

from typing import Any

import explainer
from explainer.attention import softmax
from explainer.transformer import next_word_logits
from generators.kit import marks, theme
from generators.kit.needs import entry
from generators.kit.values import Values
from generators.pipeline import results
from generators.pipeline.paths import ROOT

MODELS = ROOT / "experiments" / "planted_bias" / "models"
SENTENCE = ("<start>", "the", "young", "{}", "left", "the", "garden", "with")
PLACE = SENTENCE.index("{}")
LABELS = {"planted": "planted text", "balanced": "balanced text"}
SAYS = 3  # bars under a matrix
CELL, LEFT, TOP = (34, 28), 60, 80
PANEL = (LEFT + CELL[0] * len(SENTENCE), TOP + 4 * CELL[1] + 14 + 22 * SAYS)


def runs() -> list[Values]:
    """The measured runs, one a seed."""
    found: list[Values] = results.read("planted_bias")["runs"]
    return found


def one_sentence(name: str, pronoun: str) -> Values:
    """The first seed's model on one sentence: the row of "with" and the likeliest next words.

    The occupation is the first that the lot gave to ``pronoun``, "her" or "his".
    """
    model = explainer.load(MODELS / f"{name}.safetensors")
    occupation = entry(pronoun, model.card, f"the card of {name}")[0]
    words = [occupation if word == "{}" else word for word in SENTENCE]
    trace = explainer.decode(model, model.target_vocabulary.encode(words))
    chances = softmax(next_word_logits(model, trace)[-1])
    likeliest = [model.target_vocabulary.words[i] for i in chances.argsort()[::-1]]
    others = [word for word in likeliest if word not in ("her", "his")]
    shown = ["her", "his", others[0]]
    return {
        "words": words,
        "occupation": occupation,
        "weights": trace.layers[0].self_attention.weights[:, -1].tolist(),
        "on_occupation": trace.layers[0].self_attention.weights[:, -1, PLACE].tolist(),
        "says": {word: float(chances[model.target_vocabulary.ids[word]]) for word in shown},
        "her": float(chances[model.target_vocabulary.ids["her"]]),
        "his": float(chances[model.target_vocabulary.ids["his"]]),
    }


def two_by_two(text: str) -> Values:
    """Planted and balanced model of one text, each on a her-word and on a his-word."""
    return {
        kind: {pronoun: one_sentence(f"{text}-{kind}", pronoun) for pronoun in ("her", "his")}
        for kind in LABELS
    }


def strongest(weights: list[float]) -> float:
    """The head that looks most."""
    return max(weights)


def panel(ax: Any, x: float, y: float, v: Values, bars: int) -> None:
    """The row of "with" in all heads, one head a line, above the chances of the next words."""
    heads = [f"head {i + 1}" for i in range(len(v["weights"]))]
    grid = marks.matrix(
        ax,
        x,
        y,
        v["weights"],
        marks.Words(heads, v["words"], row_title="", column_title="", left=LEFT, top=TOP),
        marks.Cells(CELL, size=theme.SMALL),
    )
    marks.highlight(ax, grid, column=PLACE)
    top = y + TOP + CELL[1] * len(heads) + 14
    marks.write(ax, x, top + 7, "next word", theme.MUTED, theme.SMALL)
    for word in list(v["says"])[:bars]:
        chance = v["says"][word]
        marks.write(
            ax, x + LEFT + 70, top + 7, word, theme.DECODER, theme.SMALL, mono=True, align="right"
        )
        marks.bar(ax, x + LEFT + 78, top, chance, 150, role=theme.DECODER)
        top += 22


def panels(v: Values, bars: int, wide: bool) -> Any:
    """Four panels: planted and balanced text, each with both sentences."""
    width, height = PANEL[0], PANEL[1] - 22 * (SAYS - bars)
    if wide:
        figure, ax = theme.canvas(2 * width + 56, 2 * (height + 8) + 40)
    else:
        figure, ax = theme.canvas(width + 24, 4 * (height + 8) + 2 * 32 + 4)
    for column, (kind, label) in enumerate(LABELS.items()):
        x = 10 + column * (width + 28) if wide else 2
        y = 8.0 if wide else 4 + column * (2 * (height + 8) + 32)
        marks.write(ax, x + LEFT, y + 12, label, weight="semibold", size=theme.TITLE)
        marks.write(
            ax, x + LEFT + 122, y + 12, f"where “{SENTENCE[-1]}” looks", theme.MUTED, theme.LABEL
        )
        for row, pronoun in enumerate(("her", "his")):
            panel(ax, x, y + 24 + row * (height + 8), v[kind][pronoun], bars)
    return figure


def described(v: Values) -> str:
    """What the four panels show, for those who do not see them."""
    parts = []
    for kind, label in LABELS.items():
        for found in v[kind].values():
            parts.append(
                f"{label}, {found['occupation']}: largest weight on it "
                f"{strongest(found['on_occupation']):.2f}, her {found['her']:.2f}, "
                f"his {found['his']:.2f}"
            )
    return "; ".join(parts)
