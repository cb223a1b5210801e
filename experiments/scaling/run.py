"""Train with and without the division by √d_k, and compare ways to score on one look-up.

    python3 run.py train scaling

Every finished run is kept below ``build/train/scaling/``; started again, only what is missing is
trained (``--restart`` forgets them). Writes ``results.json`` beside this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.results import versions, write_results
from experiments.runs import begin, carry_out
from experiments.scaling import look_up, translators

HERE = Path(__file__).parent
STATE = state_folder("scaling")
SEEDS = (0, 1, 2)
# scoring, heads, seed: one head means d_k = 64, four mean 16
TRANSLATORS = [
    *((scoring, 1, seed) for seed in SEEDS for scoring in ("scaled", "unscaled")),
    *((scoring, 4, 0) for scoring in ("scaled", "unscaled")),
    *(("folded", 1, seed) for seed in SEEDS),
]
# additive scoring without a bias had not learned this task in the same steps: once more, with more
FAVOURED, LONGER = ("turned", "additive"), 4


def translator_runs() -> list[dict[str, Any]]:
    """All translators, each with its loss and exact-match curve."""
    return [
        {
            "scoring": scoring,
            "heads": heads,
            "seed": seed,
            **carry_out(
                STATE / f"translator-{scoring}-heads-{heads}-seed-{seed}.json",
                lambda scoring=scoring, heads=heads, seed=seed: translators.train(  # type: ignore[misc]
                    scoring, heads, seed
                ),
            ),
        }
        for scoring, heads, seed in TRANSLATORS
    ]


def look_up_runs() -> dict[str, Any]:
    """Learning rates tried on a seed that is not reported, then every scorer with three seeds."""
    tried, done, favoured = [], [], []
    for task in look_up.TASKS:
        for scorer in look_up.SCORERS:
            trials = [_look_up(task, scorer, look_up.TRIAL_SEED, rate) for rate in look_up.RATES]
            best = max(trials, key=lambda one: (one["accuracy"], -one["loss"]))
            tried += trials
            done += [_look_up(task, scorer, seed, best["rate"]) for seed in SEEDS]
            if (task, scorer) == FAVOURED:
                favoured += [_look_up(task, scorer, seed, best["rate"], LONGER) for seed in SEEDS]
    return {"tried": tried, "runs": done, "favoured": favoured, "longer": LONGER}


def _look_up(task: str, scorer: str, seed: int, rate: float, longer: int = 1) -> dict[str, Any]:
    return {
        "task": task,
        "scorer": scorer,
        "seed": seed,
        "rate": rate,
        **carry_out(
            STATE / f"look-up-{task}-{scorer}-seed-{seed}-rate-{rate:g}-longer-{longer}.json",
            lambda: look_up.train(task, scorer, seed, rate, longer),
        ),
    }


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    begin("scaling", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    looked_up, translated = look_up_runs(), translator_runs()
    runs = [*looked_up["tried"], *looked_up["runs"], *looked_up["favoured"], *translated]
    content = {
        "command": "python3 run.py train scaling",
        "seeds": list(SEEDS),
        "steps": translators.STEPS,
        "batch": translators.BATCH,
        "test_sentences": translators.N_TEST,
        "start_sentences": translators.N_START,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["cpu_seconds"] for run in runs), 1),
        "translators": translated,
        "look_up": {
            **look_up.settings(),
            "costs": carry_out(STATE / "costs.json", look_up.costs),
            **looked_up,
        },
    }
    write_results(HERE / "results.json", content)
    print(f"results.json: {len(runs)} runs, {content['cpu_seconds']} CPU s")


if __name__ == "__main__":
    main()
