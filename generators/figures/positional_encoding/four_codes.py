"""What four position codes say about two places: a grid of looking and looked-at positions each."""

import numpy as np

import explainer
from explainer.drawing.marks.numbered import NUMBERS_LEFT, NUMBERS_TOP
from explainer.positions import alibi, rotary
from generators.figures.positional_encoding._page import CODE_NAMES, SCENE, outputs, untrained_with
from generators.kit import marks
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import NO_WORDS, Box, Cells, matrix, note, number_cells, titled, write
from generators.kit.theme import KEY, MUTED, QUERY, RESIDUAL, SMALL, signed_text
from generators.pipeline import results

N = 12  # positions
PAIRS, SHIFT = 1000, 500  # random queries and keys; how much later they are scored again
HEAD = 1  # of ALiBi, counted from 0; the steeper first one hardly leaves the diagonal
CODES = {  # what the numbers are
    "sinusoidal": "dot product\nof two codes",
    "learned": "dot product of\ntwo trained codes",
    "rotary": "score of one query\nand one key",
    "alibi": "penalty\nof one head",
}


def values() -> Values:
    config = explainer.load("translator").config
    code = explainer.sinusoidal(N, config.d_model)
    learned = np.array(results.read("positions")["translators"]["learned_products"])[:N, :N]
    d_head = config.d_model // config.n_heads
    query, key = np.random.default_rng(0).normal(size=(2, PAIRS, d_head))
    turned = rotary_scores(query, key, N)
    penalties = alibi(config.n_heads, N)[HEAD]
    grids = zip(CODES, (code @ code.T, learned, turned[0], penalties), strict=True)
    value: Values = {
        name: {"grid": grid.round(3).tolist(), "least": grid.min(), "most": grid.max()}
        for name, grid in grids
    }
    along = [np.ptp(np.diagonal(learned, shift)) for shift in range(1 - N, N)]
    value["learned"]["diagonals"] = max(along)  # how much the numbers of one distance differ
    value["rotary"] |= {
        "pairs": PAIRS,
        "shift": SHIFT,
        "moved": np.abs(turned - rotary_scores(query, key, N, SHIFT)).max(),
        "spread": turned.std(),
        "directed": np.abs(turned[0] - turned[0].T).max(),
    }
    reversed_gaps = {name: _reversed_gap(name) for name in CODES if name != "learned"}
    shown = {"n": N, "longest": config.longest, "learned_error": _too_long(config.longest)}
    return {**value, **shown, "reversed": reversed_gaps}


def rotary_scores(query: np.ndarray, key: np.ndarray, n: int, start: int = 0) -> np.ndarray:
    """Scores of the same query and key standing at every pair of n positions [pairs, n, n]."""
    queries, keys = (rotary(np.repeat(one[:, None], n, axis=1), start) for one in (query, key))
    return np.asarray(queries @ np.swapaxes(keys, -1, -2))


def _reversed_gap(code: str) -> float:
    """A random encoder reads SCENE backwards: its outputs against the reversed outputs."""
    model = untrained_with(code)
    return float(np.abs(outputs(model, SCENE[::-1]) - outputs(model, SCENE)[::-1]).max())


def _too_long(longest: int) -> str:
    """What the library says about a sentence longer than a learned code."""
    try:
        outputs(untrained_with("learned"), ("the",) * (longest + 1))
    except ValueError as error:
        return str(error)
    raise AssertionError("a learned code has no vector for this position")


def alt(v: Values) -> str:
    return (
        f"Four grids of {v['n']} by {v['n']} positions. Sinusoidal and ALiBi: stripes along the "
        "diagonals, the same on both sides. Rotary: stripes along the diagonals that differ on the "
        "two sides. Learned: no two cells of a diagonal agree exactly; they differ by up to "
        f"{v['learned']['diagonals']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(
        len(CODES), (163, 230), (149, 220), across=(0, 2), top=page.pick(24, 46)
    )
    write(ax, 12, 14, "who looks ↓", QUERY, SMALL)
    write(ax, 86, 14, "what is looked at →", KEY, SMALL)
    key = page.pick((390, 7), (12, 27))
    marks.weight_legend(ax, *key, "each grid, least to largest", RESIDUAL)
    for box, code in zip(boxes, CODES, strict=True):
        _panel(ax, box, code, v[code])
    return figure


def _panel(ax: Axes, box: Box, code: str, shown: Values) -> None:
    below = titled(ax, box, CODE_NAMES.get(code, code))
    note(ax, box.left, below.top - 2, CODES[code], size=SMALL)
    least, most = shown["least"], shown["most"]
    shares = (np.array(shown["grid"]) - least) / (most - least)
    cells = Cells(((box.width - NUMBERS_LEFT) // N,) * 2, digits=None, role=RESIDUAL)
    left, top = box.left + NUMBERS_LEFT, box.top + 58 + NUMBERS_TOP
    grid = matrix(ax, left, top, shares, NO_WORDS, cells, reads=shown["grid"])
    number_cells(ax, grid, looking=True)
    span = f"{signed_text(least)} to {signed_text(most)}"
    write(ax, left, grid.bottom + 13, span, MUTED, SMALL)
