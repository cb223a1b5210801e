"""Is a brighter cell more often the right one, and does the mean of heads speak for its heads?

    python3 run.py train heatmaps

Reads the six trained translators; every row of cross-attention that predicts a noun, an adjective
or a verb of a held-out sentence has one right English word, from the lexicon.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import explainer
from experiments.alignment.gold import content_links
from experiments.alignment.measure import cross_weights
from experiments.results import rounded, versions, write_results
from experiments.translator.data import held_out_sample
from experiments.translator.sentences import Pair
from experiments.translator.stored import all_runs, run_paths
from explainer.model import Model
from explainer.untrained import untrained

HERE = Path(__file__).parent
N_SENTENCES = 1000
BINS = np.linspace(0, 1, 11)
LAST = -1  # the layer that is looked at
SHOWN_WORDS = (5, 8)  # fewest and most English words of the sentences that the page shows
N_SHOWN = 3
RANDOM_SEEDS = (0, 1, 2)


def binned(largest: np.ndarray, right: np.ndarray) -> dict[str, list[int]]:
    """How many brightest cells lie in each bin of weight, and how many of them are right."""
    place = np.clip(np.digitize(largest, BINS) - 1, 0, len(BINS) - 2)
    counts = np.bincount(place, minlength=len(BINS) - 1)
    hits = np.bincount(place, weights=right, minlength=len(BINS) - 1)
    return {"cells": counts.tolist(), "right": hits.astype(int).tolist()}


def brightness(model: Model, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Last layer: brightest cell of each single head and of their mean, by its weight."""
    single: list[np.ndarray] = []  # one row a word: largest weight of each head
    single_right: list[np.ndarray] = []
    mean: list[float] = []
    mean_right: list[bool] = []
    agree, alone, rows = [], 0, 0
    for weights, pair in zip(cross_weights(model, pairs), pairs, strict=True):
        heads = weights[LAST]  # [heads, rows, words]
        average = heads.mean(axis=0)
        brightest = heads.argmax(axis=-1)  # [heads, rows]
        agree += [len(set(column)) for column in brightest.T.tolist()]
        alone += int((brightest != average.argmax(axis=-1)).all(axis=0).sum())
        rows += brightest.shape[1]
        for link in content_links(pair):
            single.append(heads[:, link.target].max(axis=-1))
            single_right.append(brightest[:, link.target] == link.source)
            mean.append(float(average[link.target].max()))
            mean_right.append(bool(average[link.target].argmax() == link.source))
    n_heads = model.config.n_heads
    return {
        "rows": rows,
        "different_words": [agree.count(count) for count in range(1, n_heads + 1)],
        "mean_like_no_head": alone,
        "single": binned(np.ravel(single), np.ravel(single_right)),
        "mean": binned(np.array(mean), np.array(mean_right)),
    }


def shown(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """The first held-out sentences of the wanted length, each of another kind."""
    found: list[dict[str, Any]] = []
    kinds: set[str] = set()
    least, most = SHOWN_WORDS
    for pair in pairs:
        links = content_links(pair)
        if pair.kind in kinds or not least <= len(pair.english) <= most:
            continue
        if not any(link.reordered for link in links):
            continue
        kinds.add(pair.kind)
        found.append(
            {
                "kind": pair.kind,
                "english": list(pair.english),
                "french": list(pair.french),
                "links": [[link.target, link.source] for link in links],
            }
        )
        if len(found) == N_SHOWN:
            break
    return found


def main() -> None:
    """Measure the six models and the control, write the results."""
    begun = time.process_time()
    pairs = held_out_sample(N_SENTENCES)
    runs = []
    for (variant, seed), model in all_runs().items():
        runs.append({"variant": variant, "seed": seed, **brightness(model, pairs)})
        print(variant, seed, runs[-1]["mean"], flush=True)
    like = explainer.load("translator")
    controls = [{"seed": s, **brightness(untrained(like, s), pairs)} for s in RANDOM_SEEDS]
    results = {
        "command": "python3 run.py train heatmaps",
        "versions": versions(np),
        "cpu_seconds": round(time.process_time() - begun, 1),
        "sentences": len(pairs),
        "words": sum(len(content_links(pair)) for pair in pairs),
        "bins": BINS.tolist(),
        "runs": runs,
        "untrained": controls,
        "shown": shown(pairs),
    }
    write_results(HERE / "results.json", rounded(results), measured=run_paths().values())


if __name__ == "__main__":
    main()
