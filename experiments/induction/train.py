"""Train decoders of one and two layers on text and repeated random tokens, and watch their heads.

    python3 run.py train induction
    python3 run.py train induction --only one-head-seed-0

Every finished run is kept below ``build/train/induction/``; started again, only what is missing is
trained (``--restart`` forgets them). Writes ``results.json`` and, from the first seed with one
head, the checkpoint ``explainer/checkpoints/induction`` and its attention along training.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.induction.composition import composition, on_reordered
from experiments.induction.data import (
    HELD_OUT,
    LENGTH,
    LONGEST,
    N_TOKENS,
    SHORTEST,
    batch,
    training_text,
    twice,
)
from experiments.induction.measure import (
    ALONG,
    AT_THE_END,
    PERIOD,
    measure,
    measure_at_the_end,
    removals,
)
from experiments.induction.runs import RUNS, STATE, Run, as_arrays, start, stored
from experiments.results import kept, rounded, versions, write_arrays, write_results
from experiments.text import FILE as TEXT
from explainer.checkpoint import FOLDER as CHECKPOINTS
from explainer.model import Model
from explainer.schedules import cosine_rate
from explainer.transformer import decode, next_word_logits

HERE = Path(__file__).parent
BATCH, WARM_UP, WEIGHT_DECAY = 32, 100, 0.01  # sequences, steps
MEASURE_EVERY = 25  # steps
LIMITS = (
    "Made to show how an induction head comes about: trained on little text and on random tokens "
    "said again and again. It writes no sensible text."
)
SHOWN_TOKENS = 14  # in each copy of the sequence whose attention is kept along training


def update(run: Run, model: Model, optimizer: torch.optim.Optimizer, step: int, ids: Any) -> float:
    """One batch, one step; the mean loss of a next token in nats."""
    ids = torch.from_numpy(ids)
    logits = next_word_logits(model, decode(model, ids[:, :-1]))
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
    for group in optimizer.param_groups:
        group["lr"] = cosine_rate(step, run.rate, run.steps, WARM_UP)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters.values(), 1.0)
    optimizer.step()
    return loss.item()


def shown() -> np.ndarray:
    """The sequence whose attention is kept along training: random tokens said twice."""
    return twice(np.random.default_rng(7), 1, SHOWN_TOKENS)[0]


def picture(model: Model) -> list[list[list[int]]]:
    """The first head's weights in each layer on the kept sequence, in steps of 1/255."""
    layers = decode(model, shown()).layers
    return [np.rint(layer.self_attention.weights[0] * 255).astype(int).tolist() for layer in layers]


def carry_out(run: Run) -> dict[str, Any]:
    """Train one run from its seed to its last step, measuring along the way."""
    model = start(run)
    optimizer = torch.optim.AdamW(
        model.parameters.values(), run.rate, betas=(0.9, 0.98), weight_decay=WEIGHT_DECAY
    )
    random = np.random.default_rng(run.seed)
    curve, pictures, seconds = [], [], 0.0
    for step in range(run.steps + 1):
        if step % MEASURE_EVERY == 0:
            now = as_arrays(model)
            curve.append({"step": step, **measure(now)})
            pictures.append(picture(now))
            if step % 200 == 0:
                tell(run, curve[-1], seconds)
        if step < run.steps:
            began = time.process_time()
            update(run, model, optimizer, step, batch(run.data, random, BATCH))
            seconds += time.process_time() - began
    explainer.save(as_arrays(model), STATE / f"{run.name}.safetensors")
    stored = explainer.load(STATE / f"{run.name}.safetensors")
    return {
        **asdict(run),
        "parameters": stored.n_parameters,
        "train_cpu_seconds": round(seconds, 1),
        "curve": curve,
        "pictures": pictures,
        "final": measure_at_the_end(stored),
        "removals": removals(stored),
    }


