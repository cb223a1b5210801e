"""What each head of the translator does, over 500 held-out sentences and three seeds.

    python3 run.py train head_roles

The committed seed is the checkpoint in ``explainer/checkpoints/``; other seeds are read from
``build/train/translator/``, where ``python3 run.py train translator`` leaves them.
"""

from __future__ import annotations

import json
import time
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from experiments.alignment.gold import content_links
from experiments.head_roles import readme
from experiments.head_roles.measure import (
    EVEN_BINS,
    RATIO_BINS,
    SHUFFLES,
    Gathered,
    added,
    control,
    looks,
    overlaps,
    rows_shuffled,
    seen,
    sub_layers,
    thumbnails,
)
from experiments.results import rounded, versions, write_arrays, write_results
from experiments.translator.data import held_out_sample
from experiments.translator.grammar import Pair, held_out_pronoun_sentences
from experiments.translator.recipe import COMMITTED_SEED, ENDINGS, RUNNING
from experiments.translator.stored import all_runs, run_paths
from explainer.files import write_whole
from explainer.model import Model
from explainer.untrained import untrained

HERE = Path(__file__).parent
N_SENTENCES = 500  # the same ones on which experiments/head_removal reports exact match
N_UNTRAINED = 3  # random starts
NEIGHBOURS = ("previous", "itself", "next")


def measure(model: Model, pairs: list[Pair]) -> dict[str, Any]:
    """Everything about one trained model."""
    trained, shuffled = Gathered(), Gathered()
    for number, pair in enumerate(pairs):
        for one in seen(model, pair):
            trained.add(one, looks(one, one.weights) | {"added": added(one)})
            trained.count(one)
            shuffled.add(one, rows_shuffled(one, seed=number))
    english = control(model, pairs, "english").means()
    french = control(model, pairs, "french").means()
    words = {
        name: (french if name.startswith("decoder") and "self" in name else english)[name]
        for name in english
    }
    return {
        "mean": trained.means(),
        "spread": trained.spread(),
        "histograms": trained.histograms(),
        "rows_shuffled": shuffled.means(),
        "words_shuffled": words,
        "picked": trained.picked("encoder", NEIGHBOURS),
    }


def measure_untrained(model: Model, pairs: list[Pair]) -> dict[str, Any]:
    """Random starts of the same shapes."""
    gathered = Gathered()
    for pair in pairs:
        for one in seen(model, pair):
            gathered.add(one, looks(one, one.weights) | {"added": added(one)})
            gathered.count(one)
    return {
        "mean": gathered.means(),
        "histograms": gathered.histograms(),
        "picked": gathered.picked("encoder", NEIGHBOURS),
    }


def numbering(alike: dict[str, Any]) -> list[dict[str, Any]]:
    """For two seeds and a sub-layer: is "the same number" a better match than other pairings?

    Of all ways to pair the heads (24 of four), how many are better than pairing equal numbers; if
    the numbers mean nothing this is 0 to one less, each as likely as another.
    """
    rows = []
    for pair, found in alike.items():
        first, second = pair.split("-")
        for name in found if first != second else ():
            table = np.array(found[name])
            ways = [
                float(np.mean([table[i, j] for i, j in enumerate(order)]))
                for order in permutations(range(len(table)))
            ]
            rows.append(
                {
                    "seeds": [int(first), int(second)],
                    "sub_layer": name,
                    "same_number": ways[0],
                    "mean_of_all": float(np.mean(ways)),
                    "best": max(ways),
                    "better_than_same": sum(way > ways[0] for way in ways),
                }
            )
    return rows


def running() -> Pair:
    """The sentence of all pages."""
    wanted = tuple(RUNNING[ENDINGS[0]].split())
    return next(pair for pair in held_out_pronoun_sentences() if pair.english == wanted)


def main() -> None:
    """Measure three seeds and the controls, then write both files."""
    begun = time.process_time()
    trained = {
        seed: model for (variant, seed), model in all_runs().items() if variant == "translator"
    }
    pairs = held_out_sample(N_SENTENCES)
    models = []
    for seed, model in trained.items():
        models.append({"seed": seed, **measure(model, pairs)})
        print(f"seed {seed}: {time.process_time() - begun:.0f} s", flush=True)
    starts = [
        {"seed": seed, **measure_untrained(untrained(trained[COMMITTED_SEED], seed), pairs)}
        for seed in range(N_UNTRAINED)
    ]
    print(f"untrained: {time.process_time() - begun:.0f} s", flush=True)
    alike = overlaps(trained, pairs)
    results = {
        "command": "python3 run.py train head_roles",
        "versions": versions(np),
        "sentences": N_SENTENCES,
        "seeds": list(trained),
        "row_shuffles_a_sentence": SHUFFLES,
        "with_repeats": {
            "english": sum(len(set(pair.english)) < len(pair.english) for pair in pairs),
            "french": sum(len(set(pair.french)) < len(pair.french) for pair in pairs),
        },
        "with_links": sum(bool(content_links(pair)) for pair in pairs),
        "content_words": sum(len(content_links(pair)) for pair in pairs),
        "running": {"english": running().english, "french": running().french},
        "sub_layers": sub_layers(trained[COMMITTED_SEED].config),
        "bins": {"evenness": EVEN_BINS.tolist(), "ratio": RATIO_BINS.tolist()},
        "models": models,
        "untrained": starts,
        "overlaps": alike,
        "numbering": numbering(alike),
        "cpu_seconds": round(time.process_time() - begun),
    }
    pictures = {
        f"{seed}.{name}": weights
        for seed, model in trained.items()
        for name, weights in thumbnails(model, running()).items()
    }
    write_arrays(HERE / "thumbnails.npz", **pictures)
    measured = [path for (variant, _), path in run_paths().items() if variant == "translator"]
    wrote = [HERE / "thumbnails.npz"]
    write_results(HERE / "results.json", rounded(results), measured=measured, wrote=wrote)
    write_whole(HERE / "README.md", readme.text(json.loads((HERE / "results.json").read_text())))
    print(f"wrote results.json and README.md, {results['cpu_seconds']} s", flush=True)


if __name__ == "__main__":
    main()
