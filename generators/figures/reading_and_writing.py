"""A text read in one pass, and the same text taken token by token: the same model, timed."""

import statistics
from typing import Any

from generators.results import read


def values() -> dict[str, Any]:
    results = read("cost")
    measured = results["reading"]
    milliseconds = {
        n: {way: 1000 * statistics.median(repeats) for way, repeats in ways.items()}
        for n, ways in measured["seconds"].items()
    }
    ratios = {n: ways["in turn"] / ways["at once"] for n, ways in milliseconds.items()}
    longest = max(milliseconds, key=int)
    return {
        "lengths": [int(n) for n in milliseconds],
        "longest": int(longest),
        "repeats": results["repeats"]["reading"],
        "milliseconds": {
            n: {way.replace(" ", "_"): time for way, time in ways.items()}
            for n, ways in milliseconds.items()
        },
        "ratios": ratios,
        "least_ratio": min(ratios.values()),
        "most_ratio": max(ratios.values()),
        "largest_difference": max(measured["largest_difference"].values()),
    }
