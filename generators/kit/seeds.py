"""Several runs in brief: what a chart draws and a sentence quotes of one measure over seeds."""

from collections.abc import Mapping, Sequence
from typing import Any


def brief(each: Sequence[float]) -> dict[str, Any]:
    """All values of one measure, their mean, the least and the most.

    Raises:
        ValueError: when there is none.
    """
    if not each:
        raise ValueError("there is no run to summarise")
    return {
        "each": list(each),
        "mean": float(sum(each) / len(each)),
        "least": min(each),
        "most": max(each),
    }


def over_seeds(runs: Sequence[Mapping[str, Any]], *measures: str) -> dict[str, dict[str, Any]]:
    """Each of these measures over the runs, in brief: `found["accuracy"]["mean"]`."""
    return {measure: brief([run[measure] for run in runs]) for measure in measures}


def curves(each: Sequence[Sequence[float]]) -> dict[str, list[float]]:
    """Curves of several runs [runs, points] as mean, least and most at every point."""
    points = list(zip(*each, strict=True))
    return {
        "mean": [float(sum(point) / len(point)) for point in points],
        "least": [min(point) for point in points],
        "most": [max(point) for point in points],
    }
