"""Six ways to score on the same look-up: what each gets right after training."""

from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.pipeline import results

SCORERS = {
    "dot": "dot product, nothing learned",
    "general": "general (bilinear)",
    "projected": "projected dot product",
    "scaled": "the same, divided by √dₖ",
    "additive": "additive, no bias",
    "additive_bias": "additive with a bias",
}
TASKS = ("names", "turned")
COSTED = ("dot", "scaled", "general", "additive")
SETTINGS = ("width", "items", "symbols", "steps", "batch", "rates", "cost_length", "cost_repeats")


def values() -> Values:
    found = results.read("scaling")["look_up"]
    right: Values = {
        task: {name: _right(found["runs"], task, name) for name in SCORERS} for task in TASKS
    }
    costs, pairs = found["costs"], found["cost_length"] ** 2
    held = {name: pairs * (found["width"] + 1 if name == "additive" else 1) for name in COSTED}
    times = {name: costs[name]["fastest_milliseconds"] for name in COSTED}
    learned = [right["names"][name]["least"] for name in SCORERS if name != "dot"]
    multiplied = [right["turned"][name]["least"] for name in ("general", "projected", "scaled")]
    return {
        **{key: found[key] for key in (*SETTINGS, "longer")},
        "n_names": found["names"],
        "chance": 1 / found["symbols"],
        **right,
        "longer_additive": brief([run["accuracy"] for run in found["favoured"]]),
        "cost": {
            name: {
                "fastest_milliseconds": times[name],
                "numbers": held[name],  # the table and one hidden vector for each pair
                "parameters": _runs(found["runs"], "names", name)[0]["parameters"],
            }
            for name in COSTED
        },
        "slower": times["additive"] / times["scaled"],
        "more_numbers": held["additive"] / pairs,
        "least_learned_names": min(learned),
        "least_multiplied_turned": min(multiplied),
    }


def _runs(runs: list[Values], task: str, scorer: str) -> list[Values]:
    return [run for run in runs if (run["task"], run["scorer"]) == (task, scorer)]


def _right(runs: list[Values], task: str, scorer: str) -> Values:
    return brief([run["accuracy"] for run in _runs(runs, task, scorer)])


def alt(v: Values) -> str:
    parts = "; ".join(
        f"{label}: {v['names'][name]['mean']:.0%} and {v['turned'][name]['mean']:.0%}"
        for name, label in SCORERS.items()
    )
    return f"Symbols right on new lists, task names and task turned. {parts}."


def draw(v: Values, page: Page) -> Figure:
    rows = [
        DotRow(label, v["names"][name]["each"], v["turned"][name]["each"])
        for name, label in SCORERS.items()
    ]
    scale = Scale((0, 1), {v["chance"]: "guessing", 0.5: "50% right", 1.0: "100%"})
    return dot_rows(page, rows, scale, ("names: one query a key", "turned: fresh keys"), width=560)
