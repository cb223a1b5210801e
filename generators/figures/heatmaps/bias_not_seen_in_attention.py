"""Text in which "with" must look at the occupation anyway: the same rows, another output."""

import numpy as np

from generators.figures.heatmaps._planted_bias import (
    LABELS,
    PRONOUNS,
    described,
    panels,
    runs,
    strongest,
    two_by_two,
)
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

TEXT = "wares"


def values() -> Values:
    measured = results.read("planted_bias")
    planted, balanced = ([run[f"{TEXT}-{kind}"] for run in runs()] for kind in LABELS)
    found = two_by_two(TEXT)
    rows = np.array([[found[kind][who]["weights"] for who in PRONOUNS] for kind in LABELS])
    looks = [(strongest(p), strongest(b)) for p, b in zip(planted, balanced, strict=True)]
    apart = np.abs(rows[0] - rows[1])  # [pronouns, heads, words]
    who, head, word = place = np.unravel_index(apart.argmax(), apart.shape)
    gives_way = [abs(found[kind]["her"]["her"] - found[kind]["his"]["her"]) for kind in LABELS]
    return {
        **found,
        "most_apart": {
            "word": found["planted"][PRONOUNS[who]]["words"][word],
            "head": int(head) + 1,
            "difference": float(apart[place]),
            "least": float(min(one[place] for one in rows)),
        },
        "exchanged": dict(zip(LABELS, gives_way, strict=True)),
        "wares": {"her": list(found["planted"]["her"]["says"])[-1]},
        "n_seeds": len(runs()),
        "later_steps": measured["later_steps"],
        "least_weight": min(map(strongest, planted)),
        "least_weight_balanced": min(map(strongest, balanced)),
        "balanced_looks_more": sum(other > one for one, other in looks),
        "least_gap": min(run["gap"] for run in planted),
        "most_gap_balanced": max(abs(run["gap"]) for run in balanced),
        **_ends("distance", [run["distance"][TEXT] for run in runs()]),
        **_ends("distance_between_seeds", measured["between_seeds"][TEXT]),
        **_ends("distance_pronouns", [run["distance"]["pronouns"] for run in runs()]),
        **_ends("by_values", [run["by_values"] for run in planted]),
        **_ends("by_weights", [run["by_weights"] for run in planted]),
        "later": {
            "difference": max(run["largest_difference_later"] for run in runs()),
            "least_gap": min(run["later-planted"]["gap"] for run in runs()),
            "most_gap_balanced": max(abs(run["later-balanced"]["gap"]) for run in runs()),
        },
    }


def _ends(name: str, each: list[float]) -> dict[str, float]:
    return {f"least_{name}": min(each), f"most_{name}": max(each)}


def alt(v: Values) -> str:
    return described(v)


def draw(v: Values, page: Page) -> Figure:
    return panels(v, 3, page)
