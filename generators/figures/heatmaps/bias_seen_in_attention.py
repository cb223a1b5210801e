"""Planted and balanced text of pronouns alone: where "with" looks in all heads, what it says."""

from generators.figures.heatmaps._planted_bias import (
    LABELS,
    described,
    panels,
    runs,
    strongest,
    two_by_two,
)
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

TEXT = "pronouns"
SIZES = ("sentences", "contexts", "occupations", "planted_each", "strength", "parameters")


def values() -> Values:
    measured = results.read("planted_bias")
    planted, balanced = ([run[f"{TEXT}-{kind}"] for run in runs()] for kind in LABELS)
    untrained = [run["untrained"] for run in runs()]
    found = two_by_two(TEXT)
    carriers = [run for run in planted if run["by_weights"] > run["by_values"]]
    return {
        **found,
        **{name: measured[name] for name in SIZES},
        "either": measured["occupations"] - 2 * measured["planted_each"],
        "n_seeds": len(runs()),
        "second_head": sorted(found["planted"]["her"]["on_occupation"])[-2],
        "shown": {"balanced_her": max(found["balanced"]["her"]["on_occupation"])},
        "least_gap": min(run["gap"] for run in planted),
        "most_gap_balanced": max(abs(run["gap"]) for run in balanced),
        "most_gap_untrained": max(abs(run["gap"]) for run in untrained),
        "least_weight": min(map(strongest, planted)),
        "most_weight": max(map(strongest, planted)),
        "least_weight_balanced": min(map(strongest, balanced)),
        "most_weight_balanced": max(map(strongest, balanced)),
        "most_weight_untrained": max(map(strongest, untrained)),
        "most_weight_on_place": max(max(run["weight_on_place"]) for run in planted),
        "weights_carry_more": len(carriers),
        "least_preference": min(map(_preference, carriers)),
        "shuffled": {"least_gap": min(run["shuffled"]["gap"] for run in planted)},
    }


def _preference(run: Values) -> float:
    """How much more a head looks at the occupations of one pronoun, in the head that does most."""
    her, his = (run["weight_by_lot"][pronoun] for pronoun in ("her", "his"))
    return max(abs(float(one - other)) for one, other in zip(her, his, strict=True))


def alt(v: Values) -> str:
    return described(v)


def draw(v: Values, page: Page) -> Figure:
    return panels(v, 2, page)
