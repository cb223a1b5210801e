"""The translator with and without the division by √d_k: trained alike, measured alike.

Three ways to score: "scaled" divides by √d_k, "unscaled" does not, and "folded" does not either
but starts from query and key matrices that are smaller by the fourth root of d_k each. Folded and
scaled are the same function before the first update; what differs is how far an update moves it.
"""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np
import torch

from experiments.translator.data import ENGLISH, FRENCH, draw, held_out_sample, to_batch
from experiments.translator.evaluate import quick_exact_match, translate_all
from experiments.translator.loss import loss_of
from experiments.translator.recipe import PEAK_RATE, WEIGHT_DECAY
from experiments.translator.run_state import initial_parameters
from experiments.translator.train import learning_rate
from explainer.model import Config, Model
from explainer.transformer import Trace

SCORINGS = ("scaled", "unscaled", "folded")
STEPS, BATCH, LOG_EVERY, EVALUATE_EVERY = 800, 64, 20, 100
N_TEST = 1000  # held-out sentences, translated at the end
N_START = 256  # sentences on which the untrained model is measured


def new_model(scoring: str, n_heads: int, seed: int) -> Model:
    """A translator at step 0; all parameters but queries and keys depend on the seed alone."""
    config = Config(len(ENGLISH), len(FRENCH), n_heads=n_heads, scale_scores=scoring == "scaled")
    parameters = initial_parameters(config, seed)
    if scoring == "folded":
        d_k = config.d_model // n_heads
        with torch.no_grad():
            for name in queries_and_keys(parameters):
                parameters[name] *= d_k**-0.25
    return Model(config, parameters, ENGLISH, FRENCH)


def queries_and_keys(parameters: Any) -> list[str]:
    """Names of the matrices that make scores."""
    return [name for name in parameters if name.endswith((".query", ".key"))]


def fresh_loss(model: Model, generator: random.Random, n: int) -> tuple[torch.Tensor, Trace]:
    """The loss on ``n`` fresh sentences, and the forward pass."""
    return loss_of(model, to_batch(draw(generator, n, held_out=False)))


def gradient_norms(parameters: Any) -> dict[str, float]:
    """Norm of the gradient of all query and key matrices together, and of all the rest."""
    scores = set(queries_and_keys(parameters))
    squares = {"queries_and_keys": 0.0, "the_rest": 0.0}
    for name, value in parameters.items():
        group = "queries_and_keys" if name in scores else "the_rest"
        squares[group] += float((value.grad**2).sum())
    return {group: total**0.5 for group, total in squares.items()}


def start(model: Model, seed: int) -> dict[str, Any]:
    """The untrained model on fresh sentences: gradients, and the weights of the source's words.

    Weights are read in the encoder's first layer, over rows of real tokens; ``entropy`` is divided
    by what an even row of the same length would have.
    """
    generator = random.Random(f"start {seed}")
    loss, trace = fresh_loss(model, generator, N_START)
    loss.backward()
    weights = trace.encoder.layers[0].self_attention.weights.detach().numpy()
    embedded = trace.encoder.layers[0].self_attention.attention
    real = np.isfinite(embedded.masked_scores.detach().numpy())[:, 0, 0]  # [sentences, source]
    lengths = real.sum(axis=-1)
    entropies = -np.sum(weights * np.log(np.maximum(weights, 1e-30)), axis=-1)  # [n, heads, source]
    share = entropies / np.log(lengths)[:, None, None]
    rows = np.broadcast_to(real[:, None], share.shape)
    return {
        "loss": loss.item(),
        "gradient": gradient_norms(model.parameters),
        "largest_weight": float(weights.max(axis=-1)[rows].mean()),
        "entropy_share": float(share[rows].mean()),
    }


def train(scoring: str, n_heads: int, seed: int) -> dict[str, Any]:
    """One run from the first step to the last, and what it gets right."""
    started = time.process_time()
    at_start = start(new_model(scoring, n_heads, seed), seed)
    model = new_model(scoring, n_heads, seed)
    optimizer = torch.optim.AdamW(
        model.parameters.values(), PEAK_RATE, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    generator = random.Random(f"training {seed}")
    losses, matches, gradients, recent = [], [], [], []
    for step in range(STEPS):
        loss, _ = fresh_loss(model, generator, BATCH)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, STEPS)
        optimizer.zero_grad()
        loss.backward()
        if step % LOG_EVERY == 0:
            gradients.append([step, *_rounded(gradient_norms(model.parameters).values())])
        torch.nn.utils.clip_grad_norm_(model.parameters.values(), 1.0)
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % LOG_EVERY == 0:
            losses.append([step + 1, *_rounded([float(np.mean(recent))])])
            recent.clear()
        if (step + 1) % EVALUATE_EVERY == 0:
            matches.append([step + 1, quick_exact_match(as_arrays(model))])
    return {
        "start": at_start,
        "exact_match": exact_match(as_arrays(model)),
        "loss_curve": losses,
        "exact_match_curve": matches,
        "gradient_curve": gradients,
        "cpu_seconds": round(time.process_time() - started, 1),
    }


def exact_match(model: Model) -> float:
    """Share of held-out sentences whose whole translation is right."""
    pairs = held_out_sample(N_TEST)
    written = translate_all(model, pairs)
    return float(
        np.mean([words == pair.french for words, pair in zip(written, pairs, strict=True)])
    )


def as_arrays(model: Model) -> Model:
    """The same model with NumPy parameters."""
    arrays = {name: value.detach().numpy() for name, value in model.parameters.items()}
    return Model(model.config, arrays, ENGLISH, FRENCH)


def _rounded(numbers: Any) -> list[float]:
    return [round(float(number), 5) for number in numbers]
