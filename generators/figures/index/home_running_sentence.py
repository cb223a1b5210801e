"""The running sentence translated with both endings; lines show where each French word looked."""

from typing import Any

import numpy as np
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from experiments.translator.recipe import ENDINGS, NOUNS, PRONOUN, PRONOUNS
from generators.figures._shared.running_sentence import (
    cross_weights,
    mean_cross_weights,
    translation,
)
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Tokens, links, note, token_column, token_row
from generators.kit.needs import first_difference, place_of, place_of_one
from generators.kit.sizes import NARROW, WIDE
from generators.kit.theme import GRID, INK, RESIDUAL, WEIGHT

FAINTEST = 0.1  # weights below this are not drawn
SIZE = 12.5  # px, the type of a word
ABOVE, BETWEEN, BELOW = 54.0, 118.0, 18.0  # px around the rows of a wide page
PITCH = 29.0  # px from word to word of a phone's columns
COLUMNS = (126.0, 216.0)  # x of the sides of the columns that face
WIDEST = 15.0  # px of a line whose weight is 1


def values() -> Values:
    written = {ending: translation(ending) for ending in ENDINGS}
    one, other = (written[ending].tokens for ending in ENDINGS)
    first_difference(one, other, "endings that are translated in different ways")
    return {
        "heads": len(cross_weights(written[ENDINGS[0]])),
        **{
            ending: _ending(written[ending], ending, noun)
            for ending, noun in zip(ENDINGS, NOUNS, strict=True)
        },
    }


def _ending(written: Any, ending: str, noun: str) -> Values:
    """The sentence with this ending; `noun` is what *it* then stands for."""
    french = list(written.tokens[:-1])
    weights = mean_cross_weights(written)[: len(french)]
    row = place_of_one(PRONOUNS, french)
    looked = int(weights[row].argmax())
    return {
        "english": list(written.source_tokens),
        "french": french,
        "text": written.text,
        "noun": noun,
        "pronoun": french[row],
        "pronoun_row": row,
        "looked_most_at": written.source_tokens[looked],
        "largest": float(weights[row, looked]),
        "from_ending": float(weights[row, place_of(ending, written.source_tokens)]),
        "weights": weights.round(4).tolist(),
    }


def alt(v: Values) -> str:
    parts = [
        f"ending in {ending}, {PRONOUN} is the {v[ending]['noun']}: {v[ending]['text']}, where "
        f"{v[ending]['pronoun']} looked most at {v[ending]['looked_most_at']} "
        f"({v[ending]['largest']:.2f})"
        for ending in ENDINGS
    ]
    return (
        "The English sentence above, the French one below, joined by lines as wide as the "
        f"attention weight. {'; '.join(parts).capitalize()}."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = max(len(v[ending]["french"]) for ending in ENDINGS)
    high = page.pick(ABOVE + BETWEEN + 4 * SIZE + BELOW, 44 + rows * PITCH)
    figure, ax = page.canvas((WIDE, 2 * high), (NARROW, 2 * high))
    for index, ending in enumerate(ENDINGS):
        top = index * high
        english, french = (_columns if page.narrow else _rows)(ax, v[ending], top)
        _lines(ax, v[ending], english, french)
        _meaning(ax, v[ending], english, page, top)
        if index:
            ax.plot([10, page.pick(WIDE, NARROW) - 10], [top, top], color=GRID, linewidth=1)
    return figure


def _rows(ax: Axes, part: Values, top: float) -> tuple[Tokens, Tokens]:
    style: dict[str, Any] = {"width": WIDE - 16, "size": SIZE}
    y = top + ABOVE
    below = y + 2 * SIZE + BETWEEN
    roles, filled = _look(part, "english")
    english = token_row(ax, 8, y, part["english"], 8, roles, filled=filled, **style)
    _set_off(part, english)
    roles, filled = _look(part, "french")
    return english, token_row(ax, 8, below, part["french"], 4, roles, filled=filled, **style)


def _columns(ax: Axes, part: Values, top: float) -> tuple[Tokens, Tokens]:
    style: dict[str, Any] = {"gap": PITCH - 2 * SIZE, "size": SIZE}
    shift = (len(part["french"]) - len(part["english"])) * PITCH / 2
    roles, filled = _look(part, "english")
    corner, words = (COLUMNS[0], top + 38 + shift), part["english"]
    english = token_column(ax, *corner, words, roles=roles, align="right", filled=filled, **style)
    _set_off(part, english)
    roles, filled = _look(part, "french")
    corner, words = (COLUMNS[1], top + 38), part["french"]
    return english, token_column(ax, *corner, words, roles=roles, filled=filled, **style)


def _look(part: Values, language: str) -> tuple[list[str], list[int]]:
    """Colours of the words, and those that are filled: what looks, and what *it* is."""
    words = part[language]
    told = PRONOUNS if language == "french" else (PRONOUN, part["noun"])
    roles = [WEIGHT if word in PRONOUNS else INK for word in words]
    return roles, [index for index, word in enumerate(words) if word in told]


def _set_off(part: Values, english: Tokens) -> None:
    """A thick edge for the word that differs; no fill, for not every line leads from it."""
    for word, drawn in zip(part["english"], english.tokens, strict=True):
        if word in ENDINGS:
            drawn.artists[0].set(edgecolor=INK, linewidth=2)


def _lines(ax: Axes, part: Values, english: Tokens, french: Tokens) -> None:
    weights = np.asarray(part["weights"])
    drawn = links(ax, french.tokens, english.tokens, weights, FAINTEST, widest=WIDEST)
    for row, lines in enumerate(drawn):
        tells, most = row == part["pronoun_row"], max(line.weight for line in lines)
        for line in lines:
            strong = 1.0 if line.weight == most else 0.4
            for artist in line.artists:
                artist.set(
                    alpha=strong if tells else 0.22,
                    edgecolor=WEIGHT if tells else RESIDUAL,
                    zorder=2 if tells else 1,
                )


def _meaning(ax: Axes, part: Values, english: Tokens, page: Page, top: float) -> None:
    """What *it* stands for: an arrow that is ours, not the model's."""
    it, noun = (english.tokens[place_of(word, part["english"])] for word in (PRONOUN, part["noun"]))
    (x0, y0), (x1, y1) = (it.west, noun.west) if page.narrow else (it.north, noun.north)
    bends = [(8, y0), (8, y1)] if page.narrow else [(x0, top + 18), (x1, top + 18)]
    way = Path([(x0, y0), *bends, (x1, y1)], [Path.MOVETO, *[Path.CURVE4] * 3])
    dashes, head = (0, (4, 2.5)), "-|>,head_length=0.4,head_width=0.2"
    look: dict[str, Any] = {"color": INK, "linewidth": 1.75, "linestyle": dashes, "zorder": 4}
    ax.add_patch(FancyArrowPatch(path=way, arrowstyle=head, mutation_scale=16, **look))
    text = f"here “{PRONOUN}” is the {part['noun']}"
    x = page.pick((x0 + x1) / 2, 10)
    note(ax, x, top + 4, text, INK, align=page.pick("centre", "left"), weight="semibold")
