"""The neuron view of one row: query times key, feature by feature, to score and weight."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.text import Text

import explainer
from generators.figures._shared.running_sentence import translation
from generators.kit import marks
from generators.kit.layout import Page
from generators.kit.marks import HIDDEN, MOVING, Saying, bar, frame, write
from generators.kit.motion import Frame, moment, step
from generators.kit.scales import printed
from generators.kit.theme import INK, KEY, QUERY, SMALL, WEIGHT, signed_text

WRITES = "il"  # the row whose largest weight in any head of any layer is taken apart
QUERY_TOP, TOP, ROW = 60, 128, 26  # px
SLOW = 3  # products that can be worked out while one looks


def values() -> dict[str, Any]:
    found = translation("tired")
    place = found.tokens.index(WRITES)
    crossed = [layer.cross_attention for layer in found.trace.decoder.layers]
    heads = [(trace, head) for trace in crossed if trace for head in range(len(trace.weights))]
    trace, head = max(heads, key=lambda one: one[0].weights[one[1], place].max())
    query, keys, weights = (
        np.asarray(array, dtype=np.float64)
        for array in (trace.queries[head, place], trace.keys[head], trace.weights[head, place])
    )
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
        "rotated": with_rotated_vectors(query, keys, weights),
    }


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


def alt(v: dict[str, Any]) -> str:
    best = v["best"]
    return (
        f"The query of {v['reads']} times the key of each English word, {v['features']} features. "
        f"For {v['best_word']} the products add up to {v['sums'][best]:.1f}; divided by "
        f"{v['root']:.0f} the score is {v['scores'][best]:.1f} and the weight "
        f"{printed(v['weights'])[best]:.2f}. The largest single product is "
        f"{v['largest_product']:.1f}, {v['largest_share']:.0%} of the sum."
    )


class View:
    """The table: a row for each English word, and its columns, which appear one by one."""

    def __init__(self, v: dict[str, Any], page: Page) -> None:
        self.v, rows = v, len(v["words"])
        height = TOP + rows * ROW + 12
        self.figure, self.ax = page.canvas((704, height), (336, height))
        self.said = Saying(self.ax, (12, 8), page.pick(680, 312))
        self.cell = page.pick((12.0, 22.0), (8.0, 22.0))
        # On a phone the products take the place of the keys that they are made of.
        self.key, self.product = page.pick((84, 292), (70, 70))
        self.sum, self.score, self.weight = page.pick((534, 590, 604), (234, 268, 276))
        write(self.ax, self.key - 8, QUERY_TOP + 11, "query", QUERY, align="right")
        self._strip(self.key, QUERY_TOP, v["query"], QUERY, [v["query"]], {})
        self._heads(page)
        for word, y in zip(v["words"], self._tops(), strict=True):
            write(self.ax, self.key - 8, y + 11, word, INK, SMALL, True, align="right")
        self.keys, self.products = (
            [
                self._strip(x, y, numbers, role, v[name], style)
                for y, numbers in zip(self._tops(), v[name], strict=True)
            ]
            for x, name, role, style in (
                (self.key, "keys", KEY, MOVING),
                (self.product, "products", INK, HIDDEN),
            )
        )
        self.sums = self._numbers(self.sum, v["sums"])
        self.scores = self._numbers(self.score, v["scores"])
        self.weights = [
            bar(
                self.ax,
                self.weight,
                y + 4,
                weight,
                page.pick(52, 22),
                text=f"{number:.2f}",
                **HIDDEN,
            )
            for y, weight, number in zip(
                self._tops(), v["weights"], printed(v["weights"]), strict=True
            )
        ]

    def _tops(self) -> list[int]:
        return [TOP + row * ROW for row in range(len(self.v["words"]))]

    def _heads(self, page: Page) -> None:
        said = page.pick(f"keys, {self.v['features']} features each", "keys, then query × key")
        write(self.ax, self.key, TOP - 14, said, KEY, SMALL)
        if not page.narrow:
            write(self.ax, self.product, TOP - 14, "query × key, feature by feature", INK, SMALL)
        for x, text in ((self.sum, "sum"), (self.score, f"÷ {self.v['root']:.0f}")):
            write(self.ax, x, TOP - 14, text, INK, SMALL, align="right")
        write(self.ax, self.weight, TOP - 14, "weight", WEIGHT, SMALL)

    def _strip(
        self, x: float, y: float, numbers: Any, role: str, scale: Any, style: dict[str, Any]
    ) -> marks.Vector:
        limit = float(np.abs(scale).max())
        return marks.vector(self.ax, x, y, numbers, role, None, self.cell, limit=limit, **style)

    def _numbers(self, x: float, numbers: list[float]) -> list[Text]:
        style: dict[str, Any] = {"align": "right", **HIDDEN}
        return [
            write(self.ax, x, y + 11, signed_text(number, 1), INK, SMALL, **style)
            for y, number in zip(self._tops(), numbers, strict=True)
        ]

    def multiply(self, row: int) -> None:
        """Show the products of one row; on a phone they cover its key."""
        if self.key == self.product:
            self.keys[row].show(False)
        self.products[row].show()
        self.sums[row].set_visible(True)


def _features(view: View) -> Iterator[Frame]:
    """One row's products, a feature at a time, and the sum that they make."""
    v, best = view.v, view.v["best"]
    width, total, y = view.cell[0], 0.0, TOP + best * ROW
    corners = {(view.key, QUERY_TOP), (view.key, y), (view.product, y)}
    for feature, number in enumerate(v["products"][best]):
        lit = [
            frame(view.ax, marks.Box(x + feature * width, y - 1, width, 24), INK, 2, **MOVING)
            for x, y in sorted(corners)
        ]
        if view.key == view.product:
            for artist in view.keys[best].cells[feature].artists:
                artist.set_visible(False)
        for artist in view.products[best].cells[feature].artists:
            artist.set_visible(True)
        total += number
        factors = f"{signed_text(v['query'][feature])} × {signed_text(v['keys'][best][feature])}"
        view.said(
            f"feature {feature + 1} of {v['best_word']}: {factors} = {signed_text(number)}; "
            f"sum so far {signed_text(total)}"
        )
        yield moment(view.figure, 1.3 if feature < SLOW else 0.3)
        for one in lit:
            one.show(False)


def animate(v: dict[str, Any], page: Page) -> Iterator[Frame]:
    view, best, word = View(v, page), v["best"], v["best_word"]
    seen = view.said(f"{v['reads']} looks at the English: its query meets the key of {word}.")
    yield step(view.figure, 3.5, seen)
    yield from _features(view)
    view.multiply(best)
    seen = f"All {v['features']} products of {word} add up to {v['sums'][best]:.1f}."
    yield step(view.figure, 2.5, view.said(seen))
    for row in range(len(v["words"])):
        if row != best:
            view.multiply(row)
            yield moment(view.figure, 0.3)
    yield step(view.figure, 2.5, view.said("The same query has met all the other keys."))
    for text in view.scores:
        text.set_visible(True)
    seen = f"Each sum divided by √{v['features']} = {v['root']:.0f}: the scores."
    yield step(view.figure, 3, view.said(seen))
    for one in view.weights:
        one.show()
    share = printed(v["weights"])[best]
    yield step(view.figure, 5, view.said(f"Softmax: {share:.2f} of the weight lies on {word}."))
