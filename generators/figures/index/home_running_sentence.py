"""The running sentence translated with both endings; lines show where each French word looked."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.translator.recipe import PRONOUNS
from generators.figures._shared.running_sentence import (
    ENDINGS,
    cross_weights,
    mean_cross_weights,
    translation,
)
from generators.kit import marks, theme
from generators.kit.needs import first_difference, place_of_one
from generators.kit.values import Values

FAINTEST = 0.1  # weights below this are not drawn


def values() -> Values:
    written = {ending: translation(ending) for ending in ENDINGS}
    one, other = (written[ending].tokens for ending in ENDINGS)
    apart = first_difference(one, other, "endings that are translated in different ways")
    return {
        "last_same_word": written[ENDINGS[0]].tokens[apart - 1],
        "heads": len(cross_weights(written[ENDINGS[0]])),
        **{ending: _ending(written[ending]) for ending in ENDINGS},
    }


def _ending(written: Any) -> Values:
    french = list(written.tokens[:-1])
    weights = mean_cross_weights(written)[: len(french)]
    row = place_of_one(PRONOUNS, french)
    looked = int(weights[row].argmax())
    return {
        "english": list(written.source_tokens),
        "french": french,
        "text": written.text,
        "pronoun": french[row],
        "pronoun_row": row,
        "looked_most_at": written.source_tokens[looked],
        "largest": float(weights[row, looked]),
        "weights": weights.round(4).tolist(),
    }


def alt(v: Values) -> str:
    parts = [
        f"ending in {ending}: {v[ending]['text']}, where {v[ending]['pronoun']} looked most at "
        f"{v[ending]['looked_most_at']} ({v[ending]['largest']:.2f})"
        for ending in ENDINGS
    ]
    return (
        "The English sentence above, the French one below, joined by lines as wide as the "
        f"attention weight. {'; '.join(parts).capitalize()}."
    )


def draw(v: Values) -> Figure:
    figure, ax = theme.canvas(720, 396)
    for top, ending in zip((10, 210), ENDINGS, strict=True):
        part = v[ending]
        size = 12.5
        changed = [len(part["english"]) - 1]
        english = marks.token_row(
            ax,
            8,
            top,
            part["english"],
            gap=5,
            width=704,
            size=size,
            roles=_roles(part["english"]),
            filled=changed,
        )
        french = marks.token_row(
            ax,
            8,
            top + 142,
            part["french"],
            gap=4,
            width=704,
            size=size,
            roles=_roles(part["french"]),
            filled=[part["pronoun_row"]],
        )
        _links(ax, part, french.tokens, english.tokens)
    ax.plot([40, 680], [194, 194], color=theme.GRID, linewidth=1)
    return figure


def narrow(v: Values) -> Figure:
    pitch, size = 27, 12
    rows = max(len(v[ending]["french"]) for ending in ENDINGS)
    height = rows * pitch + 40
    figure, ax = theme.canvas(328, 2 * height)
    for top, ending in zip((8, height + 8), ENDINGS, strict=True):
        part = v[ending]
        marks.write(ax, 118, top + 8, "English", theme.MUTED, theme.SMALL, align="right")
        marks.write(ax, 214, top + 8, "French", theme.MUTED, theme.SMALL)
        shift = (rows - len(part["english"])) * pitch / 2
        english = marks.token_column(
            ax,
            118,
            top + 22 + shift,
            part["english"],
            gap=pitch - 24,
            align="right",
            size=size,
            roles=_roles(part["english"]),
            filled=[len(part["english"]) - 1],
        )
        french = marks.token_column(
            ax,
            214,
            top + 22,
            part["french"],
            gap=pitch - 24,
            size=size,
            roles=_roles(part["french"]),
            filled=[part["pronoun_row"]],
        )
        _links(ax, part, french.tokens, english.tokens)
    return figure


def _roles(words: list[str]) -> list[str]:
    return [theme.WEIGHT if word in (*PRONOUNS, *ENDINGS) else theme.INK for word in words]


def _links(ax: Axes, part: Values, french: Any, english: Any) -> None:
    weights = np.asarray(part["weights"])
    for row, lines in enumerate(
        marks.links(ax, french, english, weights, threshold=FAINTEST, widest=13)
    ):
        spoken_about = row == part["pronoun_row"]
        for line in lines:
            for artist in line.artists:
                artist.set(
                    alpha=0.85 if spoken_about else 0.25,
                    edgecolor=theme.WEIGHT if spoken_about else theme.RESIDUAL,
                )
