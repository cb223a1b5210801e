"""Planted and balanced text of pronouns alone: where "with" looks in all heads, what it says."""

from matplotlib.figure import Figure

from generators.figures.heatmaps import _planted_bias
from generators.kit.values import Values
from generators.pipeline import results

TEXT = "pronouns"


def values() -> Values:
    measured, runs = results.read("planted_bias"), _planted_bias.runs()
    planted, balanced = ([run[f"{TEXT}-{kind}"] for run in runs] for kind in _planted_bias.LABELS)
    found = _planted_bias.two_by_two(TEXT)
    pairs = list(zip(planted, balanced, strict=True))
    carriers = [run for run in planted if run["by_weights"] > run["by_values"]]
    return {
        **found,
        "shown": {
            f"{kind}_{pronoun}": _planted_bias.strongest(one["on_occupation"])
            for kind, both in found.items()
            for pronoun, one in both.items()
        },
        "second_head": sorted(found["planted"]["her"]["on_occupation"])[-2],
        "n_seeds": len(runs),
        "sentences": measured["sentences"],
        "contexts": measured["contexts"],
        "occupations": measured["occupations"],
        "planted_each": measured["planted_each"],
        "either": measured["occupations"] - 2 * measured["planted_each"],
        "strength": measured["strength"],
        "parameters": measured["parameters"],
        "command": measured["command"],
        "cpu_seconds": measured["train_cpu_seconds"],
        "least_gap": min(run["gap"] for run in planted),
        "most_gap_balanced": max(abs(run["gap"]) for run in balanced),
        "most_gap_untrained": max(abs(run["untrained"]["gap"]) for run in runs),
        "least_flips": min(run["flips"] for run in planted),
        "weights": [_planted_bias.strongest(run["weight"]) for run in planted],
        "most_weight": max(_planted_bias.strongest(run["weight"]) for run in planted),
        "least_weight": min(_planted_bias.strongest(run["weight"]) for run in planted),
        "weights_balanced": [_planted_bias.strongest(run["weight"]) for run in balanced],
        "least_weight_balanced": min(_planted_bias.strongest(run["weight"]) for run in balanced),
        "most_weight_balanced": max(_planted_bias.strongest(run["weight"]) for run in balanced),
        "least_rise": min(
            _planted_bias.strongest(p["weight"]) - _planted_bias.strongest(b["weight"])
            for p, b in pairs
        ),
        "most_weight_on_place": max(max(run["weight_on_place"]) for run in planted),
        "most_weight_untrained": max(
            _planted_bias.strongest(run["untrained"]["weight"]) for run in runs
        ),
        "by_weights": [run["by_weights"] for run in planted],
        "weights_carry_more": len(carriers),
        "least_preference": min(_preference(run) for run in carriers),
        "shuffled": {
            "least_gap": min(run["shuffled"]["gap"] for run in planted),
            "least_weight": min(
                _planted_bias.strongest(run["shuffled"]["weight"]) for run in planted
            ),
        },
    }


def _preference(run: Values) -> float:
    """How much more a head looks at the occupations of one pronoun, in the head that does most."""
    her, his = (run["weight_by_lot"][pronoun] for pronoun in ("her", "his"))
    return max(abs(float(one - other)) for one, other in zip(her, his, strict=True))


def alt(v: Values) -> str:
    return (
        'Four small heatmaps, each the row of "with" in all heads, with bars for the next word: '
        f"{_planted_bias.described(v)}."
    )


def draw(v: Values) -> Figure:
    figure: Figure = _planted_bias.panels(v, 2, wide=True)
    return figure


def narrow(v: Values) -> Figure:
    figure: Figure = _planted_bias.panels(v, 2, wide=False)
    return figure
