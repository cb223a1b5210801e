"""Train the translator: four heads and one head, three seeds each.

    python3 run.py train translator                   all six runs, then the report
    python3 run.py train translator --variant translator --seed 0

An interrupted run goes on where it stopped: its state is saved every few hundred steps below
``build/train/``. ``--restart`` forgets it. Runs with other settings (``--peak-rate``,
``--weight-decay``, ``--steps``) are trials: they are measured, and change no checkpoint. The first
seed of each variant becomes the checkpoint in ``explainer/checkpoints/``, chosen before any result
is known.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.results import versions
from experiments.translator import report
from experiments.translator.data import draw, to_batch
from experiments.translator.evaluate import measure, quick_exact_match
from experiments.translator.loss import loss_of
from experiments.translator.run_state import (
    PEAK_RATE,
    STATE,
    STEPS,
    VARIANTS,
    WEIGHT_DECAY,
    Run,
    new_run,
    resume,
    save_state,
)
from explainer.checkpoint import FOLDER as CHECKPOINTS
from explainer.files import write_whole
from explainer.model import Model
from explainer.schedules import cosine_rate

SEEDS = (0, 1, 2)
BATCH = 64  # sentences
WARM_UP = 200  # steps
SAVE_EVERY, EVALUATE_EVERY, LOG_EVERY = 250, 250, 25  # steps
SNAPSHOTS = (0, 100, 200, 300, 400, 600, 900, 1400)  # steps kept of one run: 0.5 MB each
SNAPSHOTS_OF = ("translator-one-head", SEEDS[0])  # its attention is one picture a layer


def learning_rate(step: int, steps: int, peak: float = PEAK_RATE) -> float:
    """The rate of one step: warm-up, then half a cosine down to zero."""
    return cosine_rate(step, peak, steps, WARM_UP)


def train_step(run: Run) -> float:
    """One batch, one update; returns the mean loss of a French token, in nats."""
    batch = to_batch(draw(run.sentences, BATCH, held_out=False))
    loss, _ = loss_of(run.model, batch)
    for group in run.optimizer.param_groups:
        group["lr"] = learning_rate(run.step, run.steps, run.peak_rate)
    run.optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.parameters.values(), 1.0)
    run.optimizer.step()
    run.step += 1
    return loss.item()


def train(run: Run) -> None:
    """Train to the end, reporting and saving on the way."""
    started = time.process_time() - run.seconds
    recent: list[float] = []
    while run.step < run.steps:
        if (
            run.follows_the_recipe
            and (run.variant, run.seed) == SNAPSHOTS_OF
            and run.step in SNAPSHOTS
        ):
            explainer.save(as_arrays(run.model), snapshot_path(run.variant, run.step))
        recent.append(train_step(run))
        if run.step % LOG_EVERY == 0:
            run.loss_curve.append((run.step, float(np.mean(recent))))
            recent.clear()
        if run.step % EVALUATE_EVERY == 0:
            run.exact_match_curve.append((run.step, quick_exact_match(as_arrays(run.model))))
            print(
                f"{run.name}  step {run.step:>5}/{run.steps}  loss {run.loss_curve[-1][1]:.4f}  "
                f"held-out exact match {run.exact_match_curve[-1][1]:.3f}  "
                f"{time.process_time() - started:.0f} CPU s",
                flush=True,
            )
        if run.step % SAVE_EVERY == 0:
            run.seconds = time.process_time() - started
            save_state(run)


def as_arrays(model: Model) -> Model:
    """The same model with NumPy parameters."""
    parameters = {name: value.detach().numpy() for name, value in model.parameters.items()}
    return Model(
        model.config, parameters, model.source_vocabulary, model.target_vocabulary, model.card
    )


def snapshot_path(variant: str, step: int) -> Path:
    """Where the model as it was after ``step`` updates is kept."""
    return CHECKPOINTS / f"{variant}-training" / f"step-{step:04d}.safetensors"


def finish(run: Run) -> dict[str, Any]:
    """Round to what is stored, measure that, and keep the first seed as the checkpoint."""
    path = STATE / f"{run.name}.safetensors"
    explainer.save(as_arrays(run.model), path)
    stored = explainer.load(path)
    result = {
        "variant": run.variant,
        "seed": run.seed,
        "heads": stored.config.n_heads,
        "parameters": stored.n_parameters,
        "steps": run.steps,
        "peak_rate": run.peak_rate,
        "weight_decay": run.weight_decay,
        "sentences": run.steps * BATCH,
        "seconds": round(run.seconds, 1),
        "versions": versions(np, torch),
        "loss_curve": [[step, round(loss, 5)] for step, loss in run.loss_curve],
        "exact_match_curve": run.exact_match_curve,
        **measure(stored),
    }
    write_whole(STATE / f"{run.name}.result.json", json.dumps(result))
    if run.seed == SEEDS[0] and run.follows_the_recipe:
        card = {key: value for key, value in result.items() if not key.endswith("_curve")}
        card |= {"command": "python3 run.py train translator", "limits": report.LIMITS}
        stored = Model(
            stored.config,
            stored.parameters,
            stored.source_vocabulary,
            stored.target_vocabulary,
            card,
        )
        explainer.save(stored, CHECKPOINTS / f"{run.variant}.safetensors")
    return result


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, train what is asked for, write the report when all runs are there."""
    options = parse(arguments)
    torch.set_num_threads(1)
    for variant in [options.variant] if options.variant else VARIANTS:
        for seed in SEEDS if options.seed is None else [options.seed]:
            run = new_run(variant, seed, options.steps, options.peak_rate, options.weight_decay)
            if not options.restart:
                run = resume(run)
            train(run)
            result = finish(run)
            print(
                f"{run.name}: held-out exact match {result['exact_match']:.4f}, pronoun on unseen "
                f"noun pairs {result['pronoun']['accuracy']:.4f}, {run.seconds:.0f} CPU s",
                flush=True,
            )
    report.write(
        [STATE / f"{variant}-seed-{seed}.result.json" for variant in VARIANTS for seed in SEEDS]
    )


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="run.py train translator",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--variant", choices=VARIANTS, help="one variant only")
    parser.add_argument("--seed", type=int, choices=SEEDS, help="one seed only")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--peak-rate", type=float, default=PEAK_RATE)
    parser.add_argument("--weight-decay", type=float, default=WEIGHT_DECAY)
    parser.add_argument("--restart", action="store_true", help="forget interrupted runs")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
