"""The neuron view of one row: query times key, feature by feature, to score and weight."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.text import Text

import explainer
from experiments.translator.recipe import PRONOUNS
from generators.figures._shared.running_sentence import translation
from generators.kit.layout import Page
from generators.kit.marks import (
    HIDDEN,
    MOVING,
    Box,
    Saying,
    Vector,
    bar_column,
    frame,
    vector,
    write,
)
from generators.kit.motion import MOVE_SECONDS, Frame, moment, reading_seconds, step
from generators.kit.needs import place_of
from generators.kit.theme import INK, KEY, QUERY, SMALL, WEIGHT, signed_text
from generators.kit.values import Values

WRITES = PRONOUNS[0]  # the row whose largest weight in any head of any layer is taken apart
QUERY_TOP, TOP, ROW = 60, 128, 26  # px
TOGETHER = 4  # products, and rows of products, that appear at the same time


def values() -> Values:
    found = translation("tired")
    place = place_of(WRITES, found.tokens)
    trace, head = _strongest(found.trace.decoder.layers, place)
    query, keys, weights = _row(trace, head, place)
    products, best = query * keys, int(weights.argmax())
    sums, order = products.sum(axis=-1), np.argsort(-np.abs(products[best]))
    by_size = products[best][order]
    return {
        "words": list(found.source_tokens),
        "reads": found.tokens[place - 1],
        "features": len(query),
        "root": float(np.sqrt(len(query))),
        "query": query.tolist(),
        "keys": keys.tolist(),
        "products": products.tolist(),
        "sums": sums.tolist(),
        "scores": (sums / np.sqrt(len(query))).tolist(),
        "weights": weights.tolist(),
        "best": best,
        "best_word": found.source_tokens[best],
        "largest_product": float(by_size[0]),
        "largest_feature": int(order[0]) + 1,
        "largest_share": float(by_size[0] / sums[best]),
        "three_share": float(by_size[:3].sum() / sums[best]),
        "rows": len(found.tokens),
        "towering": len({_towering(*_row(trace, head, n)) for n in range(len(found.tokens))}),
        "rotated": with_rotated_vectors(query, keys, weights),
    }


def _strongest(layers: Any, row: int) -> tuple[Any, int]:
    """The cross-attention and the head in it that have the largest weight of this row."""
    crossed = [layer.cross_attention for layer in layers]
    heads = [(trace, head) for trace in crossed if trace for head in range(len(trace.weights))]
    return max(heads, key=lambda one: one[0].weights[one[1], row].max())


def _row(trace: Any, head: int, row: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A row's query, the keys and its weights."""
    arrays = (trace.queries[head, row], trace.keys[head], trace.weights[head, row])
    query, keys, weights = (np.asarray(array, dtype=np.float64) for array in arrays)
    return query, keys, weights


def _towering(query: np.ndarray, keys: np.ndarray, weights: np.ndarray) -> int:
    """The feature with the largest product, for the key with the largest weight."""
    return int(np.abs(query * keys[weights.argmax()]).argmax())


def with_rotated_vectors(
    query: np.ndarray, keys: np.ndarray, weights: np.ndarray
) -> dict[str, float]:
    """Turn queries and keys by the same random rotation: other features, the same weights."""
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(len(query), len(query))))
    q, k = query @ turn, keys @ turn
    best = int(weights.argmax())
    return {
        "error": float(np.abs(explainer.softmax(k @ q / np.sqrt(len(q))) - weights).max()),
        "moved": float(np.abs(q * k[best] - query * keys[best]).max()),
    }


def alt(v: Values) -> str:
    best = v["best"]
    return (
        f"The query of {v['reads']} times the key of each English word, {v['features']} features. "
        f"For {v['best_word']} the products add up to {v['sums'][best]:.1f}; divided by "
        f"{v['root']:.0f} the score is {v['scores'][best]:.1f} and the weight "
        f"{v['weights'][best]:.2f}. The largest single product is "
        f"{v['largest_product']:.1f}, {v['largest_share']:.0%} of the sum."
    )


