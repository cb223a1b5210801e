"""What keys and values of a text take, by its length, for three models and three ways to save."""

import dataclasses
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.memory import HALF, LLAMA_2_7B, cache_bytes, weights_bytes
from explainer.sizes import KNOWN, total_parameters
from generators.kit.charts import axis_titles, label_lines
from generators.kit.theme import ENCODER, INK, KEY, MUTED, RESIDUAL, SMALL, chart
from generators.kit.values import Values

LENGTHS = (1, 128, 1024, 4096, 32_768, 131_072)
DRAWN = (128, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072)
WINDOW, GROUPS = 4096, 8
MEBIBYTE, GIBIBYTE = 2**20, 2**30


def values() -> Values:
    large = LLAMA_2_7B
    ways: dict[str, tuple[Any, int | None]] = {
        "gpt2": (KNOWN["gpt2"], None),
        "smollm2": (KNOWN["smollm2"], None),
        "smollm2_unshared": (dataclasses.replace(KNOWN["smollm2"], n_key_value_heads=None), None),
        "llama": (large, None),
        "llama_grouped": (dataclasses.replace(large, n_key_value_heads=GROUPS), None),
        "llama_one": (dataclasses.replace(large, n_key_value_heads=1), None),
        "llama_window": (large, WINDOW),
        "llama_both": (dataclasses.replace(large, n_key_value_heads=GROUPS), WINDOW),
    }
    parameters = total_parameters(large) * HALF
    for_each = cache_bytes(large, 1)
    return {
        "bytes": {
            name: {str(n): cache_bytes(model, n, window) for n in LENGTHS}
            for name, (model, window) in ways.items()
        },
        "text": {
            name: {str(n): _text(cache_bytes(model, n, window)) for n in LENGTHS}
            for name, (model, window) in ways.items()
        },
        "curves": {
            name: [cache_bytes(model, n, window) for n in DRAWN]
            for name, (model, window) in ways.items()
        },
        "models": {
            name: {
                "name": model.name,
                "layers": model.decoder_layers,
                "heads": model.n_heads,
                "sets": model.key_value_heads,
                "d_head": model.d_model // model.n_heads,
            }
            for name, (model, _) in ways.items()
        },
        "lengths": list(DRAWN),
        "window": WINDOW,
        "groups": GROUPS,
        "parameters_bytes": parameters,
        "parameters_text": _text(parameters),
        "as_large_as_the_model_at": parameters // for_each + 1,
        "weights_of_a_layer": {str(n): _text(weights_bytes(large, n)) for n in LENGTHS},
        "weights_over_cache": weights_bytes(large, 4096) / cache_bytes(large, 4096),
        "smollm2_over_gpt2": cache_bytes(KNOWN["smollm2"], 1) / cache_bytes(KNOWN["gpt2"], 1),
        "smollm2_saved": KNOWN["smollm2"].n_heads / KNOWN["smollm2"].key_value_heads,
    }


def _text(number: int) -> str:
    for unit, size in (("GiB", GIBIBYTE), ("MiB", MEBIBYTE), ("KiB", 2**10)):
        if number >= size:
            return f"{number / size:.3g}\N{NO-BREAK SPACE}{unit}"
    return f"{number} bytes"


def alt(v: Values) -> str:
    listed = ", ".join(
        f"{v['models'][name]['name']} {v['text'][name]['1024']}"
        for name in ("gpt2", "smollm2", "llama")
    )
    shared, one = (
        v["bytes"]["llama"]["1"] // v["bytes"][name]["1"] for name in ("llama_grouped", "llama_one")
    )
    return (
        "Size of the key-value cache over the length of the text, both axes logarithmic: straight "
        f"lines. At 1,024 tokens {listed}. Llama's is divided by {shared} with {v['groups']} sets, "
        f"by {one} with one, and flat beyond {v['window']:,} tokens with a window."
    )


LOOKS: dict[str, tuple[str, str, Any]] = {
    "llama": ("Llama-2-7B", KEY, "-"),
    "llama_grouped": ("with 8 sets for 32 heads", KEY, (0, (5, 2))),
    "llama_window": ("with a window of 4,096", KEY, (0, (1, 1.8))),
    "llama_one": ("with 1 set for 32 heads", KEY, (0, (3, 2, 1, 2))),
    "gpt2": ("GPT-2 small", RESIDUAL, "-"),
    "smollm2": ("SmolLM2-135M", ENCODER, "-"),
}


def _plot(ax: Axes, v: Values, roomy: bool) -> None:
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    lines = []
    for name, (_, role, dashes) in LOOKS.items():
        stop = len(v["lengths"])
        if name == "gpt2":  # its table of positions has 1,024 rows
            stop = v["lengths"].index(KNOWN["gpt2"].learned_positions) + 1
        line = ax.plot(v["lengths"][:stop], v["curves"][name][:stop], color=role, linestyle=dashes)[
            0
        ]
        line.set_clip_on(False)
        lines.append(line)
    ax.axhline(v["parameters_bytes"], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
    ax.annotate(
        "Llama-2-7B itself",
        (v["lengths"][0], v["parameters_bytes"]),
        xytext=(4, -13),
        textcoords="offset points",
        color=MUTED,
        fontsize=SMALL,
    )
    ax.set_xlim(v["lengths"][0], v["lengths"][-1])
    ticks = (128, 1024, 8192, 65_536)
    ax.set_xticks(ticks)
    ax.set_xticklabels([f"{n:,}" for n in ticks])
    ax.set_ylim(2**21, 2**37)
    ax.set_yticks([2**22, 2**26, 2**30, 2**34])
    ax.set_yticklabels(["4 MiB", "64 MiB", "1 GiB", "16 GiB"])
    ax.minorticks_off()
    ax.tick_params(colors=INK)
    axis_titles(ax, x="tokens kept and read", y="keys and values of one text, half precision")
    kept = [i for i, name in enumerate(LOOKS) if name != "gpt2"]
    label_lines(
        ax, [lines[i] for i in kept], [list(LOOKS.values())[i][0] for i in kept], size=SMALL
    )
    stop = KNOWN["gpt2"].learned_positions
    at = (stop, v["bytes"]["gpt2"][str(stop)])
    ax.plot(*at, "o", color=RESIDUAL, markersize=6)
    ax.annotate(
        f"GPT-2 small, which ends at {stop:,}" if roomy else "GPT-2 small",
        at,
        xytext=(1, 0.02),
        ha="right",
        va="bottom",
        textcoords="axes fraction",
        color=RESIDUAL,
        fontsize=SMALL,
        arrowprops={
            "arrowstyle": "-",
            "color": RESIDUAL,
            "linewidth": 0.75,
            "shrinkB": 5,
            "relpos": (0, 0.6),
        },
    )


def draw(v: Values) -> Figure:
    figure, ax = chart(620, 340, left=60, right=164, top=38, bottom=46)
    _plot(ax, v, True)
    return figure


def narrow(v: Values) -> Figure:
    figure, ax = chart(340, 330, left=54, right=142, top=38, bottom=46)
    _plot(ax, v, False)
    ax.set_xticks([1024, 65_536])
    ax.set_xticklabels(["1,024", "65,536"])
    return figure
