"""Measure what becomes of tokens and gradients in deep stacks, with and without their parts.

    python3 run.py train depth

Random weights, nothing is trained. Writes ``results.json``.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import torch

from experiments.depth.stacks import (
    D_MODEL,
    JOININGS,
    N_HEADS,
    N_TOKENS,
    gradient_norms,
    random_parameters,
    random_tokens,
    relative_residual,
    run,
)
from experiments.results import rounded, versions, write_results
from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.transformer import encode

HERE = Path(__file__).parent
DEEPEST = 12
SEEDS = range(10)
GRADIENT_DEPTHS = (1, 2, 4, 6, 8, 12, 16, 24)
GRADIENT_JOININGS = (
    "attention, feed-forward",
    "attention, norm, feed-forward",
    "attention, feed-forward, residual",
    "all",
)
PLACEMENT_DEPTHS = (2, 4, 6, 12, 24)
N_WORDS, N_SENTENCES = 149, 8


def collapse(name: str, seed: int) -> list[float]:
    """The relative residual before the first of `DEEPEST` layers and after each."""
    with torch.no_grad():
        parameters = random_parameters(DEEPEST, seed)
        streams = run(parameters, JOININGS[name], DEEPEST, random_tokens(seed))
    return [relative_residual(stream) for stream in streams]


def placement(norm: Any, depth: int, seed: int) -> list[float]:
    """Gradient norm in each layer's second feed-forward matrix, of the library's own encoder.

    The sentences are random words, the wanted words too: the state of a model before training.
    """
    config = Config(N_WORDS, 0, encoder_layers=depth, decoder_layers=0, norm=norm)
    parameters = initial_parameters(config, seed)
    generator = torch.Generator().manual_seed(seed)
    read, wanted = torch.randint(N_WORDS, (2, N_SENTENCES, N_TOKENS), generator=generator)
    output = encode(Model(config, parameters), read).output
    scores = output @ parameters["source_embedding"].T
    torch.nn.functional.cross_entropy(scores.flatten(0, 1), wanted.flatten()).backward()
    gradients = [
        parameters[f"encoder.{layer}.feed_forward.contract"].grad for layer in range(depth)
    ]
    return [float(gradient.norm()) for gradient in gradients if gradient is not None]


def main() -> None:
    """Measure everything and write the results."""
    torch.set_num_threads(1)
    started = time.process_time()
    results = {
        "command": "python3 run.py train depth",
        "seeds": list(SEEDS),
        "n_tokens": N_TOKENS,
        "d_model": D_MODEL,
        "n_heads": N_HEADS,
        "n_sentences": N_SENTENCES,
        "versions": versions(torch),
        "collapse": {name: [collapse(name, seed) for seed in SEEDS] for name in JOININGS},
        "gradients": {
            name: {
                str(depth): [gradient_norms(JOININGS[name], depth, seed) for seed in SEEDS]
                for depth in GRADIENT_DEPTHS
            }
            for name in GRADIENT_JOININGS
        },
        "placement": {
            norm: {
                str(depth): [placement(norm, depth, seed) for seed in SEEDS]
                for depth in PLACEMENT_DEPTHS
            }
            for norm in ("pre", "post")
        },
        "cpu_seconds": 0.0,
    }
    results["cpu_seconds"] = round(time.process_time() - started, 1)
    write_results(HERE / "results.json", rounded(results))
    print(f"wrote results.json in {results['cpu_seconds']} s of processor time")


if __name__ == "__main__":
    main()