class View:
    """The table: a row for each English word, and its columns, which appear one by one."""

    def __init__(self, v: Values, page: Page) -> None:
        self.v, height = v, TOP + len(v["words"]) * ROW + 12
        self.figure, self.ax = page.canvas((704, height), (336, height))
        self.said = Saying(self.ax, (12, 8), page.pick(680, 312))
        self.cell = page.pick((12.0, 22.0), (7.5, 22.0))
        # On a phone the products take the place of the keys that they are made of.
        self.key, self.product = page.pick((84, 292), (70, 70))
        total, score, weight = page.pick((534, 590, 604), (226, 266, 276))
        self._heads(page, total, score, weight)
        (self.query,) = self._strips(self.key, [v["query"]], QUERY, {}, QUERY_TOP)
        self.keys = self._strips(self.key, v["keys"], KEY, MOVING)
        self.products = self._strips(self.product, v["products"], INK, HIDDEN)
        self.sums = self._numbers(total, v["sums"])
        self.scores = self._numbers(score, v["scores"])
        track = page.pick(52, 22)
        self.weights = bar_column(self.ax, weight, self.keys, v["weights"], track, **HIDDEN)

    def _heads(self, page: Page, total: float, score: float, weight: float) -> None:
        """The words over the columns and before the rows."""
        y = TOP - 14
        said = page.pick(f"keys, {self.v['features']} features each", "keys, then query × key")
        write(self.ax, self.key, y, said, KEY, SMALL)
        if self.product != self.key:
            write(self.ax, self.product, y, "query × key, feature by feature", INK, SMALL)
        write(self.ax, total, y, "sum", INK, SMALL, align="right")
        write(self.ax, score, y, "score", INK, SMALL, align="right")
        write(self.ax, weight, y, "weight", WEIGHT, SMALL)
        write(self.ax, self.key - 8, QUERY_TOP + 11, "query", QUERY, align="right")
        for row, word in enumerate(self.v["words"]):
            y = TOP + row * ROW + 11
            write(self.ax, self.key - 8, y, word, INK, SMALL, mono=True, align="right")

    def _strips(
        self, x: float, rows: Any, role: str, style: dict[str, Any], top: float = TOP
    ) -> list[Vector]:
        look = {"cell": self.cell, "limit": float(np.abs(rows).max()), **style}
        return [
            vector(self.ax, x, top + row * ROW, numbers, role, None, **look)
            for row, numbers in enumerate(rows)
        ]

    def _numbers(self, x: float, numbers: list[float]) -> list[Text]:
        look: dict[str, Any] = {"align": "right", **HIDDEN}
        return [
            write(self.ax, x, key.centre[1], signed_text(number, 1), INK, SMALL, **look)
            for key, number in zip(self.keys, numbers, strict=True)
        ]

    def multiply(self, row: int) -> None:
        """Show the products of one row; on a phone they cover its key."""
        self.keys[row].show(self.key != self.product)
        self.products[row].show()
        self.sums[row].set_visible(True)


def _features(view: View) -> Iterator[Frame]:
    """One row's products: the largest in numbers, then all, some at a time."""
    v, best, largest = view.v, view.v["best"], view.v["largest_feature"] - 1
    lit = _multiply_feature(view, best, largest)
    factors = signed_text(v["query"][largest]), signed_text(v["keys"][best][largest])
    product = signed_text(v["products"][best][largest], 1)
    seen = view.said(f"Feature {largest + 1}: {' × '.join(factors)} = {product}, the largest.")
    yield step(view.figure, reading_seconds(seen), seen)
    view.said("And so for every feature.")
    for feature in range(v["features"]):
        lit += _multiply_feature(view, best, feature)
        if feature % TOGETHER == TOGETHER - 1:
            for one in lit:
                one.show(False)
            yield moment(view.figure, MOVE_SECONDS)


def _multiply_feature(view: View, row: int, feature: int) -> list[Box]:
    """Show one product, framed with its two factors; returns the frames."""
    strips = (view.query, view.keys[row], view.products[row])
    query, key, product = (strip.cells[feature] for strip in strips)
    lit = [frame(view.ax, one, INK, 2, **MOVING) for one in (query, key, product)]
    key.show(view.key != view.product)
    product.show()
    return lit


def animate(v: Values, page: Page) -> Iterator[Frame]:
    view, best, word = View(v, page), v["best"], v["best_word"]
    seen = view.said(f"The query meets the key of {word}.")
    yield step(view.figure, reading_seconds(seen), seen)
    yield from _features(view)
    view.multiply(best)
    seen = view.said(f"{v['features']} products add up to {v['sums'][best]:.1f}.")
    yield step(view.figure, reading_seconds(seen), seen)
    seen = view.said("It meets the other keys, too.")
    for row in range(len(v["words"])):
        if row != best:
            view.multiply(row)
            if row % TOGETHER == 0:
                yield moment(view.figure, MOVE_SECONDS)
    yield step(view.figure, 1, seen)
    for text in view.scores:
        text.set_visible(True)
    seen = view.said(f"Divided by √{v['features']} = {v['root']:.0f}: the scores.")
    yield step(view.figure, reading_seconds(seen), seen)
    view.weights.show()
    seen = view.said(f"Softmax: {v['weights'][best]:.2f} of the weight lies on {word}.")
    yield step(view.figure, reading_seconds(seen), seen)
