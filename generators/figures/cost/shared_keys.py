"""Eight query heads on eight, two or one set of keys and values; sharing is repeating."""

import numpy as np

from explainer import attend, causal_mask, multi_head_attention
from explainer.heads import merge_heads
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, note, titled, token
from generators.kit.theme import KEY, MUTED, QUERY, SMALL

N, D_HEAD, HEADS = 32, 16, 8
PITCH = 28.0  # px from a head to the next
SETS = {"multi-head": 8, "grouped-query": 2, "multi-query": 1}


def repeated_columns(weight: np.ndarray, n_sets: int) -> np.ndarray:
    """A key or value matrix [d, sets × d_head] as the [d, heads × d_head] that gives the same."""
    split = weight.reshape(len(weight), n_sets, D_HEAD)
    return np.repeat(split, HEADS // n_sets, axis=1).reshape(len(weight), -1)


def sharing_error(n_sets: int, seed: int = 0) -> float:
    """Largest difference of grouped-query attention from full attention with repeated matrices."""
    random = np.random.default_rng(seed)
    d_model = HEADS * D_HEAD
    x = random.normal(size=(N, d_model))
    w_q, w_o = random.normal(size=(2, d_model, d_model)) / d_model**0.5
    w_k, w_v = random.normal(size=(2, d_model, n_sets * D_HEAD)) / d_model**0.5
    mask = causal_mask(N)

    # [tokens, width] -> [sets, heads that share, tokens, d_head]; keys have one head a set
    queries = (x @ w_q).reshape(N, n_sets, HEADS // n_sets, D_HEAD).transpose(1, 2, 0, 3)
    keys, values_ = (
        (x @ w).reshape(N, n_sets, 1, D_HEAD).transpose(1, 2, 0, 3) for w in (w_k, w_v)
    )
    scores = queries @ keys.swapaxes(-1, -2) / D_HEAD**0.5
    scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    grouped = merge_heads((weights @ values_).reshape(HEADS, N, D_HEAD)) @ w_o

    parameters = {
        "query": w_q,
        "key": repeated_columns(w_k, n_sets),
        "value": repeated_columns(w_v, n_sets),
        "output": w_o,
    }
    parameters |= {f"{name}_bias": np.zeros(d_model) for name in tuple(parameters)}
    full = multi_head_attention(x, x, parameters, HEADS, mask).output
    return float(np.abs(grouped - full).max())


def values() -> Values:
    random = np.random.default_rng(1)
    queries, keys, passed = random.normal(size=(3, HEADS, N, D_HEAD))
    shared = np.repeat(keys[:2], HEADS // 2, axis=0)  # what happens to heads that did not share
    apart = attend(queries, keys, passed).output
    forced = attend(queries, shared, np.repeat(passed[:2], HEADS // 2, axis=0)).output
    return {
        "heads": HEADS,
        "width": D_HEAD,
        "sets": dict(SETS),
        "kept": {name: 2 * D_HEAD * count for name, count in SETS.items()},
        "largest_error": max(sharing_error(count) for count in SETS.values()),
        "not_the_same": float(np.abs(apart - forced).max()),
    }


def alt(v: Values) -> str:
    listed = "; ".join(f"{name}: {count}" for name, count in v["sets"].items())
    return (
        f"Three pictures of {v['heads']} query heads with arrows to the sets of keys and values "
        f"that they look at. {listed}."
    )


def draw(v: Values, page: Page) -> Figure:
    size = PITCH * v["heads"], 158
    figure, ax, boxes = page.panels(len(v["sets"]), size, (312, 158), gap=26)
    for box, (name, count) in zip(boxes, v["sets"].items(), strict=True):
        below = _heads(ax, titled(ax, box, name), v["heads"], count)
        sets = "1 set" if count == 1 else f"{count} sets"
        text = f"{sets} × 2 × {v['width']} = {v['kept'][name]} numbers a token"
        note(ax, box.left, below + 8, text, KEY, SMALL)
    return figure


def _heads(ax: Axes, box: Box, heads: int, count: int) -> float:
    """Queries above, sets of keys and values below, joined; returns the lower end."""
    look: Values = {"size": SMALL, "height": 22}
    each, top, low = heads // count, box.top + 4, box.top + 80
    queries = [
        token(ax, box.left + index * PITCH, top, str(index + 1), QUERY, **look)
        for index in range(heads)
    ]
    for index in range(count):
        group = queries[index * each : (index + 1) * each]
        middle = (group[0].left + group[-1].right) / 2
        keys = token(ax, middle, low, str(index + 1), KEY, align="centre", **look)
        for query in group:
            (x0, y0), (x1, y1) = query.south, keys.north
            ax.plot([x0, x1], [y0 + 2, y1 - 2], color=MUTED, linewidth=1.25)
    return float(low + look["height"])
