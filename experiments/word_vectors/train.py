"""Train word vectors on the text and on its shuffled control, then measure both.

    python3 run.py train word_vectors

Finished runs are kept below ``build/train/word_vectors``, so that an interrupted run goes on.
"""

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.results import rounded, versions, write_arrays, write_results
from experiments.text import FILE, books
from experiments.word_vectors import measure, skip_gram
from experiments.word_vectors.skip_gram import Corpus

HERE = Path(__file__).parent
FINISHED = state_folder("word_vectors", [FILE])
SEEDS = (0, 1, 2)
TEXTS = ("text", "shuffled")


def run(corpus: Corpus, text: str, seed: int) -> dict[str, Any]:
    """The vectors of one run, its losses and processor time; trained only if not done before."""
    path = FINISHED / f"{text}-{seed}.npz"
    if not path.exists():
        started = time.process_time()
        vectors, losses = skip_gram.train(
            skip_gram.shuffled(corpus, seed) if text == "shuffled" else corpus, seed
        )
        seconds = time.process_time() - started
        write_arrays(path, vectors=vectors, losses=losses, seconds=seconds)
        print(f"{text}, seed {seed}: loss {losses[0]:.3f} to {losses[-1]:.3f}", flush=True)
    return dict(np.load(path))


def main() -> None:
    """Train what is not yet trained, measure everything, write the results."""
    torch.set_num_threads(1)
    text = "".join(books().values())
    corpus = skip_gram.read(text.splitlines())
    runs = {name: [run(corpus, name, seed) for seed in SEEDS] for name in TEXTS}
    started = time.process_time()
    results = {
        "command": "python3 run.py train word_vectors",
        "seeds": list(SEEDS),
        "versions": versions(torch, np),
        "d_vector": skip_gram.D_VECTOR,
        "window": skip_gram.WINDOW,
        "negatives": skip_gram.NEGATIVES,
        "epochs": skip_gram.EPOCHS,
        "least_count": skip_gram.LEAST_COUNT,
        "text_words": int(sum(len(skip_gram.words_of(verse)) for verse in text.splitlines())),
        "kept_words": int(corpus.counts.sum()),
        "vocabulary": int((corpus.counts > 0).sum()),
        "losses": {name: [list(map(float, one["losses"])) for one in runs[name]] for name in TEXTS},
        **measure.everything(
            corpus, text, {name: [one["vectors"] for one in runs[name]] for name in TEXTS}
        ),
    }
    seconds = sum(float(one["seconds"]) for name in TEXTS for one in runs[name])
    results["cpu_seconds"] = {"training": seconds, "measuring": time.process_time() - started}
    write_results(HERE / "results.json", rounded(results), measured=[FILE])
    print("wrote results.json")


if __name__ == "__main__":
    main()
