"""The attention of one encoder head while the words change places, with the code and without."""

import numpy as np

import explainer
from generators.figures.positional_encoding._page import EXCHANGED, SCENE, translator
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Piece, Values
from generators.kit.marks import Cells, Words

ORDERS = {  # place -> number of the word in SCENE that stands there
    "as it was": (0, 1, 2, 3, 4),
    "nouns exchanged": (0, 4, 2, 3, 1),
    "backwards": (4, 3, 2, 1, 0),
    "shuffled": (2, 4, 0, 1, 3),
    "shuffled again": (1, 0, 4, 2, 3),
}
SIDES = {"without": "without its positional encoding", "coded": "with positional encoding"}
assert tuple(SCENE[word] for word in ORDERS["nouns exchanged"]) == EXCHANGED


def values() -> Values:
    """Weights [who looks, looked at] of each order, in the head whose rows are least even."""
    sharpest = _heads(True, ORDERS["as it was"]).max(axis=-1).mean(axis=-1)
    layer, head = np.unravel_index(int(sharpest.argmax()), sharpest.shape)
    found = {
        side: {
            name: _heads(side == "coded", order)[layer, head].tolist()
            for name, order in ORDERS.items()
        }
        for side in SIDES
    }
    moved = {side: max(_moved(shown, name) for name in ORDERS) for side, shown in found.items()}
    return {"words": list(SCENE), "orders": _lists(), **found, "moved": moved}


def _lists() -> Values:
    return {name: list(order) for name, order in ORDERS.items()}


def _heads(coded: bool, order: tuple[int, ...]) -> np.ndarray:
    """The weights of all heads of the encoder [layers, heads, words, words]."""
    model = translator(coded)
    ids = model.source_vocabulary.encode([SCENE[word] for word in order])
    layers = explainer.encode(model, ids).layers
    return np.array([layer.self_attention.weights for layer in layers])


def _moved(shown: Values, name: str) -> float:
    """The most that a weight between two words changes when they are put in this order."""
    order = list(ORDERS[name])
    before = np.array(shown["as it was"])[np.ix_(order, order)]
    return float(np.abs(np.array(shown[name]) - before).max())


def alt(v: Values) -> str:
    return (
        f"The attention of {' '.join(v['words'])}, and of the same words shuffled. Without a "
        f"positional encoding each pair of words keeps its weight in every order, to within "
        f"{v['moved']['without']:.0e}; with one the weights change by up to "
        f"{v['moved']['coded']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    cells = Cells(page.pick((46, 30), (36, 30)))
    grids = []
    for side, title in SIDES.items():
        for name in ("as it was", "shuffled"):
            words = [v["words"][word] for word in v["orders"][name]]
            grids.append(Grid(v[side][name], Words(words, words), cells, f"{title}: {name}"))
    return matrices(page, grids, across=(2, 1), gap=page.pick(60, 14))[0]


def piece(v: Values) -> Piece:
    return Piece("word-shuffle", {key: v[key] for key in ("words", "orders", "without", "coded")})
