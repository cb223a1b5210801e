"""One head, one picture: the weights of "the famous european tower" run against the diagonal."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

import explainer
from explainer.transformer import next_word_logits
from generators.figures._shared.decoder_rows import (
    ONE_HEAD,
    TOWER,
    TOWER_SOURCES,
    cross_weights,
    model,
    translation,
)
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs
from generators.pipeline import results

CELL = (52, 34)


def values() -> Values:
    written = translation(TOWER, ONE_HEAD)
    weights = cross_weights(TOWER, ONE_HEAD)[:, 0]
    content = [i for i, word in enumerate(written.tokens) if TOWER_SOURCES.get(word, 0) > 0]
    right = [
        [float(layer[i, TOWER_SOURCES[written.tokens[i]]]) for i in content] for layer in weights
    ]
    needs(bool(content), f"a word of the tower in the translation, which is: {written.text}")
    article = weights[-1, 0]
    return {
        "article_on_noun": float(article[TOWER_SOURCES["tour"]]),
        "exchanges": _exchanges(),
        "english": list(written.source_tokens),
        "french": list(written.tokens),
        "weights": weights.tolist(),
        "content_rows": content,
        "right_weights": right,
        "least_right_last_layer": min(right[-1]),
        "largest_is_right": [
            int(np.sum([layer[i].argmax() == TOWER_SOURCES[written.tokens[i]] for i in content]))
            for layer in weights
        ],
        "layers": len(weights),
        "end_looks_at": written.source_tokens[int(weights[-1, -1].argmax())],
    }


def _exchanges() -> Values:
    """How many masculine nouns turn *la* into *le*, by the words whose vectors come from them.

    Nouns with *le* before them, in the place of *tower*: its vector alone, or those of all the
    other words.
    """
    classes = results.read("tokens")["classes"]["english"]
    nouns = [word for word, of in classes.items() if of.get("number") == "singular"]
    phrases = [TOWER.replace("tower", noun) for noun in nouns]
    masculine = [one for one in phrases if translation(one, ONE_HEAD).tokens[0] == "le"]
    tower = translation(TOWER, ONE_HEAD).trace.encoder.output
    at_noun = np.arange(len(tower))[:, np.newaxis] == TOWER_SOURCES["tour"]
    turned = {"noun": 0, "others": 0}
    for phrase in masculine:
        other = translation(phrase, ONE_HEAD).trace.encoder.output
        turned["noun"] += _first_word(np.where(at_noun, other, tower)) == "le"
        turned["others"] += _first_word(np.where(at_noun, tower, other)) == "le"
    return {"nouns": len(masculine), **turned}


def _first_word(memory: Any) -> str:
    """The French word that this encoder output begins with."""
    words = model(ONE_HEAD).target_vocabulary
    decoder = explainer.decode(model(ONE_HEAD), words.encode(["<start>"]), memory)
    return words.words[int(next_word_logits(model(ONE_HEAD), decoder)[-1].argmax())]


def alt(v: Values) -> str:
    pairs = ", ".join(
        f"{v['french'][row]} on {v['english'][TOWER_SOURCES[v['french'][row]]]} {weight:.2f}"
        for row, weight in zip(v["content_rows"], v["right_weights"][-1], strict=True)
    )
    return (
        "Two matrices of cross-attention weights, one a layer: French rows, English columns. In "
        f"layer {len(v['weights'])}: {pairs}; these cells run from top right to bottom left."
    )


def _matrix(ax: Any, x: float, y: float, v: Values, layer: int) -> marks.Matrix:
    grid = marks.matrix(
        ax,
        x,
        y,
        v["weights"][layer],
        marks.Words(v["french"], v["english"], row_title="row writes", left=100),
        marks.Cells(CELL),
    )
    for row in v["content_rows"]:
        cell = grid.cells[row][TOWER_SOURCES[v["french"][row]]]
        frame = Rectangle(
            (cell.left + 1, cell.top + 1),
            cell.width - 2,
            cell.height - 2,
            facecolor="none",
            edgecolor=theme.INK,
            linewidth=1.5,
            zorder=4,
        )
        ax.add_patch(frame)
    return grid


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((688, 338), (338, 650))
    for layer in range(v["layers"]):
        x, y = page.pick((20.0 + layer * 336, 16.0), (4.0, 8.0 + layer * 322))
        marks.write(ax, x + 100, y + 10, f"layer {layer + 1}", weight="semibold", size=theme.TITLE)
        _matrix(ax, x, y + 32, v, layer)
    return figure
