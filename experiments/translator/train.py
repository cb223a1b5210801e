"""Train the translator: every variant and seed of the recipe.

    python3 run.py train translator                   all runs, then the report
    python3 run.py train translator --variant translator --seed 0

What is trained is said in ``recipe.py``. An interrupted run goes on where it stopped: its state is
saved every few hundred steps below ``build/train/``, under the hash of recipe, grammar and code.
``--restart`` forgets it. Runs with other settings (``--peak-rate``, ``--weight-decay``,
``--steps``) are trials: they are measured, and change no checkpoint.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
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
from experiments.translator.recipe import (
    BATCH,
    COMMITTED_SEED,
    PEAK_RATE,
    SEEDS,
    SNAPSHOTS,
    SNAPSHOTS_OF,
    STEPS,
    VARIANTS,
    WARM_UP,
    WEIGHT_DECAY,
)
from experiments.translator.run_state import STATE, Run, new_run, resume, save_state
from experiments.translator.stored import checkpoints, committed, snapshot_path
from explainer.files import write_whole
from explainer.model import Model
from explainer.schedules import cosine_rate

SAVE_EVERY, EVALUATE_EVERY, LOG_EVERY = 250, 250, 25  # steps
INTERRUPTED = 130  # exit status, as of every program that Ctrl-C ends


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
        if (run.variant, run.seed) == (SNAPSHOTS_OF, COMMITTED_SEED) and run.step in SNAPSHOTS:
            explainer.save(as_arrays(run.model), kept_snapshot(run, run.step))
        recent.append(train_step(run))
        if run.step % LOG_EVERY == 0:
            run.loss_curve.append((run.step, float(np.mean(recent))))
            recent.clear()
        if run.step % EVALUATE_EVERY == 0:
            run.exact_match_curve.append((run.step, quick_exact_match(as_arrays(run.model))))
            print(
                f"{run.title}  step {run.step:>5}/{run.steps}  loss {run.loss_curve[-1][1]:.4f}  "
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


def kept_snapshot(run: Run, step: int) -> Path:
    """Where a moment of an unfinished run waits to be published."""
    return STATE / run.name / f"step-{step:04d}.safetensors"


def finish(run: Run) -> dict[str, Any]:
    """Round to what is stored, and measure that."""
    path = weights_of(run)
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
        "validation": measure(stored, "validation"),
    }
    write_whole(path.with_suffix(".result.json"), json.dumps(result))
    return result


def weights_of(run: Run) -> Path:
    """Where a finished run leaves its weights."""
    return STATE / f"{run.name}.safetensors"


def follows_the_recipe(run: Run) -> bool:
    """Whether this is one of the reported runs, not a trial of other settings."""
    return (run.peak_rate, run.weight_decay, run.steps) == (PEAK_RATE, WEIGHT_DECAY, STEPS)


def publish(run: Run, result: dict[str, Any]) -> None:
    """Put the committed seed where the library and the figures read it, its moments with it.

    Moments of an earlier recipe that this one does not keep are deleted: they are of another run.
    """
    stored = explainer.load(weights_of(run))
    card = {key: value for key, value in result.items() if not key.endswith("_curve")}
    card |= {"command": "python3 run.py train translator", "limits": report.LIMITS}
    if run.variant == SNAPSHOTS_OF:
        kept = [snapshot_path(run.variant, step) for step in SNAPSHOTS]
        for step, path in zip(SNAPSHOTS, kept, strict=True):
            explainer.save(explainer.load(kept_snapshot(run, step)), path)
        for other in {*snapshot_path(run.variant, 0).parent.glob("*.safetensors")} - {*kept}:
            other.unlink()
            other.with_suffix(".json").unlink(missing_ok=True)
    explainer.save(replace(stored, card=card), committed(run.variant))


def main(arguments: list[str] | None = None) -> None:
    """Read the command line, train what is asked for, write the report when all runs are there."""
    options = parse(arguments)
    torch.set_num_threads(1)
    for variant in [options.variant] if options.variant else VARIANTS:
        for seed in SEEDS if options.seed is None else [options.seed]:
            run = new_run(variant, seed, options.steps, options.peak_rate, options.weight_decay)
            result = carry_out(run, options.restart, arguments)
            if seed == COMMITTED_SEED and follows_the_recipe(run):
                publish(run, result)
    results = [path.with_suffix(".result.json") for path in checkpoints().values()]
    report.write(results)


def carry_out(
    run: Run, restart: bool = False, arguments: list[str] | None = None
) -> dict[str, Any]:
    """Train one run to its end and measure it; say at Ctrl-C where it will go on."""
    try:
        if not restart:
            run = resume(run)
        train(run)
        result = finish(run)
    except ValueError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        print(interrupted(run, arguments), file=sys.stderr)
        sys.exit(INTERRUPTED)
    print(
        f"{run.title}: held-out exact match {result['exact_match']:.4f}, pronoun on unseen "
        f"noun pairs {result['pronoun']['accuracy']:.4f}, {run.seconds:.0f} CPU s",
        flush=True,
    )
    return result


def interrupted(run: Run, arguments: list[str] | None) -> str:
    """Say where an interrupted run will go on, and by which command."""
    words = [word for word in arguments or sys.argv[1:] if word != "--restart"]
    return (
        f"\n{run.title}: interrupted at step {run.step} of {run.steps}. It goes on from step "
        f"{run.saved} with: {' '.join(['python3 run.py train translator', *words])}\n"
        "results.json and the checkpoints of unfinished runs are as they were."
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
