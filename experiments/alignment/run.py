"""Measure alignment and pronoun exchange for every translator whose weights are there.

    python3 run.py train alignment

Reads the committed checkpoints and ``build/train/translator/`` (the other seeds, written
by the training); writes ``results.json`` and ``README.md``.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

import explainer
from experiments.alignment import exchange, report
from experiments.alignment.measure import alignment, baselines, counts, shuffled
from experiments.results import versions
from experiments.translator.data import held_out_sample
from experiments.translator.stored import all_runs
from explainer.untrained import untrained

N_SENTENCES = 1000
RANDOM_SEEDS = (0, 1, 2)


def main() -> None:
    """Measure everything and write the results."""
    started = time.perf_counter()
    pairs = held_out_sample(N_SENTENCES)
    mixed = shuffled(pairs)
    runs: list[dict[str, Any]] = []
    for (variant, seed), model in all_runs().items():
        runs.append(
            {
                "variant": variant,
                "seed": seed,
                "alignment": alignment(model, pairs),
                "one_row_late": alignment(model, pairs, offset=1)["mean"],
                "shuffled_words": alignment(model, mixed)["mean"],
                "exchange": exchange.measure(model, exchange.deciding_pairs()),
                "verb_exchange": exchange.measure(model, exchange.deciding_verbs()),
                "gender_exchange": exchange.measure_gender(model),
            }
        )
        share = runs[-1]["alignment"]["mean"]["all"]
        print(
            f"{variant} seed {seed}: {share:.3f} aligned, {time.perf_counter() - started:.0f} s",
            flush=True,
        )
    like = explainer.load("translator")
    controls = [alignment(untrained(like, seed), pairs)["mean"] for seed in RANDOM_SEEDS]
    results = {
        "command": "python3 run.py train alignment",
        "versions": versions(np),
        "seconds": round(time.perf_counter() - started, 1),
        "counts": counts(pairs),
        "minimal_pairs": len(exchange.deciding_pairs()),
        "verb_pairs": len(exchange.deciding_verbs()),
        "baselines": baselines(pairs),
        "untrained": [
            {"seed": seed, **share} for seed, share in zip(RANDOM_SEEDS, controls, strict=True)
        ],
        "runs": runs,
    }
    report.write(results)


if __name__ == "__main__":
    main()
