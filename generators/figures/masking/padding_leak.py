"""Filled-up sentences without the padding mask: how many translations change."""

from itertools import product

import numpy as np

import explainer
from experiments.translator.recipe import FRAME, NOUNS
from explainer.tokenizer import PADDING, join_words
from generators.figures.masking._page import Array, translator, write_greedily
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import INK, MASKED, MUTED

ANIMALS = "animal bird cat cow dog goat goose hen horse mouse rabbit turtle"
REASONS = "brave curious hungry ill lazy scared tired weak"
FRAMES = {"short": "the {} is {}", "long": FRAME.format(animal="{}", place=NOUNS[1], ending="{}")}
PADS = (0, 1, 2, 4, 8, 16)
Measured = dict[str, list[float]]


def values() -> Values:
    model = translator()
    vocabulary = model.source_vocabulary
    animals, reasons = len(ANIMALS.split()), len(REASONS.split())
    result: Values = {"pads": list(PADS), "animals": animals, "reasons": reasons}
    result["n"] = animals * reasons
    for name, frame in FRAMES.items():
        sentences = [
            frame.format(*words).split() for words in product(ANIMALS.split(), REASONS.split())
        ]
        source = np.array([vocabulary.encode(words) for words in sentences])
        result[name] = {"words": source.shape[1]}
        for kind in ("masked", "open"):
            result[name][kind] = _measure(model, source, kind == "masked")
    moves = [result[name][kind].pop("moves") for name in FRAMES for kind in ("masked", "open")]
    result["masked_moves"] = max(max(each) for each in moves[::2])  # those with the mask
    result["masked_changed"] = max(max(result[name]["masked"]["changed"]) for name in FRAMES)
    result["example"] = _first_change(model, PADS[2])
    return result


def _measure(model: explainer.Model, source: Array, masked: bool) -> Measured:
    """Movement of the encoder's output and share of changed translations for each padding."""
    padding = model.source_vocabulary.ids[PADDING]
    n = source.shape[1]
    alone = np.asarray(explainer.encode(model, source).output)
    words = write_greedily(model, source, None)
    found: Measured = {"moves": [], "changed": []}
    for pads in PADS:
        filled = _fill(source, pads, padding)
        mask = explainer.padding_mask(filled, padding) if masked else None
        moved = np.asarray(explainer.encode(model, filled, mask).output)[:, :n] - alone
        share = np.linalg.norm(moved, axis=-1) / np.linalg.norm(alone, axis=-1)
        found["moves"].append(float(share.max()))
        again = write_greedily(model, filled, mask)
        found["changed"].append(float(np.mean([a != b for a, b in zip(words, again, strict=True)])))
    return found


def _first_change(model: explainer.Model, pads: int) -> Values:
    """The first short sentence whose translation changes with this much unmasked padding."""
    vocabulary = model.source_vocabulary
    sentences = [FRAMES["short"].format(*w) for w in product(ANIMALS.split(), REASONS.split())]
    source = np.array([vocabulary.encode(words.split()) for words in sentences])
    filled = _fill(source, pads, vocabulary.ids[PADDING])
    right, wrong = write_greedily(model, source, None), write_greedily(model, filled, None)
    for sentence, a, b in zip(sentences, right, wrong, strict=True):
        if a != b:
            return {
                "english": sentence,
                "masked": join_words(a),
                "open": join_words(b),
                "pads": pads,
            }
    return {"english": "", "masked": "", "open": "", "pads": pads}


def _fill(source: Array, pads: int, padding: int) -> Array:
    return np.pad(source, ((0, 0), (0, pads)), constant_values=padding)


def alt(v: Values) -> str:
    short, long = v["short"], v["long"]
    return (
        f"Share of {v['n']} translations that change when 0 to {v['pads'][-1]} padding tokens are "
        "added. With the padding mask none changes. Without it, at "
        f"{v['pads'][-1]} padding tokens {short['open']['changed'][-1]:.0%} of the "
        f"{short['words']}-word sentences change and {long['open']['changed'][-1]:.0%} of the "
        f"{long['words']}-word ones."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(600, 300, left=48, right=page.pick(168, 118), top=44, bottom=52)
    at = range(len(PADS))
    shares: dict[float, str] = {0: "0", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}
    ticks: dict[float, str] = {index: str(pads) for index, pads in enumerate(PADS)}
    x = Axis("padding tokens added", (-0.2, len(PADS) - 1), ticks)
    set_axes(ax, x, Axis("translations that change", (0, 1), shares))
    lines = [
        Curve(f"{v[name]['words']} words", v[name]["open"]["changed"], role=role, marker=marker)
        for name, role, marker in (("short", INK, "o"), ("long", MUTED, "s"))
    ]
    masked = np.maximum(v["short"]["masked"]["changed"], v["long"]["masked"]["changed"])
    curves(ax, at, [*lines, Curve("both, masked", masked.tolist(), role=MASKED, marker="D")])
    return figure
