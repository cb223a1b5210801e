"""The picture that other sites show beside a link to this one."""

import numpy as np
from matplotlib.figure import Figure

from experiments.translator.recipe import PRONOUNS
from explainer import Translation
from generators.figures._shared.running_sentence import ENDINGS, mean_cross_weights, translation
from generators.kit import marks, theme
from generators.kit.needs import place_of, place_of_one
from generators.kit.values import Values


def values() -> Values:
    return {ending: _clause(translation(ending)) for ending in ENDINGS}


def _clause(written: Translation) -> Values:
    """The clause from "because" on: its words, their weights, the place of its pronoun."""
    english, french = list(written.source_tokens), list(written.tokens[:-1])
    first, begins = place_of("because", english), place_of("parce", french)
    return {
        "english": english[first:],
        "french": french[begins:],
        "pronoun": place_of_one(PRONOUNS, french[begins:]),
        "weights": mean_cross_weights(written)[begins:-1, first:].round(4).tolist(),
    }


def preview(v: Values) -> Figure:
    figure, ax = theme.canvas(600, 315)
    marks.note(ax, 40, 26, "How do transformers and attention work?", theme.INK, 24, weight="bold")
    marks.note(ax, 40, 64, "A visual explanation, computed from models trained here", size=15)
    for left, ending in zip((12, 306), ENDINGS, strict=True):
        part = v[ending]
        pronoun = part["pronoun"]
        english = marks.token_row(
            ax,
            left,
            120,
            part["english"],
            gap=4,
            width=284,
            size=11,
            filled=[len(part["english"]) - 1],
            roles=_roles(part["english"]),
        )
        french = marks.token_row(
            ax,
            left,
            252,
            part["french"],
            gap=3,
            width=284,
            size=11,
            filled=[pronoun],
            roles=_roles(part["french"]),
        )
        weights = np.asarray(part["weights"])
        lines = marks.links(ax, french.tokens, english.tokens, weights, threshold=0.08, widest=14)
        for row, links in enumerate(lines):
            for artist in (artist for line in links for artist in line.artists):
                artist.set(
                    alpha=0.85 if row == pronoun else 0.22,
                    edgecolor=theme.WEIGHT if row == pronoun else theme.RESIDUAL,
                )
    return figure


def _roles(words: list[str]) -> list[str]:
    return [theme.WEIGHT if word in (*PRONOUNS, *ENDINGS) else theme.INK for word in words]
