"""Measure alignment and pronoun exchange for every translator whose weights are there.

    python3 run.py train alignment

Reads ``build/train/translator/*.safetensors`` (all seeds, written by the training) or, without
them, the committed checkpoints (seed 0); writes ``results.json`` and ``README.md``.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file

import explainer
from experiments.alignment import exchange, report
from experiments.alignment.measure import alignment, baselines, counts, shuffled
from experiments.results import versions
from experiments.translator.data import held_out_sample
from explainer.checkpoint import FOLDER
from explainer.model import Model
from explainer.untrained import untrained

HERE = Path(__file__).parent
TRAINED = HERE.parents[1] / "build" / "train" / "translator"
VARIANTS = ("translator", "translator-one-head")
N_SENTENCES = 1000
RANDOM_SEEDS = (0, 1, 2)


def trained_models() -> Iterator[tuple[str, int, Model]]:
    """Variant, seed and model: the committed checkpoint is seed 0, the others as trained here."""
    for variant in VARIANTS:
        if not (FOLDER / f"{variant}.safetensors").exists():
            continue
        first = explainer.load(variant)
        yield variant, 0, first
        for path in sorted(TRAINED.glob(f"{variant}-seed-*.safetensors")):
            found = re.fullmatch(rf"{variant}-seed-([1-9]\d*)", path.stem)
            if found:
                yield variant, int(found[1]), with_weights(first, path)


def with_weights(like: Model, path: Path) -> Model:
    """The model with the numbers of another seed; the training keeps those without a header."""
    parameters = {name: array.astype(np.float32) for name, array in load_file(path).items()}
    return Model(like.config, parameters, like.source_vocabulary, like.target_vocabulary)


def main() -> None:
    """Measure everything and write the results."""
    started = time.perf_counter()
    pairs = held_out_sample(N_SENTENCES)
    mixed = shuffled(pairs)
    runs: list[dict[str, Any]] = []
    for variant, seed, model in trained_models():
        runs.append(
            {
                "variant": variant,
                "seed": seed,
                "alignment": alignment(model, pairs),
                "one_row_late": alignment(model, pairs, offset=1)["mean"],
                "shuffled_words": alignment(model, mixed)["mean"],
                "exchange": exchange.measure(model),
                "gender_exchange": exchange.measure_gender(model),
            }
        )
        share = runs[-1]["alignment"]["mean"]["all"]
        print(
            f"{variant} seed {seed}: {share:.3f} aligned, {time.perf_counter() - started:.0f} s",
            flush=True,
        )
    like = explainer.load("translator")
    untrained = [alignment(untrained(like, seed), pairs)["mean"] for seed in RANDOM_SEEDS]
    results = {
        "command": "python3 run.py train alignment",
        "versions": versions(np),
        "seconds": round(time.perf_counter() - started, 1),
        "counts": counts(pairs),
        "minimal_pairs": len(exchange.deciding_pairs()),
        "baselines": baselines(pairs),
        "untrained": [
            {"seed": seed, **share} for seed, share in zip(RANDOM_SEEDS, untrained, strict=True)
        ],
        "runs": runs,
    }
    report.write(results)


if __name__ == "__main__":
    main()
