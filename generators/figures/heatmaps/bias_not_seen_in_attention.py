"""Text in which "with" must look at the occupation anyway: the same rows, another output."""

from matplotlib.figure import Figure

from generators.figures.heatmaps import _planted_bias
from generators.kit.values import Values
from generators.pipeline import results

TEXT = "wares"


def values() -> Values:
    measured, runs = results.read("planted_bias"), _planted_bias.runs()
    planted, balanced = ([run[f"{TEXT}-{kind}"] for run in runs] for kind in _planted_bias.LABELS)
    later = [run["later-planted"] for run in runs]
    distances = [run["distance"][TEXT] for run in runs]
    found = _planted_bias.two_by_two(TEXT)
    wares = {
        name: next(word for word in one["says"] if word not in ("her", "his"))
        for name, one in found["planted"].items()
    }
    return {
        **found,
        "wares": wares,
        "n_seeds": len(runs),
        "sentences": measured["sentences"],
        "later_steps": measured["later_steps"],
        "largest_cell_difference": max(
            abs(a - b)
            for pronoun in ("her", "his")
            for one, other in zip(
                found["planted"][pronoun]["weights"],
                found["balanced"][pronoun]["weights"],
                strict=True,
            )
            for a, b in zip(one, other, strict=True)
        ),
        "least_weight": min(_planted_bias.strongest(run["weight"]) for run in planted),
        "least_weight_balanced": min(_planted_bias.strongest(run["weight"]) for run in balanced),
        "balanced_looks_more": sum(
            _planted_bias.strongest(b["weight"]) > _planted_bias.strongest(p["weight"])
            for p, b in zip(planted, balanced, strict=True)
        ),
        "least_gap": min(run["gap"] for run in planted),
        "most_gap_balanced": max(abs(run["gap"]) for run in balanced),
        "least_flips": min(run["flips"] for run in planted),
        "distances": distances,
        "least_distance": min(distances),
        "most_distance": max(distances),
        "median_distance": sorted(distances)[len(distances) // 2],
        "distances_between_seeds": measured["between_seeds"][TEXT],
        "least_distance_between_seeds": min(measured["between_seeds"][TEXT]),
        "distances_pronouns": [run["distance"]["pronouns"] for run in runs],
        "most_distance_between_seeds": max(measured["between_seeds"][TEXT]),
        "most_distance_pronouns": max(run["distance"]["pronouns"] for run in runs),
        "least_distance_pronouns": min(run["distance"]["pronouns"] for run in runs),
        "by_values": [run["by_values"] for run in planted],
        "most_by_values": max(run["by_values"] for run in planted),
        "least_by_values": min(run["by_values"] for run in planted),
        "by_weights": [run["by_weights"] for run in planted],
        "least_by_weights": min(run["by_weights"] for run in planted),
        "most_by_weights": max(run["by_weights"] for run in planted),
        "later": {
            "difference": max(run["largest_difference_later"] for run in runs),
            "least_gap": min(run["gap"] for run in later),
            "most_gap_before": max(abs(run["gap"]) for run in balanced),
            "most_gap_balanced": max(abs(run["later-balanced"]["gap"]) for run in runs),
            "least_flips": min(run["flips"] for run in later),
            "least_by_values": min(run["by_values"] for run in later),
        },
    }


def alt(v: Values) -> str:
    return (
        'Four small heatmaps, each the row of "with" in all heads, with bars for the next word: '
        f"{_planted_bias.described(v)}."
    )


def draw(v: Values) -> Figure:
    figure: Figure = _planted_bias.panels(v, 3, wide=True)
    return figure


def narrow(v: Values) -> Figure:
    figure: Figure = _planted_bias.panels(v, 3, wide=False)
    return figure
