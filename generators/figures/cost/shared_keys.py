"""Eight query heads on eight, two or one set of keys and values; sharing is repeating."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer import attend, causal_mask, multi_head_attention
from explainer.heads import merge_heads
from generators.kit.marks import note, token, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, QUERY, SMALL, canvas
from generators.kit.values import Values

N, D_HEAD, HEADS = 32, 16, 8
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
        "sets": dict(SETS),
        "kept": {name: 2 * D_HEAD * count for name, count in SETS.items()},
        "saved": {name: HEADS // count for name, count in SETS.items()},
        "errors": {name: sharing_error(count) for name, count in SETS.items()},
        "largest_error": max(sharing_error(count) for count in SETS.values()),
        "not_the_same": float(np.abs(apart - forced).max()),
        "n": N,
        "d_head": D_HEAD,
    }


def alt(v: Values) -> str:
    listed = "; ".join(f"{name}: {count}" for name, count in v["sets"].items())
    return (
        f"Three pictures of {v['heads']} query heads with arrows to the sets of keys and values "
        f"that they look at. {listed}."
    )


def _picture(ax: Axes, x: float, y: float, v: Values, name: str) -> None:
    count, heads = v["sets"][name], v["heads"]
    pitch = 25.0
    write(ax, x, y + 8, name, INK, LABEL, weight="semibold")
    tops = [
        token(ax, x + index * pitch, y + 28, str(index + 1), QUERY, size=SMALL, height=22)
        for index in range(heads)
    ]
    each = heads // count
    for index in range(count):
        group = tops[index * each : (index + 1) * each]
        middle = (group[0].left + group[-1].right) / 2
        below = token(
            ax, middle, y + 104, str(index + 1), KEY, size=SMALL, height=22, align="centre"
        )
        for top in group:
            ax.plot(
                [top.centre[0], below.centre[0]],
                [top.bottom + 2, below.top - 2],
                color=MUTED,
                linewidth=1.25,
            )
    sets = "1 set" if count == 1 else f"{count} sets"
    note(ax, x, y + 136, f"{sets}: {v['kept'][name]} numbers a token", KEY, SMALL)


def draw(v: Values) -> Figure:
    figure, ax = canvas(712, 184)
    for index, name in enumerate(v["sets"]):
        _picture(ax, 18 + index * 236, 14, v, name)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = canvas(332, 516)
    for index, name in enumerate(v["sets"]):
        _picture(ax, 40, 12 + index * 170, v, name)
    return figure
