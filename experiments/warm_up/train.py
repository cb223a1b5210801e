"""Train a deeper, narrower translator with and without warm-up, with the norm before and after.

    python3 run.py train warm_up

The runs of one seed read the same sentences in the same order; runs with the same place of the
norm also begin with the same parameters. Each finished run is kept below ``build/train/``, so an
interrupted command goes on with the next one. Writes ``results.json`` beside this file.
"""

from __future__ import annotations

import random
import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch

from experiments.provenance import state_folder
from experiments.results import kept, versions, write_results
from experiments.translator.data import ENGLISH, FRENCH, PADDING_ID, draw, held_out_sample, to_batch
from experiments.translator.grammar import Pair
from experiments.translator.loss import loss_of
from experiments.translator.run_state import initial_parameters
from experiments.warm_up.schedules import constant_rate
from explainer.model import Config, Model

COMMAND = "python3 run.py train warm_up"
RESULTS = Path(__file__).with_name("results.json")
STATE = state_folder("warm_up")
SEEDS = (0, 1, 2)
NORMS: tuple[Literal["pre", "post"], ...] = ("pre", "post")
WARM_UPS = (0, 100)  # steps
PEAK_RATES = (3e-3, 1e-2)  # the translator's own, and about three times as much
LAYERS = 4  # encoder layers, and as many decoder layers
D_MODEL, N_HEADS, D_FEED_FORWARD = 32, 2, 128
STEPS, BATCH = 300, 32
N_TEST = 300  # held-out sentences
LOG_EVERY = 10  # steps


def loss_and_right(model: Model, pairs: list[Pair]) -> tuple[torch.Tensor, float]:
    """Mean cross-entropy of a French token in nats, and the share of tokens predicted right."""
    batch = to_batch(pairs)
    loss, trace = loss_of(model, batch)
    expected = torch.from_numpy(batch.expected)
    right = (trace.logits.argmax(-1) == expected)[expected != PADDING_ID]
    return loss, float(right.float().mean())


def train(
    norm: Literal["pre", "post"], warm_up: int, seed: int, peak_rate: float
) -> dict[str, Any]:
    """One run: its loss curve, its gradient norms, and what it scores at the end."""
    started = time.process_time()
    config = Config(
        len(ENGLISH), len(FRENCH), D_MODEL, N_HEADS, D_FEED_FORWARD, LAYERS, LAYERS, norm=norm
    )
    parameters = initial_parameters(config, seed)
    model = Model(config, parameters, ENGLISH, FRENCH)
    optimizer = torch.optim.AdamW(
        parameters.values(), peak_rate, betas=(0.9, 0.98), weight_decay=0.0
    )
    sentences = random.Random(f"warm-up {seed}")
    losses, gradients = [], []
    for step in range(STEPS):
        loss, _ = loss_and_right(model, draw(sentences, BATCH, held_out=False))
        for group in optimizer.param_groups:
            group["lr"] = constant_rate(step, peak_rate, warm_up)
        optimizer.zero_grad()
        loss.backward()
        gradients.append(float(torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)))
        optimizer.step()
        losses.append(loss.item())
    with torch.no_grad():
        test_loss, right = loss_and_right(model, held_out_sample(N_TEST))
    return {
        "norm": norm,
        "warm_up": warm_up,
        "seed": seed,
        "peak_rate": peak_rate,
        "loss_curve": averaged(losses),
        "gradient_norm_curve": averaged(gradients),
        "held_out_loss": round(float(test_loss), 4),
        "held_out_next_word": round(right, 4),
        "cpu_seconds": round(time.process_time() - started, 1),
    }


def averaged(numbers: list[float]) -> list[list[float]]:
    """[last step, mean] of every ``LOG_EVERY`` steps."""
    return [
        [first + LOG_EVERY, round(float(np.mean(numbers[first : first + LOG_EVERY])), 4)]
        for first in range(0, len(numbers), LOG_EVERY)
    ]


def main() -> None:
    """Train what is missing, write all results."""
    torch.set_num_threads(1)
    runs = []
    for peak_rate, seed, norm, warm_up in product(PEAK_RATES, SEEDS, NORMS, WARM_UPS):
        path = STATE / f"{norm}-{warm_up}-{seed}-rate-{peak_rate}.json"
        runs.append(kept(path, partial(train, norm, warm_up, seed, peak_rate)))
        print({key: value for key, value in runs[-1].items() if "curve" not in key}, flush=True)
    results = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "layers": LAYERS,
        "d_model": D_MODEL,
        "heads": N_HEADS,
        "d_feed_forward": D_FEED_FORWARD,
        "steps": STEPS,
        "batch": BATCH,
        "peak_rates": list(PEAK_RATES),
        "test_sentences": N_TEST,
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["cpu_seconds"] for run in runs), 1),
        "runs": runs,
    }
    write_results(RESULTS, results)


if __name__ == "__main__":
    main()
