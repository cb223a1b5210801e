"""The row that writes the pronoun sees its noun twice: in the English and in the French."""

import numpy as np

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared.decoder_rows import TIRED, pronoun_row, row_inputs, translation
from generators.figures._shared.running_sentence import mean_cross_weights
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Tokens, links, note, token, token_column, write
from generators.kit.needs import place_of
from generators.kit.theme import DECODER, ENCODER, QUERY, SMALL, WEIGHT

TOP, GAP = 40.0, 4.0  # px above the columns, and between words
NOUN = dict(zip(ENDINGS, NOUNS, strict=True))[ENDINGS[0]]


def values() -> Values:
    written, row = translation(TIRED), pronoun_row(TIRED)
    own = [np.asarray(layer.self_attention.weights) for layer in written.trace.decoder.layers]
    french = row_inputs(written.tokens)[: row + 1]
    on_french = np.concatenate(own).mean(axis=0)[row, : row + 1]
    return {
        "english": list(written.source_tokens),
        "french": french,
        "writes": written.tokens[row],
        "noun": NOUN,
        "on_english": mean_cross_weights(written)[row].round(4).tolist(),
        "on_french": on_french.round(4).tolist(),
        "french_noun": float(on_french[place_of(NOUN, french)]),
    }


def alt(v: Values) -> str:
    shares = [
        row[place_of(v["noun"], v[language])]
        for language, row in (("english", v["on_english"]), ("french", v["on_french"]))
    ]
    return (
        f"The row that writes {v['writes']} between two columns of words, with lines as wide as "
        f"its weights, mean of all heads. On the noun {v['noun']} lie {shares[0]:.2f} in the "
        f"English and {shares[1]:.2f} in the French written so far."
    )


def draw(v: Values, page: Page) -> Figure:
    rows = max(len(v["english"]), len(v["french"]))
    pitch = 26 + GAP
    figure, ax = page.canvas((540, TOP + pitch * rows + 8))
    edges = page.pick((130.0, 270.0, 400.0), (98.0, 168.0, 226.0))
    english = _column(ax, edges[0], v, "english", (rows - len(v["english"])) * pitch / 2)
    french = _column(ax, edges[2], v, "french", (rows - len(v["french"])) * pitch / 2)
    note(
        ax,
        edges[0],
        10,
        page.pick("English: cross-attention", "English"),
        ENCODER,
        SMALL,
        align="right",
    )
    note(ax, edges[2], 10, page.pick("French: self-attention", "French so far"), DECODER, SMALL)
    y = TOP + pitch * rows / 2 - 13
    middle = token(ax, edges[1], y, v["writes"], QUERY, filled=True, align="centre")
    look: Values = {"axis": "horizontal", "widest": 16, "alpha": 0.75}
    links(ax, [middle], english.tokens, [v["on_english"]], **look)
    links(ax, [middle], french.tokens, [v["on_french"]], **look)
    for tokens, language, side in ((english, "english", "right"), (french, "french", "left")):
        at = place_of(v["noun"], v[language])
        noun, share = tokens.tokens[at], f"{v[f'on_{language}'][at]:.2f}".lstrip("0")
        x = noun.left - 6 if side == "right" else noun.right + 6
        write(ax, x, noun.centre[1], share, WEIGHT, SMALL, align=side)
    return figure


def _column(ax: Axes, x: float, v: Values, language: str, down: float) -> Tokens:
    role, align = (ENCODER, "right") if language == "english" else (DECODER, "left")
    filled = [place_of(v["noun"], v[language])]
    return token_column(ax, x, TOP + down, v[language], GAP, role, align, filled)
