"""Train every model of the question and write ``results.json``.

    python3 run.py train positions

Goes on where it was interrupted: each finished run is kept in ``build/train/positions``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

import explainer
from experiments.positions import before, translators
from experiments.positions.before import Code
from experiments.provenance import state_folder
from experiments.results import kept, versions, write_results

ROOT = Path(__file__).resolve().parents[2]
STATE = state_folder("positions")
RESULTS = Path(__file__).with_name("results.json")
COMMAND = "python3 run.py train positions"
SEEDS = (0, 1, 2)


def timed(compute: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The result with the processor time it took."""
    started = time.process_time()
    result = compute()
    return result | {"seconds": round(time.process_time() - started, 1)}


def carry_out(name: str, compute: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out one run, or read what it gave before."""
    result = kept(STATE / f"{name}.json", lambda: timed(compute))
    print(name, {key: result[key] for key in result if key != "loss_curve"}, flush=True)
    return result


def translator(code: Code, seed: int) -> dict[str, Any]:
    """Train one translator, keep it, measure it."""
    model, curve = translators.train(code, seed)
    explainer.save(model, STATE / f"{code}-{seed}.safetensors", dtype="float32")
    return {
        "code": code,
        "seed": seed,
        "parameters": model.n_parameters,
        **translators.measure(model),
        "loss_curve": curve,
    }


def main(arguments: list[str] | None = None) -> None:
    """Run what is asked for; write the results when all runs are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("before", "translators"), help="one part only")
    parser.add_argument("--restart", action="store_true", help="forget finished runs")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    if options.restart:
        for path in STATE.glob("*.json"):
            path.unlink()
    questions, translations = [], []
    if options.part != "translators":
        for seed in SEEDS:
            for i, variant in enumerate(before.VARIANTS):
                result = carry_out(f"before-{i}-{seed}", partial(before.measure, variant, seed))
                questions.append(result)
    if options.part != "before":
        for seed in SEEDS:
            for code in translators.CODES:
                result = carry_out(f"translator-{code}-{seed}", partial(translator, code, seed))
                translations.append(result)
    if questions and translations:
        write(questions, translations)


def learned_products(n: int = 12) -> list[list[float]]:
    """Dot products of the first n codes that the learned translator of the first seed ended with.

    Of the source side; the running sentence has 12 words.
    """
    model = explainer.load(STATE / f"learned-{SEEDS[0]}.safetensors")
    table = model.parameters["source_positions"][:n]
    return [[round(float(product), 4) for product in row] for row in table @ table.T]


def write(questions: list[dict[str, Any]], translations: list[dict[str, Any]]) -> None:
    """The committed results."""
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "versions": versions(np, torch),
        "cpu_seconds": round(sum(run["seconds"] for run in (*questions, *translations))),
        "before": {
            "length": before.LENGTH,
            "longer": before.LONGER,
            "steps": before.STEPS,
            "batch": before.BATCH,
            "test": 2 * before.N_TEST,
            "runs": questions,
        },
        "translators": {
            "steps": translators.STEPS,
            "batch": translators.BATCH,
            "test": translators.N_TEST,
            "moved": translators.N_MOVED,
            "roles": len(translators.roles()),
            "learned_products": learned_products(),
            "runs": translations,
        },
    }
    write_results(RESULTS, content)


if __name__ == "__main__":
    main()
