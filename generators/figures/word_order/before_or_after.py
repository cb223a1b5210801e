"""Does A come before B? Share of right answers of small models that differ in code and mask."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from generators.kit.marks import note, write
from generators.kit.theme import GRID, INK, LABEL, MASKED, MUTED, PANEL, RESIDUAL, SMALL, canvas
from generators.pipeline import results

SHORT = {
    "no code, sees everything": "bag",
    "no code, causal mask, one layer": "causal_one_layer",
    "no code, causal mask": "causal",
    "sinusoidal, sees everything": "sinusoidal",
    "learned, sees everything": "learned",
    "rotary, sees everything": "rotary",
    "ALiBi, sees everything": "alibi",
}


def values() -> dict[str, Any]:
    found = results.read("positions")
    before = found["before"]
    value: dict[str, Any] = {
        key: before[key] for key in ("length", "longer", "steps", "batch", "test")
    }
    value |= {"n_seeds": len(found["seeds"]), "command": found["command"], "models": {}}
    for name, short in SHORT.items():
        runs = [run for run in before["runs"] if run["name"] == name]
        value["models"][short] = {
            "name": name,
            "parameters": runs[0]["parameters"],
            "moves": max(run["largest_difference"] for run in runs),
        }
        for key in ("accuracy", "accuracy_longer"):
            each = [run[key] for run in runs]
            value["models"][short][key] = {
                "each": each,
                "mean": float(np.mean(each)),
                "least": min(each),
                "most": max(each),
            }
    models = value["models"]
    coded = [models[name] for name in ("sinusoidal", "learned", "rotary", "alibi")]
    value["least_with_code"] = min(one["accuracy"]["least"] for one in coded)
    value["most_fallen"] = max(one["accuracy_longer"]["most"] for one in coded[:3])
    return value


def alt(v: dict[str, Any]) -> str:
    models = v["models"]
    trained, longer = (
        ", ".join(f"{m['name']}: {m[key]['mean']:.2f}" for m in models.values())
        for key in ("accuracy", "accuracy_longer")
    )
    return (
        f"Share of right answers at the trained length of {v['length']} letters, chance 0.50. "
        f"{trained}. At {v['longer']} letters: {longer}."
    )


def draw(v: dict[str, Any]) -> Figure:
    return _chart(v, 600, 224, 370, 38, 0)


def narrow(v: dict[str, Any]) -> Figure:
    return _chart(v, 340, 12, 330, 56, 20)


def _chart(
    v: dict[str, Any], width: float, left: float, reach: float, step: float, below: float
) -> Figure:
    top = 42.0
    bottom = top + step * len(v["models"])
    figure, ax = canvas(width, bottom + 34)
    for share, text in ((0.5, "chance: 0.50"), (0.75, "0.75"), (1.0, "1.00")):
        x = _at(left, reach, share)
        for row in range(len(v["models"])):  # the narrow layout has names between the lines
            y = top + row * step + (24 if below else 0)
            end = top + (row + 1) * step
            ax.plot([x, x], [y, end], color=MASKED if share == 0.5 else GRID, linewidth=1)
        write(ax, x, bottom + 14, text, MUTED, SMALL, align="centre" if share > 0.5 else "left")
    _dot(ax, 20, 16, True)
    note(ax, 32, 8, f"{v['length']} letters, as trained", INK, SMALL)
    _dot(ax, 176, 16, False)
    note(ax, 188, 8, f"{v['longer']} letters", INK, SMALL)
    for row, model in enumerate(v["models"].values()):
        y = top + (row + 0.4) * step
        if below:
            write(ax, left, y - 13, model["name"], INK, LABEL)
        else:
            write(ax, left - 12, y, model["name"], INK, LABEL, align="right")
        for key, filled, lower in (("accuracy", True, -6), ("accuracy_longer", False, 6)):
            for one in model[key]["each"]:
                _dot(ax, _at(left, reach, one), y + below / 2 + lower, filled)
    return figure


def _at(left: float, reach: float, share: float) -> float:
    """Where a share lies on the axis from 0.45 to 1.05."""
    return left + reach * (share - 0.45) / 0.6


def _dot(ax: Any, x: float, y: float, filled: bool) -> None:
    fill = RESIDUAL if filled else PANEL
    ax.add_patch(Circle((x, y), 4.5, facecolor=fill, edgecolor=RESIDUAL, linewidth=1.5, zorder=4))
