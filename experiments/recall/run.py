"""Train attention, LSTM and GRU on recall and copying, then test them at lengths not seen.

    python3 run.py train recall

Every finished run is kept below ``build/train/recall/``; started again, only what is missing is
trained (``--restart`` forgets them). Writes ``results.json`` beside this file.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.recall.fitting import BATCH, DISTANCES_AT, TEST_LISTS, draw, measure, train
from experiments.recall.learners import learner
from experiments.recall.tasks import LONGEST, SHORTEST, SYMBOLS, VALUES
from experiments.results import kept, versions, write_results
from experiments.runs import begin, carry_out, since
from explainer.transformer import encode

HERE = Path(__file__).parent
STATE = state_folder("recall")
SEEDS = (0, 1, 2)
STEPS = {"recall": 500, "copy": 2000}
EXAMPLE_SEED, EXAMPLE_ITEMS = 8, 8
MODELS = {"recall": ("none", "sinusoidal", "lstm", "gru"), "copy": ("sinusoidal", "none", "lstm")}
# More than the same budget: model, times the steps, times the width.
FAVOURED = (("lstm", 4, 1), ("gru", 4, 1), ("lstm", 4, 4), ("lstm", 16, 1))
# Each model trains with the better of these rates, found on a seed that is not reported.
TRIAL_SEED, TRIAL_STEPS, RATES = 100, 500, (0.003, 0.01)


@dataclass(frozen=True)
class Run:
    """One training run; ``wider`` multiplies a recurrent layer's width."""

    task: str
    model: str
    seed: int
    rate: float
    steps: int
    wider: int = 1

    @property
    def name(self) -> str:
        """The run's name in messages and file names."""
        return (
            f"{self.task}-{self.model}-seed-{self.seed}-rate-{self.rate:g}"
            f"-steps-{self.steps}-wider-{self.wider}"
        )


def runs(rates: dict[tuple[str, str], float]) -> list[Run]:
    """The runs that are reported, with the rates that the trials chose."""
    plain = [
        Run(task, model, seed, rates[task, model], STEPS[task])
        for task, models in MODELS.items()
        for model in models
        for seed in SEEDS
    ]
    favoured = [
        Run("recall", model, seed, rates["recall", model], STEPS["recall"] * longer, wider)
        for model, longer, wider in FAVOURED
        for seed in SEEDS
    ]
    return plain + favoured


def trials() -> list[Run]:
    """The runs by which the learning rates are chosen."""
    return [
        Run(task, model, TRIAL_SEED, rate, TRIAL_STEPS)
        for task, models in MODELS.items()
        for model in models
        for rate in RATES
    ]


def better_rates(tried: list[dict[str, Any]]) -> dict[tuple[str, str], float]:
    """For each task and model the rate with the lower loss at the end of its trial."""
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for one in tried:
        key = one["task"], one["model"]
        if key not in best or one["loss_curve"][-1][1] < best[key]["loss_curve"][-1][1]:
            best[key] = one
    return {key: one["rate"] for key, one in best.items()}


def done_or_kept(run: Run) -> dict[str, Any]:
    """Train and measure one run, or read what it gave before."""
    return carry_out(STATE / f"{run.name}.json", partial(train_and_measure, run))


def train_and_measure(run: Run) -> dict[str, Any]:
    """One run: its settings, its size and time, its accuracy, its loss curve."""
    learned = learner(run.task, run.model, run.seed, run.wider)
    started = time.process_time()
    curve = train(run.task, learned, run.steps, run.rate, run.seed)
    seconds = since(started)
    return {
        **asdict(run),
        "parameters": learned.n_parameters,
        "width": learned.width,
        "train_cpu_seconds": seconds,
        **measure(run.task, learned),
        "loss_curve": curve,
    }


def example(rates: dict[tuple[str, str], float]) -> dict[str, Any]:
    """The first list of a fixed generator, as attention and LSTM of the first seed answer it.

    Both are trained once more, exactly as in the comparison.
    """
    read, wanted = draw("recall", np.random.default_rng(EXAMPLE_SEED), 1, EXAMPLE_ITEMS)
    result: dict[str, Any] = {"read": read[0].tolist(), "wanted": int(wanted[0])}
    for name in ("none", "lstm"):
        learned = learner("recall", name, SEEDS[0])
        train("recall", learned, STEPS["recall"], rates["recall", name], SEEDS[0])
        with torch.no_grad():
            chances = torch.softmax(learned.scores(read), -1)[0]
            result[name] = {"chances": [round(float(chance), 4) for chance in chances]}
            if learned.as_model:
                layer = encode(learned.as_model(), read).layers[0].self_attention
                result[name]["weights"] = [round(float(w), 4) for w in layer.weights[0, 0, -1]]
    return result


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    begin("recall", __doc__, STATE, arguments)
    torch.set_num_threads(1)
    tried = [done_or_kept(run) for run in trials()]
    rates = better_rates(tried)
    done = [done_or_kept(run) for run in runs(rates)]
    content = {
        "command": "python3 run.py train recall",
        "seeds": list(SEEDS),
        "trained_lengths": [SHORTEST, LONGEST],
        "batch": BATCH,
        "chance": {"recall": 1 / VALUES, "copy": 1 / SYMBOLS},
        "test_lists": TEST_LISTS,
        "distances_at": DISTANCES_AT,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(one["train_cpu_seconds"] for one in (*tried, *done)), 1),
        "rates_tried": [
            {key: one[key] for key in ("task", "model", "rate", "steps", "by_length", "loss_curve")}
            for one in tried
        ],
        "example": kept(STATE / "example.json", lambda: example(rates)),
        "runs": done,
    }
    write_results(HERE / "results.json", content)
    print(f"results.json: {len(done)} runs, {content['cpu_seconds']} CPU s of training")


if __name__ == "__main__":
    main()
