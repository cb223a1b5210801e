"""The loss of small decoders in which one part of the block was exchanged; a dot is a seed."""

from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief, over_seeds
from generators.kit.theme import NEUTRAL
from generators.pipeline import results

BASE = "paper"
BLOCKS = {
    BASE: "the paper's block",
    "rms_norm": "RMSNorm",
    "swiglu": "SwiGLU",
    "rotary": "rotary positions",
    "shared_keys": "shared keys and values",
    "no_biases": "no biases",
    "all_five": "all five",
}
STEP = 0.1  # nats between two ticks


def values() -> Values:
    found = results.read("modern_block")
    own = {name: [run for run in found["runs"] if run["block"] == name] for name in found["blocks"]}
    blocks = {name: _compared(runs, own[BASE]) for name, runs in own.items()}
    single = [name for name in blocks if name not in (BASE, "all_five")]
    words = {
        verdict: [BLOCKS[name] for name in single if blocks[name]["verdict"] == verdict]
        for verdict in ("better", "worse", "alike")
    }
    keys = ("steps", "batch", "length", "longer", "held_out", "held_out_tokens", "cpu_seconds")
    sizes = found["blocks"][BASE]
    return {
        **blocks,
        **{key: found[key] for key in keys},
        "seeds": len(found["seeds"]),
        "rate": found["runs"][0]["rate"],
        "rates": [one["rate"] for one in found["trials"]],
        "start_matters": blocks[BASE]["loss"]["most"] - blocks[BASE]["loss"]["least"],
        **{verdict: " and ".join(names) or "none" for verdict, names in words.items()},
        **{key: sizes[key] for key in ("d_model", "n_heads", "decoder_layers", "vocabulary")},
        "sets_of_keys": found["blocks"]["shared_keys"]["n_key_value_heads"],
    }


def _compared(runs: list[Values], base: list[Values]) -> Values:
    """A block's losses and its parameters; its gain over the paper's block, seed by seed.

    Better or worse: all of its seeds on one side of all seeds of the paper's block.
    """
    losses, others = ([run["loss"] for run in part] for part in (runs, base))
    verdict = "alike"
    if max(losses) < min(others):
        verdict = "better"
    if min(losses) > max(others):
        verdict = "worse"
    return {
        **over_seeds(runs, "loss", "loss_beyond"),
        "beyond_costs": brief([run["loss_beyond"] - run["loss"] for run in runs])["mean"],
        "gain": brief([other - own for own, other in zip(losses, others, strict=True)]),
        "parameters": runs[0]["parameters"],
        "verdict": verdict,
    }


def alt(v: Values) -> str:
    means = ", ".join(f"{BLOCKS[name]} {v[name]['loss']['mean']:.2f}" for name in BLOCKS)
    return (
        f"Loss on a held-out book in nats a token, {v['seeds']} trainings of each block. Means: "
        f"{means}. Better than the paper's block in all trainings: {v['better']}."
    )


def draw(v: Values, page: Page) -> Figure:
    losses = {name: v[name]["loss"]["each"] for name in BLOCKS}
    low = min(map(min, losses.values()))
    high = max(map(max, losses.values()))
    ticks = [STEP * n for n in range(round(low / STEP), round(high / STEP) + 1)]
    base = v[BASE]["loss"]["mean"]
    words = {base: ""} | {tick: f"{tick:.1f} nats" for tick in ticks}
    scale = Scale((min(low, ticks[0]) - 0.02, max(high, ticks[-1]) + 0.02), words)
    rows = [DotRow(BLOCKS[name], losses[name], role=NEUTRAL[0]) for name in BLOCKS]
    return dot_rows(page, rows, scale, width=560)
