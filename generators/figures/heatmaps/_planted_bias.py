"""The models with a planted bias: where "with" looks in every head, and what it is followed by."""

from typing import Any

import explainer
from explainer.attention import softmax
from explainer.transformer import next_word_logits
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, Cells, Words, bar, highlight, matrix, titled, write
from generators.kit.needs import entry
from generators.kit.theme import INK, MUTED, NEUTRAL, SMALL
from generators.pipeline import results
from generators.pipeline.paths import ROOT

MODELS = ROOT / "experiments" / "planted_bias" / "models"
SENTENCE = ("<start>", "the", "young", "{}", "left", "the", "garden", "with")
PLACE = SENTENCE.index("{}")
PRONOUNS = ("her", "his")
LABELS = {"planted": "planted text", "balanced": "balanced text"}
CELL, LEFT, TOP, LINE = (33, 28), 60, 80, 22  # px


def runs() -> list[Values]:
    """The measured runs, one a seed."""
    found: list[Values] = results.read("planted_bias")["runs"]
    return found


def card(model: explainer.Model, pronoun: str) -> list[str]:
    """The occupations that the lot gave to this pronoun when the model's text was made."""
    given: list[str] = entry(pronoun, model.card, "the card of the model")
    return given


def one_sentence(name: str, pronoun: str) -> Values:
    """The first seed's model on one sentence: the row of "with" and the likeliest next words.

    The occupation is the first that the lot gave to ``pronoun``.
    """
    model = explainer.load(MODELS / f"{name}.safetensors")
    occupation = card(model, pronoun)[0]
    words = [occupation if word == "{}" else word for word in SENTENCE]
    trace = explainer.decode(model, model.target_vocabulary.encode(words))
    chances = softmax(next_word_logits(model, trace)[-1])
    likeliest = [model.target_vocabulary.words[i] for i in chances.argsort()[::-1]]
    shown = [*PRONOUNS, next(word for word in likeliest if word not in PRONOUNS)]
    row = trace.layers[0].self_attention.weights[:, -1]
    return {
        "words": words,
        "occupation": occupation,
        "weights": row.tolist(),
        "on_occupation": row[:, PLACE].tolist(),
        "says": {word: float(chances[model.target_vocabulary.ids[word]]) for word in shown},
        **{word: float(chances[model.target_vocabulary.ids[word]]) for word in PRONOUNS},
    }


def two_by_two(text: str) -> Values:
    """Planted and balanced model of one text, each on a her-word and on a his-word."""
    return {
        kind: {pronoun: one_sentence(f"{text}-{kind}", pronoun) for pronoun in PRONOUNS}
        for kind in LABELS
    }


def strongest(run: Values) -> float:
    """The mean weight on the occupation, in the head that looks there most."""
    return float(max(run["weight"]))


def panels(v: Values, bars: int, page: Page) -> Figure:
    """Planted beside balanced, on a phone below each other, each with both sentences."""
    heads = len(v["planted"]["her"]["weights"])
    size = (LEFT + CELL[0] * len(SENTENCE) + 8, 30 + TOP + CELL[1] * heads + LINE * bars + 18)
    figure, ax, boxes = page.panels(4, size, across=(2, 1), gap=page.pick(18, 8), edge=2)
    shown = [(kind, pronoun) for kind in LABELS for pronoun in PRONOUNS]
    if not page.narrow:
        shown = [(kind, pronoun) for pronoun in PRONOUNS for kind in LABELS]
    for box, (kind, pronoun) in zip(boxes, shown, strict=True):
        rest = titled(ax, Box(box.left + LEFT, box.top, 0, 0), LABELS[kind])
        _panel(ax, box.left, rest.top, v[kind][pronoun], bars)
    return figure


def _panel(ax: Any, x: float, y: float, v: Values, bars: int) -> None:
    """The row of "with" in all heads, one head a line, above the chances of the next words."""
    heads = [f"head {number}" for number in range(1, len(v["weights"]) + 1)]
    words = Words(heads, v["words"], "", "", left=LEFT, top=TOP)
    drawn = matrix(ax, x, y, v["weights"], words, Cells(CELL, size=SMALL))
    highlight(ax, drawn, column=PLACE)
    top = drawn.grid.bottom + 14
    write(ax, x, top + 7, "next word", MUTED, SMALL)
    for word, chance in list(v["says"].items())[:bars]:
        write(ax, x + LEFT + 70, top + 7, word, INK, SMALL, mono=True, align="right")
        bar(ax, x + LEFT + 78, top, chance, 140, role=NEUTRAL[0])
        top += LINE


def described(v: Values) -> str:
    """What the four panels show, for those who do not see them."""
    parts = [
        f"{label}, {found['occupation']}: largest weight on it {max(found['on_occupation']):.2f}, "
        f"her {found['her']:.2f}, his {found['his']:.2f}"
        for kind, label in LABELS.items()
        for found in v[kind].values()
    ]
    return (
        'Four small heatmaps, each the row of "with" in all heads, with bars for the next word: '
        f"{'; '.join(parts)}."
    )
