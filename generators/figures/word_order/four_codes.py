"""What four position codes say about two places: a grid of looking and looked-at positions each."""

from dataclasses import replace
from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.positions import alibi, rotary
from explainer.untrained import untrained
from generators.figures.word_order._page import SCENE, outputs
from generators.kit.marks import Cells, Words, matrix, note, write
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL, canvas, signed_text
from generators.pipeline import results

N, D_HEAD, PAIRS, SHIFT = 12, 16, 1000, 500
HEAD = 1  # of the ALiBi heads, the one drawn
PANELS = (
    ("sinusoidal", "dot product", "of two codes"),
    ("learned", "dot product of", "two trained codes"),
    ("rotary", "score of one query", "and one key"),
    ("alibi", "penalty", "of one head"),
)


def values() -> dict[str, Any]:
    code = explainer.sinusoidal(N, 64)
    learned = np.array(results.read("positions")["translators"]["learned_products"])[:N, :N]
    random = np.random.default_rng(0)
    query, key = random.normal(size=(2, PAIRS, D_HEAD))
    grids = {
        "sinusoidal": code @ code.T,
        "learned": learned,
        "rotary": rotary_scores(query[:1], key[:1], N)[0],
        "alibi": alibi(4, N)[HEAD],
    }
    value: dict[str, Any] = {
        name: {
            "grid": np.round(grid, 3).tolist(),
            "diagonals": _spread_on_diagonals(grid),
            "directed": float(np.abs(grid - grid.T).max()),
            "least": float(grid.min()),
            "most": float(grid.max()),
        }
        for name, grid in grids.items()
    }
    value["rotary"] |= _rotary_measured(query, key)
    value["reversed"] = {name: _reversed_gap(name) for name in explainer_codes()}
    value["slopes"] = (-alibi(4, 2)[:, 0, 1]).tolist()
    value["n"] = N
    value["learned_error"] = _too_long()
    value["longest"] = explainer.load("translator").config.longest
    return value


def explainer_codes() -> tuple[str, ...]:
    """The codes that Config knows, and none."""
    return ("sinusoidal", "learned", "rotary", "alibi", "none")


def rotary_scores(query: np.ndarray, key: np.ndarray, n: int, start: int = 0) -> np.ndarray:
    """Scores of the same query and key standing at every pair of n positions [pairs, n, n]."""
    queries, keys = (np.repeat(one[:, None], n, axis=1) for one in (query, key))
    turned = rotary(keys, start)
    scores: np.ndarray = rotary(queries, start) @ np.swapaxes(turned, -1, -2)
    return scores


def _rotary_measured(query: np.ndarray, key: np.ndarray) -> dict[str, Any]:
    here, later = (rotary_scores(query, key, N, start) for start in (0, SHIFT))
    lengths = np.linalg.norm(rotary(query[:, None]), axis=-1)[:, 0] - np.linalg.norm(query, axis=-1)
    return {
        "pairs": len(query),
        "shift": SHIFT,
        "moved": float(np.abs(here - later).max()),
        "spread": float(here.std()),
        "lengths": float(np.abs(lengths).max()),
    }


def _reversed_gap(code: Any) -> float:
    """A random encoder reads SCENE backwards: its outputs against the reversed outputs."""
    model = explainer.load("translator")
    model = untrained(replace(model, config=replace(model.config, positions=code)), 0)
    return float(np.abs(outputs(model, SCENE[::-1]) - outputs(model, SCENE)[::-1]).max())


def _spread_on_diagonals(grid: np.ndarray) -> float:
    """How much the numbers of one distance differ, at most."""
    return float(max(np.ptp(np.diagonal(grid, k)) for k in range(1 - len(grid), len(grid))))


def _too_long() -> str:
    """What the library says about a sentence longer than a learned code."""
    model = explainer.load("translator")
    config = replace(model.config, positions="learned")
    model = untrained(replace(model, config=config), 0)
    words = ("the",) * (config.longest + 1)
    try:
        outputs(model, words)
    except ValueError as error:
        return str(error)
    raise AssertionError("a learned code has no vector for this position")


def alt(v: dict[str, Any]) -> str:
    return (
        f"Four grids of {v['n']} by {v['n']} positions. Sinusoidal and ALiBi: stripes along the "
        "diagonals, the same on both sides. Rotary: stripes along the diagonals that differ on the "
        "two sides. Learned: no two cells of a diagonal agree exactly; they differ by up to "
        f"{v['learned']['diagonals']:.2f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(664, 248)
    for index, panel in enumerate(PANELS):
        _panel(ax, 12 + index * 164, 8, v, *panel)
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(340, 484)
    for index, panel in enumerate(PANELS):
        _panel(ax, 10 + index % 2 * 166, 8 + index // 2 * 240, v, *panel)
    return figure


def _panel(
    ax: Any, x: float, y: float, v: dict[str, Any], name: str, first: str, second: str
) -> None:
    panel = v[name]
    grid = np.array(panel["grid"])
    shades = (grid - grid.min()) / (grid.max() - grid.min()) * 0.9
    title = {"alibi": "ALiBi"}.get(name, name)
    write(ax, x, y + 10, title, INK, LABEL, weight="semibold")
    note(ax, x, y + 20, f"{first}\n{second}", MUTED, SMALL)
    matrix(
        ax,
        x,
        y + 58,
        shades,
        Words(row_title="", column_title="", left=0, top=0),
        Cells((12.4, 12.4), digits=None, role=RESIDUAL),
    )
    ends = f"faint {signed_text(panel['least'])}, strong {signed_text(panel['most'])}"
    write(ax, x, y + 58 + 12 * 12.4 + 13, ends, MUTED, SMALL)
