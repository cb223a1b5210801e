"""Measure how the translator writes: certainty, sampling, beams, the key-value cache.

    python3 run.py train decoding

Nothing is trained. Writes ``results.json`` and ``README.md`` beside this file.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy is read: one thread, comparable times

import numpy as np  # noqa: E402

from experiments.decoding import models, report, timing, writing  # noqa: E402
from experiments.results import versions, write_results  # noqa: E402
from experiments.translator.data import held_out_sample  # noqa: E402

COMMAND = "python3 run.py train decoding"
FOLDER = Path(__file__).parent
SEEDS = tuple(range(10))
N_CERTAINTY, N_SAMPLED, N_BEAM, N_CACHE = 300, 100, 300, 50


def main() -> None:
    """Measure everything, write the results."""
    started = time.process_time()
    pairs = held_out_sample(N_CERTAINTY)
    content: dict[str, Any] = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "early_step": models.EARLY_STEP,
        "sentences": {"certainty": N_CERTAINTY, "sampled": N_SAMPLED, "beam": N_BEAM},
        "versions": versions(np),
        "models": {},
    }
    for name in models.NAMES:
        model = models.load(name)
        content["models"][name] = {
            "certainty": writing.certainty(model, pairs),
            "sampled": writing.sampled(model, pairs[:N_SAMPLED], SEEDS),
            "beams": writing.beams(model, pairs[:N_BEAM]),
        }
        print(name, f"{time.process_time() - started:.0f} s", flush=True)
    finished = models.load("finished")
    content["cache"] = timing.largest_difference(finished, pairs[:N_CACHE])
    content["timing"] = {
        "translator": timing.measure(finished),
        "base_sized": timing.measure(timing.base_sized()),
    }
    content["cpu_seconds"] = round(time.process_time() - started, 1)
    measured = [models.path_of(name) for name in models.NAMES]
    write_results(FOLDER / "results.json", content, measured=measured)
    report.write(content, FOLDER / "README.md")


if __name__ == "__main__":
    main()
