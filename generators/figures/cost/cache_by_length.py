"""What keys and values of a text take, by its length, for two models and one way to save."""

import dataclasses
from typing import Any

from explainer.memory import HALF, LLAMA_2_7B, cache_bytes
from explainer.sizes import KNOWN, total_parameters
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Figure, Page, Values
from generators.kit.theme import MUTED, NEUTRAL, SMALL

DRAWN = tuple(2**power for power in range(7, 18))
TABLED = (1, 1024, 4096, 131_072)
WINDOW, GROUPS = 4096, 8
UNITS = {"GiB": 2**30, "MiB": 2**20, "KiB": 2**10}
GPT2, SMOL = KNOWN["gpt2"], KNOWN["smollm2"]
# model, and how far it looks back
WAYS: dict[str, tuple[Any, int | None]] = {
    "gpt2": (GPT2, None),
    "smollm2": (SMOL, None),
    "llama": (LLAMA_2_7B, None),
    "llama_grouped": (dataclasses.replace(LLAMA_2_7B, n_key_value_heads=GROUPS), None),
    "llama_one": (dataclasses.replace(LLAMA_2_7B, n_key_value_heads=1), None),
    "llama_window": (LLAMA_2_7B, WINDOW),
}
LOOKS = {  # what is drawn -> colour, line style
    "llama": (NEUTRAL[0], "-"),
    "llama_grouped": (NEUTRAL[0], "--"),
    "smollm2": (NEUTRAL[1], "-"),
}


def values() -> Values:
    itself = total_parameters(LLAMA_2_7B) * HALF
    return {
        "text": {
            name: {
                str(n): _text(cache_bytes(model, n, window))
                for n in TABLED
                if n <= (model.learned_positions or n)
            }
            for name, (model, window) in WAYS.items()
        },
        "curves": {name: [cache_bytes(*_at(name, n)) for n in DRAWN] for name in LOOKS},
        "models": {name: _sizes(name) for name in WAYS},
        "lengths": list(DRAWN),
        "parameters_bytes": itself,
        "parameters_text": _text(itself),
        "as_large_as_the_model_at": 1000 * round(itself / cache_bytes(LLAMA_2_7B, 1) / 1000),
        "smollm2_saved": SMOL.n_heads / SMOL.key_value_heads,
    }


def _at(name: str, length: int) -> tuple[Any, int, int | None]:
    model, window = WAYS[name]
    return model, length, window


def _sizes(name: str) -> Values:
    """What a token's keys and values are counted from; what a changed model shares is said once."""
    model, window = WAYS[name]
    counts = {"layers": model.decoder_layers, "heads": model.n_heads, "sets": model.key_value_heads}
    own = model in (GPT2, SMOL, LLAMA_2_7B) and window is None
    width = {} if name == "smollm2" else {"d_head": model.d_model // model.n_heads}
    return {**counts, "name": model.name, **width} if own else counts


def _text(number: int) -> str:
    unit, size = next((unit, size) for unit, size in UNITS.items() if number >= size)
    return f"{number / size:.3g}\N{NO-BREAK SPACE}{unit}"


def alt(v: Values) -> str:
    models = v["models"]
    listed = ", ".join(
        f"{models[name]['name']} {v['text'][name]['1024']}" for name in ("gpt2", "smollm2", "llama")
    )
    shared = models["llama"]["heads"] // models["llama_grouped"]["sets"]
    return (
        "Size of the key-value cache over the length of the text, both axes logarithmic: straight "
        f"lines. At 1,024 tokens {listed}. Llama's is divided by {shared} if {shared} heads share."
    )


def _label(v: Values, name: str) -> str:
    of = v["models"][name]
    if name == "llama_grouped":
        return f"if {of['heads'] // of['sets']} heads share"
    return str(of["name"])


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.chart(560, 330, left=60, right=page.pick(160, 146), top=38, bottom=46)
    lengths = v["lengths"]
    ticks: dict[float, str] = {
        n: f"{n:,}" for n in page.pick((128, 1024, 8192, 65_536), (1024, 65_536))
    }
    sizes: dict[float, str] = {2**22: "4 MiB", 2**27: "128 MiB", 2**32: "4 GiB"}
    tokens = Axis("tokens kept and read", (lengths[0], 1.1 * lengths[-1]), ticks, log=2)
    kept = "keys and values of one text, half precision"
    set_axes(ax, tokens, Axis(kept, (2**21, 2**37), sizes, log=2))
    itself = v["parameters_bytes"]
    ax.axhline(itself, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
    name = f"{v['models']['llama']['name']} itself"
    ax.text(1.1 * lengths[0], 1.25 * itself, name, color=MUTED, fontsize=SMALL)
    lines = [
        Curve(_label(v, name), v["curves"][name], role=role, dash=dash)
        for name, (role, dash) in LOOKS.items()
    ]
    curves(ax, lengths, lines, SMALL)
    return figure