def tell(run: Run, now: dict[str, Any], seconds: float) -> None:
    """One line on where a run stands."""
    random, scores = now["random"], now["induction"][-1]
    print(
        f"{run.name}  step {now['step']:>4}  second copy {random['second_accuracy']:.3f}  "
        f"induction {max(scores):.3f}  previous {max(now['previous'][0]):.3f}  "
        f"text {now['text_loss']:.2f}  {seconds:.0f} CPU s",
        flush=True,
    )


def keep_checkpoint(run: Run, result: dict[str, Any]) -> None:
    """The run that the figures look into: its model, and its attention along training."""
    model = stored(result)
    card = {
        **asdict(run),
        "command": "python3 run.py train induction",
        "versions": versions(np, torch),
        "final": rounded(result["final"]),
        "limits": LIMITS,
    }
    explainer.save(replace(model, card=card), CHECKPOINTS / "induction.safetensors")
    write_arrays(
        HERE / "attention_along_training.npz",
        weights=np.array(result["pictures"], dtype=np.uint8),  # [moment, layer, query, key]
        steps=np.array([moment["step"] for moment in result["curve"]], dtype=np.int16),
        ids=shown().astype(np.int16),
    )


def columns(curve: list[dict[str, Any]]) -> dict[str, Any]:
    """What is drawn along training: a list over the moments for each number."""
    return {
        "step": [moment["step"] for moment in curve],
        **{
            f"{name}_{key}": [moment[name][key] for moment in curve]
            for name in ("random", "text_twice")
            for key in ("first_accuracy", "second_accuracy", "second_loss")
        },
        **{
            key: [moment[key] for moment in curve] for key in ("text_loss", "text_late_minus_early")
        },
        # [moment, head]: the heads that can look for what came after, and those below them
        "induction": [moment["induction"][-1] for moment in curve],
        "previous": [moment["previous"][0] for moment in curve],
    }


def report(results: list[dict[str, Any]]) -> None:
    """All that the page quotes, with four significant digits."""
    found = {
        "command": "python3 run.py train induction",
        "versions": versions(np, torch),
        "batch": BATCH,
        "length": LENGTH,
        "tokens": N_TOKENS,
        "warm_up": WARM_UP,
        "weight_decay": WEIGHT_DECAY,
        "periods": [SHORTEST, LONGEST],
        "copy_tokens": PERIOD,
        "sequences": {"along": ALONG, "at_the_end": AT_THE_END},
        "held_out": HELD_OUT,
        "training_tokens": len(training_text()),
        "runs": [
            {key: value for key, value in result.items() if key not in ("pictures", "curve")}
            | {"curves": columns(result["curve"])}
            | {"induction_reordered": on_reordered(stored(result))}
            | ({"composition": composition(stored(result))} if result["layers"] > 1 else {})
            for result in results
        ],
    }
    wrote = [CHECKPOINTS / "induction.safetensors", HERE / "attention_along_training.npz"]
    write_results(HERE / "results.json", rounded(found), measured=[TEXT], wrote=wrote)


def main(arguments: list[str] | None = None) -> None:
    """Train what is missing; write the report when all runs are there."""
    options = parse(arguments)
    torch.set_num_threads(1)
    if options.restart:
        for run in RUNS:
            (STATE / f"{run.name}.result.json").unlink(missing_ok=True)
    for run in RUNS:
        if options.only in (None, run.name):
            result = kept(STATE / f"{run.name}.result.json", partial(carry_out, run))
            print(run.name, result["train_cpu_seconds"], "CPU s", result["final"]["random"])
            if run == RUNS[0]:
                keep_checkpoint(run, result)
    files = [STATE / f"{run.name}.result.json" for run in RUNS]
    if all(file.exists() for file in files):
        report([json.loads(file.read_text(encoding="utf-8")) for file in files])


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="run.py train induction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", choices=[run.name for run in RUNS], help="one run only")
    parser.add_argument("--restart", action="store_true", help="forget finished runs")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
