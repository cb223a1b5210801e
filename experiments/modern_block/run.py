"""Train small decoders with the paper's block and with each later change, and compare their loss.

    python3 run.py train modern_block

Every finished run is kept below ``build/train/modern_block/``; ``--restart`` forgets them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from experiments.induction.data import HELD_OUT, held_out_text, training_text, windows
from experiments.modern_block.blocks import BLOCKS, PAPER, Block
from experiments.modern_block.model import Parameters, Tensor, scores, start
from experiments.provenance import state_folder
from experiments.results import kept, rounded, versions, write_results
from experiments.text import FILE as TEXT
from explainer.schedules import cosine_rate

HERE = Path(__file__).parent
STATE = state_folder("modern_block", [TEXT])
COMMAND = "python3 run.py train modern_block"
SEEDS = (0, 1, 2)
BATCH, LENGTH, STEPS, WARM_UP, WEIGHT_DECAY = 16, 64, 450, 40, 0.01
TRIAL_SEED, TRIAL_STEPS, TRIAL_END = 100, 175, 25  # steps at the end whose losses are compared
RATES = (0.006, 0.012, 0.024, 0.048)
LONGER = 2 * LENGTH  # places of texts that are twice as long as any that was trained on


def train(
    block: Block, rate: float, steps: int, seed: int
) -> tuple[dict[str, Tensor], list[float]]:
    """Parameters after training, and the loss of each batch in nats a token.

    For one seed all blocks read the same batches.
    """
    parameters = start(block, seed)
    optimizer = torch.optim.AdamW(
        parameters.values(), rate, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    random = np.random.default_rng(seed)
    losses = []
    for step in range(steps):
        ids = torch.from_numpy(windows(training_text(), random, BATCH, LENGTH + 1))
        loss = token_losses(block, parameters, ids).mean()
        for group in optimizer.param_groups:
            group["lr"] = cosine_rate(step, rate, steps, WARM_UP)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return parameters, losses


def token_losses(block: Block, parameters: Parameters, ids: Tensor) -> Tensor:
    """Nats for every token but the first, given those before it: [batch, places - 1]."""
    logits = scores(block, parameters, ids[:, :-1])
    return functional.cross_entropy(logits.mT, ids[:, 1:], reduction="none")


@cache
def held_out(length: int) -> Tensor:
    """The held-out book in stretches end to end: [stretches, length + 1]."""
    text = held_out_text()
    whole = len(text) // (length + 1) * (length + 1)
    return torch.from_numpy(text[:whole].reshape(-1, length + 1))


@torch.no_grad()
def measure(block: Block, parameters: Parameters) -> dict[str, float]:
    """Held-out losses: in texts as long as trained, and beyond that length in longer ones."""
    longer = token_losses(block, parameters, held_out(LONGER))
    return {
        "loss": token_losses(block, parameters, held_out(LENGTH)).mean().item(),
        "loss_beyond": longer[:, LENGTH:].mean().item(),
    }


def trial(rate: float) -> dict[str, Any]:
    """A short training of the paper's block that is not reported: its loss chooses the rate."""
    started = time.process_time()
    _, losses = train(PAPER, rate, TRIAL_STEPS, TRIAL_SEED)
    loss = float(np.mean(losses[-TRIAL_END:]))
    return {"rate": rate, "loss": loss, "cpu_seconds": since(started)}


def best_rate(trials: list[dict[str, Any]]) -> float:
    """The rate with the least loss: the best one for the paper's block, taken for all."""
    return float(min(trials, key=lambda one: one["loss"])["rate"])


def trained(block: Block, rate: float, seed: int) -> dict[str, Any]:
    """One reported training and what it leads to."""
    started = time.process_time()
    parameters, losses = train(block, rate, STEPS, seed)
    return {
        "block": block.sizes.name,
        "seed": seed,
        "rate": rate,
        "parameters": sum(value.numel() for value in parameters.values()),
        "cpu_seconds": since(started),
        "training_loss": float(np.mean(losses[-TRIAL_END:])),
        **measure(block, parameters),
    }


def since(started: float) -> float:
    """Processor time since then, in seconds."""
    return round(time.process_time() - started, 1)


def carry_out(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out one run, or read what it gave before."""
    result = kept(STATE / f"{name}.json", make)
    print(name, {key: result[key] for key in result if "loss" in key or "cpu" in key}, flush=True)
    return result


def main(arguments: list[str] | None = None) -> None:
    """Do what is missing, then write the results."""
    parser = argparse.ArgumentParser(prog="run.py train modern_block", description=__doc__)
    parser.add_argument("--restart", action="store_true", help="forget finished runs")
    if parser.parse_args(arguments).restart:
        for path in STATE.glob("*.json"):
            path.unlink()
    torch.set_num_threads(1)
    trials = [carry_out(f"trial-{rate:g}", partial(trial, rate)) for rate in RATES]
    rate = best_rate(trials)
    runs = [
        carry_out(f"{block.sizes.name}-seed-{seed}", partial(trained, block, rate, seed))
        for seed in SEEDS
        for block in BLOCKS
    ]
    report(trials, runs)


def report(trials: list[dict[str, Any]], runs: list[dict[str, Any]]) -> None:
    """Write all that the pages quote, with the configs of the blocks."""
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "steps": STEPS,
        "batch": BATCH,
        "length": LENGTH,
        "longer": LONGER,
        "held_out": HELD_OUT,
        "held_out_tokens": held_out(LENGTH)[:, 1:].numel(),
        "training_tokens": len(training_text()),
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(one["cpu_seconds"] for one in (*trials, *runs)), 1),
        "blocks": {
            block.sizes.name: asdict(block.sizes) | {"positions": block.positions}
            for block in BLOCKS
        },
        "trials": rounded(trials),
        "runs": rounded(runs),
    }
    write_results(HERE / "results.json", content, measured=[TEXT])


if __name__ == "__main__":
    main()
