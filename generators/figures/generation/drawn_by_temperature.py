"""One sentence, drawn once at each of three temperatures: where it leaves the right words."""

import numpy as np

import explainer
from explainer.sampling import sample, with_temperature
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.writing import TEXT, model
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import token, token_width, write
from generators.kit.needs import first_difference
from generators.kit.theme import INK, LABEL, MUTED, NEUTRAL, SMALL

TEMPERATURES = (1.0, 1.5, 2.0)
SEED = 0  # of every draw
HEAD, PITCH, GAP = 34.0, 30.0, 5.0  # px: of a heading, from line to line, between words


def values() -> Values:
    of, right = model("early"), translation(ENDINGS[0]).tokens
    source = of.source_vocabulary.encode(TEXT.split())
    draws = []
    for temperature in TEMPERATURES:
        ids = sample(of, source, np.random.default_rng(SEED), temperature)
        words = list(of.target_vocabulary.decode(ids))
        one: Values = {"temperature": temperature, "words": words, "right": words == list(right)}
        if not one["right"]:
            one["apart"] = first_difference(words, right, "a draw that leaves the right sentence")
            one["word"] = words[one["apart"]]
            one["chance"] = _chance(of, ids, one["apart"], temperature)
        draws.append(one)
    return {"draws": draws}


def _chance(of: explainer.Model, ids: np.ndarray, at: int, temperature: float) -> float:
    """The probability with which the word at this place was drawn."""
    source = of.source_vocabulary.encode(TEXT.split())
    given = np.concatenate([of.target_vocabulary.encode(["<start>"]), ids[:at]])
    logits = explainer.forward(of, source, given).logits[-1]
    return float(with_temperature(logits, temperature)[ids[at]])


def _said(one: Values) -> str:
    if one["right"]:
        return "right to the last word"
    return f"{one['word']} had one chance in {1 / one['chance']:,.0f}"


def alt(v: Values) -> str:
    lines = [
        f"At temperature {one['temperature']:g}: {' '.join(one['words'])}; {_said(one)}."
        for one in v["draws"]
    ]
    return f"The running sentence drawn word by word, once at each temperature. {' '.join(lines)}"


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(536, 336)
    lines = [_lines(one["words"], width - 24) for one in v["draws"]]
    height = sum(HEAD + PITCH * len(of) for of in lines)
    figure, ax = page.canvas((width, height + 4), (width, height + 4))
    y = 16.0
    for one, of in zip(v["draws"], lines, strict=True):
        write(ax, 12, y, f"temperature {one['temperature']:g}", INK, LABEL, weight="semibold")
        write(ax, 126, y, _said(one), MUTED, SMALL)
        for index, places in enumerate(of):
            _words(ax, one, places, y + 16 + index * PITCH)
        y += HEAD + PITCH * len(of)
    return figure


def _lines(words: list[str], width: float) -> list[list[int]]:
    """The places of the words, as many in a line as fit into the width."""
    lines: list[list[int]] = [[]]
    left = width
    for place, word in enumerate(words):
        taken = token_width(word, SMALL) + GAP
        if taken - GAP > left:
            lines.append([])
            left = width
        lines[-1].append(place)
        left -= taken
    return lines


def _words(ax: Axes, one: Values, places: list[int], y: float) -> None:
    """One line of words: the first wrong one filled, all after it in its colour."""
    x, apart = 12.0, one.get("apart", len(one["words"]))
    for place in places:
        role = INK if place < apart else NEUTRAL[1]
        x = token(ax, x, y, one["words"][place], role, place == apart, SMALL).right + GAP
