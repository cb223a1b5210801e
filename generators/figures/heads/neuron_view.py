"""The neuron view of one row: query times key, feature by feature, to score and weight."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import explainer
from generators.figures._shared.head_statistics import SENTENCE
from generators.kit import marks, theme
from generators.kit.scales import printed

SUB_LAYER, HEAD = 0, 3  # cross-attention layer 1, head 4: the row that the page on heads shows
WRITES = "il"
TOP, ROW = 128, 26
COLUMNS = {"key": 84, "product": 292, "sum": 534, "score": 590, "weight": 604}
CELL = (12, 22)


def values() -> dict[str, Any]:
    model = explainer.load("translator")
    translation = explainer.translate(model, SENTENCE)
    block = translation.trace.decoder.layers[SUB_LAYER]
    assert block.cross_attention is not None
    trace, place = block.cross_attention, translation.tokens.index(WRITES)
    query = np.asarray(trace.queries[HEAD, place], dtype=np.float64)
    keys = np.asarray(trace.keys[HEAD], dtype=np.float64)
    products = query * keys
    scores = products.sum(axis=-1) / np.sqrt(len(query))
    weights = np.asarray(trace.weights[HEAD, place], dtype=np.float64)
    best = int(weights.argmax())
    order = np.argsort(-np.abs(products[best]))
    by_size = products[best][order]
    return {
        "words": list(translation.source_tokens),
        "reads": translation.tokens[place - 1],
        "writes": WRITES,
        "layer": SUB_LAYER + 1,
        "head": HEAD + 1,
        "features": len(query),
        "root": float(np.sqrt(len(query))),
        "query": np.round(query, 4).tolist(),
        "keys": np.round(keys, 4).tolist(),
        "products": np.round(products, 4).tolist(),
        "sums": products.sum(axis=-1).tolist(),
        "scores": scores.tolist(),
        "weights": weights.tolist(),
        "best": best,
        "best_word": translation.source_tokens[best],
        "largest_product": float(by_size[0]),
        "largest_feature": int(order[0]) + 1,
        "largest_share": float(by_size[0] / products[best].sum()),
        "three_share": float(by_size[:3].sum() / products[best].sum()),
        "negative": int((products[best] < 0).sum()),
        "softmax_error": float(np.abs(explainer.softmax(scores) - weights).max()),
        "rotated": with_rotated_vectors(query, keys, weights),
    }


def with_rotated_vectors(
    query: np.ndarray, keys: np.ndarray, weights: np.ndarray
) -> dict[str, float]:
    """Turn queries and keys by the same random rotation: other features, the same weights."""
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(len(query), len(query))))
    q, k = query @ turn, keys @ turn
    best = int(weights.argmax())
    products, scores = q * k[best], k @ q / np.sqrt(len(q))
    return {
        "error": float(np.abs(explainer.softmax(scores) - weights).max()),
        "largest_feature": int(np.argmax(np.abs(products))) + 1,
        "largest_product": float(products[np.argmax(np.abs(products))]),
        "moved": float(np.abs(products - query * keys[best]).max()),
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
    """The figure, and the parts that appear one after the other."""

    def __init__(self, v: dict[str, Any]) -> None:
        self.v, n = v, v["features"]
        self.figure, self.ax = theme.canvas(704, 500)
        self._background()
        ax, limit = self.ax, float(np.abs(v["products"]).max())
        self.products = [
            marks.vector(
                ax,
                COLUMNS["product"],
                TOP + row * ROW,
                numbers,
                theme.INK,
                None,
                CELL,
                limit=limit,
                animated=True,
            )
            for row, numbers in enumerate(v["products"])
        ]
        self.sums = self._numbers("sum", [f"{number:.1f}" for number in v["sums"]], theme.INK)
        self.scores = self._numbers("score", [f"{number:.1f}" for number in v["scores"]], theme.INK)
        self.weights = [
            marks.bar(
                ax,
                COLUMNS["weight"],
                TOP + row * ROW + 3,
                weight,
                width=52,
                role=theme.WEIGHT,
                text=f"{number:.2f}",
                size=theme.SMALL,
                animated=True,
            )
            for row, (weight, number) in enumerate(
                zip(v["weights"], printed(v["weights"]), strict=True)
            )
        ]
        middle = TOP + v["best"] * ROW
        self.frames = [
            self._frame(COLUMNS["key"], 62, n * CELL[0]),
            self._frame(COLUMNS["key"], middle, n * CELL[0]),
            self._frame(COLUMNS["product"], middle, n * CELL[0]),
        ]
        self.line = marks.write(ax, 16, 462, "", theme.INK, theme.LABEL, animated=True)
        self.progress = marks.progress(ax, 0, 4)
        for box in (*self.products, *self.weights):
            box.show(False)
        for artist in (*self.sums, *self.scores, *self.frames):
            artist.set_visible(False)

    def _background(self) -> None:
        v, ax = self.v, self.ax
        marks.write(
            ax, 16, 28, f"{v['reads']} looks at the English", theme.QUERY, weight="semibold"
        )
        marks.write(ax, COLUMNS["key"] - 10, 73, "query", theme.QUERY, align="right")
        top = float(np.abs(v["query"]).max())
        marks.vector(ax, COLUMNS["key"], 62, v["query"], theme.QUERY, None, CELL, limit=top)
        for name, text, role in (
            ("key", "keys, 16 features each", theme.KEY),
            ("product", "query × key, feature by feature", theme.INK),
        ):
            marks.write(ax, COLUMNS[name], TOP - 14, text, role, theme.SMALL)
        for name, text, role, align in (
            ("sum", "sum", theme.INK, "right"),
            ("score", "÷ 4", theme.INK, "right"),
            ("weight", "weight", theme.WEIGHT, "left"),
        ):
            marks.write(ax, COLUMNS[name], TOP - 14, text, role, theme.SMALL, align=align)
        limit = float(np.abs(v["keys"]).max())
        for row, (word, key) in enumerate(zip(v["words"], v["keys"], strict=True)):
            y = TOP + row * ROW
            marks.write(
                ax,
                COLUMNS["key"] - 10,
                y + 11,
                word,
                theme.INK,
                theme.SMALL,
                mono=True,
                align="right",
            )
            marks.vector(ax, COLUMNS["key"], y, key, theme.KEY, None, CELL, limit=limit)

    def _numbers(self, column: str, texts: list[str], role: str) -> list[Any]:
        return [
            marks.write(
                self.ax,
                COLUMNS[column],
                TOP + row * ROW + 11,
                text.replace("-", "\N{MINUS SIGN}"),
                role,
                theme.SMALL,
                align="right",
                animated=True,
            )
            for row, text in enumerate(texts)
        ]

    def _frame(self, x: float, y: float, width: float) -> Rectangle:
        frame = Rectangle(
            (x, y - 1),
            CELL[0],
            CELL[1] + 2,
            facecolor="none",
            edgecolor=theme.INK,
            linewidth=2,
            zorder=6,
            animated=True,
        )
        self.ax.add_patch(frame)
        return frame

    def say(self, text: str, stage: int) -> None:
        """What is computed now, and how far along that is."""
        self.line.set_text(text.replace("-", "\N{MINUS SIGN}"))
        self.progress.set(stage)


def _features(view: View) -> Iterator[tuple[Figure, float]]:
    """The row of the word that gets most, one feature after the other."""
    v, best = view.v, view.v["best"]
    product = view.products[best]
    bars = [cell.artists for cell in product.cells]
    product.show()
    for artists in bars:
        artists[0].set_visible(False)
    for frame in view.frames:
        frame.set_visible(True)
    total = 0.0
    for feature in range(v["features"]):
        for frame, column in zip(view.frames, ("key", "key", "product"), strict=True):
            frame.set_x(COLUMNS[column] + feature * CELL[0])
        bars[feature][0].set_visible(True)
        number = v["products"][best][feature]
        total += number
        view.say(
            f"{v['best_word']}, feature {feature + 1}:  {v['query'][feature]:.2f} × "
            f"{v['keys'][best][feature]:.2f} = {number:.2f}      sum so far {total:.2f}",
            0,
        )
        yield view.figure, 0.9 if feature < 3 else 0.4
    for frame in view.frames:
        frame.set_visible(False)
    view.sums[best].set_visible(True)
    view.say(f"all {v['features']} products of {v['best_word']} add up to {v['sums'][best]:.1f}", 0)
    yield view.figure, 2.5


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    view, best = View(v), v["best"]
    view.say(f"the query meets the key of {v['best_word']}", 0)
    yield view.figure, 2.0
    yield from _features(view)
    for row, word in enumerate(v["words"]):
        if row == best:
            continue
        view.products[row].show()
        view.sums[row].set_visible(True)
        view.say(f"the same query meets the key of “{word}”: {v['sums'][row]:.1f}", 1)
        yield view.figure, 0.4
    yield view.figure, 1.2
    for text in view.scores:
        text.set_visible(True)
    view.say(f"each sum divided by √{v['features']} = {v['root']:.0f}: the scores", 2)
    yield view.figure, 3.0
    for bar in view.weights:
        bar.show()
    view.say(
        f"softmax over the scores: {printed(v['weights'])[best]:.2f} of the weight on "
        f"{v['best_word']}",
        3,
    )
    yield view.figure, 4.0
