"""What is measured of a model along training, and what is left of it without a head.

Ids are [sequences, positions]; losses (nats) and hits have one column fewer: what each position
says of the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import torch

from experiments.induction.data import COPY_TOKENS, LENGTH, held_out_text, twice, windows
from explainer.arrays import Array
from explainer.inspect import induction, on_previous, removal
from explainer.model import Model
from explainer.transformer import StackTrace, decode, next_word_logits

ALONG, AT_THE_END = 32, 256  # sequences of each kind
TEST_SEED = 20_000
PERIOD = COPY_TOKENS
EARLY, LATE = slice(4, 8), slice(LENGTH - 9, LENGTH - 1)  # positions that foretell the next


@cache
def test_sets(n: int) -> dict[str, Array]:
    """The same sequences for every model and step, none of them trained on.

    "random": random tokens said twice. "reordered": the second copy in another order, so that
    what followed a token no longer follows it. "text twice": held-out text said twice. "text":
    held-out text as it is.
    """
    random = np.random.default_rng(TEST_SEED)
    repeated = twice(random, n)
    reordered = repeated.copy()
    reordered[:, PERIOD:] = random.permuted(repeated[:, PERIOD:], axis=1)
    passages = windows(held_out_text(), random, n, PERIOD)
    return {
        "random": repeated,
        "reordered": reordered,
        "text_twice": np.concatenate([passages, passages], axis=1),
        "text": windows(held_out_text(), random, n, LENGTH),
    }


@torch.no_grad()
def read(model: Model, ids: Array) -> tuple[StackTrace, Array, Array]:
    """The pass, the loss of each next token in nats, and whether its score was the highest."""
    parameters = {name: torch.as_tensor(value) for name, value in model.parameters.items()}
    inside = replace(model, parameters=parameters)
    trace = decode(inside, torch.from_numpy(ids))
    logits = next_word_logits(inside, trace)[:, :-1]
    expected = torch.from_numpy(ids[:, 1:])
    losses = torch.nn.functional.cross_entropy(logits.mT, expected, reduction="none")
    right = (logits.argmax(-1) == expected).float()
    return trace, losses.numpy(), right.numpy()


def copies(losses: Array, right: Array) -> dict[str, float]:
    """Both copies without their first token, which nothing announces."""
    first, second = slice(0, PERIOD - 1), slice(PERIOD, 2 * PERIOD - 1)
    return {
        "first_loss": float(losses[:, first].mean()),
        "second_loss": float(losses[:, second].mean()),
        "first_accuracy": float(right[:, first].mean()),
        "second_accuracy": float(right[:, second].mean()),
    }


def head_scores(trace: StackTrace) -> dict[str, list[list[float]]]:
    """For each layer and head on sequences said twice: induction score, share on the token before.

    What counts is which places hold the same token, and that is alike in all the sequences.
    """
    pattern = [*range(PERIOD), *range(PERIOD)]
    weights = [np.asarray(layer.self_attention.weights) for layer in trace.layers]
    return {
        "induction": [induction(w, pattern).mean(axis=0).tolist() for w in weights],
        "previous": [on_previous(w).mean(axis=0).tolist() for w in weights],
    }


def measure(model: Model, n: int = ALONG) -> dict[str, Any]:
    """All numbers of one moment."""
    sets = test_sets(n)
    trace, losses, right = read(model, sets["random"])
    found: dict[str, Any] = {"random": copies(losses, right), **head_scores(trace)}
    _, losses, right = read(model, sets["text_twice"])
    found["text_twice"] = copies(losses, right)
    _, losses, _ = read(model, sets["text"])
    found["text_loss"] = float(losses.mean())
    # As Olsson et al. 2022: how much easier a late token is than an early one.
    found["text_late_minus_early"] = float(losses[:, LATE].mean() - losses[:, EARLY].mean())
    return found


def measure_at_the_end(model: Model) -> dict[str, Any]:
    """The same on more sequences, and with the second copy in another order."""
    _, losses, right = read(model, test_sets(AT_THE_END)["reordered"])
    return measure(model, AT_THE_END) | {"reordered": copies(losses, right)}


def removals(model: Model) -> list[dict[str, Any]]:
    """Every head taken away alone, in two ways, and what is left."""
    ways: dict[str, Callable[[Model, str, int], Model]] = {
        "zeroed": removal.zeroed,
        "uniform": removal.uniform,
    }
    return [
        {
            "layer": int(name.split(".")[1]),
            "head": head,
            "how": how,
            **measure_at_the_end(remove(model, name, head)),
        }
        for how, remove in ways.items()
        for name, head in removal.heads_of(model)
    ]
