"""The models of experiments/induction at moments of their training: the same runs, made again.

Their weights along training were not kept there. A run draws the same batches from the same seed,
so what is trained here is the same model.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import torch

import explainer
from experiments.induction.data import batch
from experiments.induction.runs import RUNS, Run, as_arrays, start
from experiments.induction.train import BATCH, WEIGHT_DECAY, update
from experiments.provenance import state_folder
from experiments.text import FILE as TEXT
from explainer.model import Model

STATE = state_folder("in_context", [TEXT])
VARIANT = "one-head"
CHOSEN = tuple(run for run in RUNS if run.variant == VARIANT)
# Steps at which the weights are kept: close together while the heads form.
MOMENTS = (0, 250, *range(500, 1301, 50), 1500, 2000)


def train(run: Run) -> dict[str, Any]:
    """Train one run to its end, keeping its weights at every moment; the CPU seconds it took."""
    model = start(run)
    optimizer = torch.optim.AdamW(
        model.parameters.values(), run.rate, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    random, began = np.random.default_rng(run.seed), time.process_time()
    for step in range(run.steps + 1):
        if step in MOMENTS:
            explainer.save(as_arrays(model), STATE / f"{run.name}-{step}.safetensors")
        if step < run.steps:
            update(run, model, optimizer, step, batch(run.data, random, BATCH))
    return {"train_cpu_seconds": round(time.process_time() - began, 1)}


def at(run: Run, step: int) -> Model:
    """The model of a run at one of the moments."""
    return explainer.load(STATE / f"{run.name}-{step}.safetensors")
