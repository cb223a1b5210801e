"""Two sentences of the same words: what the encoder returns, without and with its code."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.figures.word_order._page import (
    EXCHANGED,
    GOES_TO,
    SCENE,
    outputs,
    translator,
    without_code,
)
from generators.kit.marks import note, token, vector, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, SMALL, canvas

SHOWN = 10  # numbers of each vector
PANEL, ROW, HEAD = 318.0, 36.0, 78.0


def values() -> dict[str, Any]:
    value: dict[str, Any] = {
        "first": " ".join(SCENE),
        "second": " ".join(EXCHANGED),
        "width": translator().config.d_model,
        "shown": SHOWN,
    }
    for name, model in (("without", without_code(translator())), ("coded", translator())):
        first, second = outputs(model, SCENE), outputs(model, EXCHANGED)[list(GOES_TO)]
        gaps = np.abs(first - second).max(axis=1)
        value[name] = {
            "first": first[:, :SHOWN].tolist(),
            "second": second[:, :SHOWN].tolist(),
            "gaps": gaps.tolist(),
            "largest": float(gaps.max()),
            "smallest": float(gaps.min()),
            "two_the": float(np.abs(first[0] - first[3]).max()),
            "deviation": float(first.std()),
            "french": [explainer.translate(model, " ".join(s)).text for s in (SCENE, EXCHANGED)],
        }
    return value


def alt(v: dict[str, Any]) -> str:
    return (
        f"For each word of {v['first']}, the vector that the encoder returns here and in "
        f"{v['second']}. Without a position code each pair is the same up to "
        f"{v['without']['largest']:.0e}; with the code every pair differs, by up to "
        f"{v['coded']['largest']:.1f}."
    )


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(2 * PANEL + 24, HEAD + ROW * len(SCENE) + 14)
    _panel(ax, 12, 8, v, "without", "without its position code")
    _panel(ax, 12 + PANEL + 8, 8, v, "coded", "with its position code")
    return figure


def narrow(v: dict[str, Any]) -> Figure:
    height = HEAD + ROW * len(SCENE) + 12
    figure, ax = canvas(336, 2 * height + 8)
    _panel(ax, 10, 8, v, "without", "without its position code")
    _panel(ax, 10, 8 + height, v, "coded", "with its position code")
    return figure


def _panel(ax: Any, x: float, y: float, v: dict[str, Any], name: str, title: str) -> None:
    panel = v[name]
    limit = max(float(np.abs(panel[key]).max()) for key in ("first", "second"))
    write(ax, x, y + 10, title, INK, LABEL, weight="semibold")
    columns = (x + 62, x + 162)
    for left, first, second in zip(
        columns, ("the dog sees", "the cow sees"), ("the cow", "the dog"), strict=True
    ):
        note(ax, left, y + 26, first, ENCODER, SMALL)
        note(ax, left, y + 41, second, ENCODER, SMALL)
    note(ax, x + 262, y + 26, "largest", MUTED, SMALL)
    note(ax, x + 262, y + 41, "difference", MUTED, SMALL)
    for row, word in enumerate(SCENE):
        top = y + HEAD - 12 + row * ROW
        token(ax, x, top, word, ENCODER)
        for left, key in zip(columns, ("first", "second"), strict=True):
            vector(ax, left, top, panel[key][row], ENCODER, None, (9, 26), limit=limit)
        gap = panel["gaps"][row]
        text = f"{gap:.2f}" if gap > 0.005 else "0.00"
        write(ax, x + 262, top + 13, text, INK, LABEL, weight="semibold")
