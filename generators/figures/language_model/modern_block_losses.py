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
    blocks = {name: _measured(runs) for name, runs in own.items()}
    losses = {name: blocks[name]["loss"] for name in blocks}
    for name in (BASE, "rotary"):
        beyond = blocks[name]["loss_beyond"]["mean"]
        blocks[name]["beyond_costs"] = beyond - losses[name]["mean"]
    for name in set(blocks) - {BASE}:
        pairs = zip(losses[BASE]["each"], losses[name]["each"], strict=True)
        blocks[name]["gain"] = brief([paper - changed for paper, changed in pairs])
    # Better or worse: all trainings on one side of all those of the paper's block.
    single = [name for name in BLOCKS if name not in (BASE, "all_five")]
    better = [BLOCKS[n] for n in single if losses[n]["most"] < losses[BASE]["least"]]
    worse = [BLOCKS[n] for n in single if losses[n]["least"] > losses[BASE]["most"]]
    keys = ("steps", "batch", "length", "held_out", "held_out_tokens", "cpu_seconds")
    sizes = found["blocks"][BASE]
    return {
        **blocks,
        **{key: found[key] for key in keys},
        "seeds": len(found["seeds"]),
        "rate": found["runs"][0]["rate"],
        "rates": [one["rate"] for one in found["trials"]],
        "start_matters": losses[BASE]["most"] - losses[BASE]["least"],
        "better": " and ".join(better) or "none",
        "worse": " and ".join(worse) or "none",
        **{key: sizes[key] for key in ("d_model", "n_heads", "decoder_layers", "vocabulary")},
        "sets_of_keys": found["blocks"]["shared_keys"]["n_key_value_heads"],
    }


def _measured(runs: list[Values]) -> Values:
    return {**over_seeds(runs, "loss", "loss_beyond"), "parameters": runs[0]["parameters"]}


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
