"""The translator trained with each position code and with none: held-out sentences right."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from generators.figures.word_order._page import code_names
from generators.kit.marks import bar, note, write
from generators.kit.theme import DECODER, INK, LABEL, MASKED, MUTED, SMALL, canvas
from generators.pipeline import results

NAMES = {"alibi": "ALiBi", "none": "no code"}
SHOWN = {"running": 0, "seen": 1, "seeing": 2, "tower": 3, "backwards": 4}


def values() -> dict[str, Any]:
    found = results.read("positions")
    trained = found["translators"]
    value: dict[str, Any] = {
        key: trained[key] for key in ("steps", "batch", "test", "moved", "roles")
    }
    value |= {"n_seeds": len(found["seeds"]), "cpu_minutes": found["cpu_seconds"] / 60}
    value["codes"] = {}
    for code in code_names(trained["runs"]):
        runs = [run for run in trained["runs"] if run["code"] == code]
        texts = list(runs[0]["shown"])
        value["codes"][code] = {
            "name": NAMES.get(code, code),
            "parameters": runs[0]["parameters"],
            "loss": float(np.mean([run["loss_curve"][-1][1] for run in runs])),
            "exact_match": _over([run["exact_match"] for run in runs]),
            "right_words": _over([run["right_words"] for run in runs]),
            "shuffled": _over([run["unchanged"]["shuffled"] for run in runs]),
            "reversed": _over([run["unchanged"]["reversed"] for run in runs]),
            "both_right": _over([run["roles"]["both_right"] for run in runs]),
            "same": _over([run["roles"]["same"] for run in runs]),
            "shown": {key: runs[0]["shown"][texts[i]] for key, i in SHOWN.items()},
        }
    with_code = [one for name, one in value["codes"].items() if name != "none"]
    value["least_with_code"] = min(one["exact_match"]["least"] for one in with_code)
    value["most_with_code"] = max(one["exact_match"]["most"] for one in with_code)
    directed = [value["codes"][code] for code in ("sinusoidal", "learned", "rotary")]
    value["least_roles_directed"] = min(one["both_right"]["least"] for one in directed)
    return value


def _over(each: list[float]) -> dict[str, Any]:
    return {"each": each, "mean": float(np.mean(each)), "least": min(each), "most": max(each)}


def alt(v: dict[str, Any]) -> str:
    shares = ", ".join(
        f"{one['name']} {one['exact_match']['mean']:.0%}" for one in v["codes"].values()
    )
    return f"Held-out sentences translated right, mean of {v['n_seeds']} seeds: {shares}."


def draw(v: dict[str, Any]) -> Figure:
    return _bars(v, 560, 120, 340)


def narrow(v: dict[str, Any]) -> Figure:
    return _bars(v, 340, 96, 180)


def _bars(v: dict[str, Any], width: float, left: float, reach: float) -> Figure:
    figure, ax = canvas(width, 44 + 38 * len(v["codes"]) + 30)
    write(ax, 12, 18, "held-out sentences translated right", INK, LABEL, weight="semibold")
    for row, (code, one) in enumerate(v["codes"].items()):
        y = 40 + row * 38
        role = MASKED if code == "none" else DECODER
        write(ax, left - 10, y + 9, one["name"], role, LABEL, align="right")
        share = one["exact_match"]
        bar(ax, left, y, share["mean"], reach, 18, role, f"{share['mean']:.1%}", LABEL)
        for seed in share["each"]:
            tick = left + reach * seed
            ax.plot([tick, tick], [y - 3, y + 21], color=INK, linewidth=1.5, zorder=4)
    note(ax, left, 40 + 38 * len(v["codes"]), f"ticks: the {v['n_seeds']} seeds", MUTED, SMALL)
    return figure
