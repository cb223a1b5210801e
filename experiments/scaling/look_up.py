"""Six ways to score on one look-up by content: one attention, nothing else to learn.

A list holds 16 items, each a key vector and a symbol. One query comes with it, made from the key
of one item; wanted is the symbol of that item. The values are the symbols, one-hot, so the output
of the attention is directly the share of the weight that each symbol got: what is learned is the
score and nothing else.

Two tasks. "names": there are 64 keys, the same in all lists, and each has its own query vector,
unrelated to it. "turned": keys are drawn afresh for every list, and the query is the key turned by
one rotation, the same in all lists. Noise is added to each query.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import torch

TASKS = ("names", "turned")
SCORERS = ("dot", "projected", "scaled", "general", "additive", "additive_bias")
WIDTH = 64  # numbers in a query and in a key, before and after the projections (d_k)
ITEMS, SYMBOLS, NAMES = 16, 8, 64
NOISE = {"names": 0.5, "turned": 0.5}  # deviation; the vectors' own is 1
STEPS, BATCH, LOG_EVERY = 600, 64, 20
TEST_LISTS = 2000
TRIAL_SEED, RATES = 100, (1e-3, 3e-3, 1e-2)
COST_LENGTH, COST_REPEATS = 256, 20  # queries and keys of the timed score table
Tensor = torch.Tensor
Parameters = Mapping[str, Tensor]


def dot(queries: Tensor, keys: Tensor, _: Parameters) -> Tensor:
    """Query times key as they are: Luong et al. 2015, "dot"."""
    return queries @ keys.mT


def projected(queries: Tensor, keys: Tensor, learned: Parameters) -> Tensor:
    """Dot product of a projected query and a projected key, not divided."""
    return (queries @ learned["query"]) @ (keys @ learned["key"]).mT


def scaled(queries: Tensor, keys: Tensor, learned: Parameters) -> Tensor:
    """The same divided by √d_k: Vaswani et al. 2017, equation 1."""
    return projected(queries, keys, learned) / math.sqrt(learned["key"].shape[-1])


def general(queries: Tensor, keys: Tensor, learned: Parameters) -> Tensor:
    """One matrix between query and key: Luong et al. 2015, "general"."""
    return queries @ learned["between"] @ keys.mT


def additive(queries: Tensor, keys: Tensor, learned: Parameters) -> Tensor:
    """A small network with one hidden layer: Bahdanau et al. 2014, section A.1.2.

    The paper's formula has no bias. Without one, turning the signs of query and key turns the sign
    of the score, because tanh is odd; a product would keep it.
    """
    asked = queries @ learned["query"]
    if "bias" in learned:
        asked = asked + learned["bias"]
    # [..., queries, 1, d_k] + [..., 1, keys, d_k] -> [..., queries, keys, d_k]
    hidden = asked[..., :, None, :] + (keys @ learned["key"])[..., None, :, :]
    return torch.tanh(hidden) @ learned["readout"]


SCORE: Mapping[str, Callable[[Tensor, Tensor, Parameters], Tensor]] = {
    "dot": dot,
    "projected": projected,
    "scaled": scaled,
    "general": general,
    "additive": additive,
    "additive_bias": additive,
}


def new_parameters(scorer: str, seed: int) -> dict[str, Tensor]:
    """Normal matrices of deviation 1/√width, so that projections keep the variance; biases of 1."""
    generator = torch.Generator().manual_seed(seed)
    additive_shapes: dict[str, tuple[int, ...]] = {
        "query": (WIDTH, WIDTH),
        "key": (WIDTH, WIDTH),
        "readout": (WIDTH,),
    }
    every: dict[str, dict[str, tuple[int, ...]]] = {
        "dot": {},
        "projected": {"query": (WIDTH, WIDTH), "key": (WIDTH, WIDTH)},
        "scaled": {"query": (WIDTH, WIDTH), "key": (WIDTH, WIDTH)},
        "general": {"between": (WIDTH, WIDTH)},
        "additive": additive_shapes,
        "additive_bias": additive_shapes | {"bias": (WIDTH,)},
    }
    parameters = {}
    for name, shape in every[scorer].items():
        value = torch.randn(shape, generator=generator)
        parameters[name] = (value if name == "bias" else value * WIDTH**-0.5).requires_grad_()
    return parameters


class Task:
    """Lists of one task; its fixed vectors and its rotation depend on the seed."""

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.generator = torch.Generator().manual_seed(1000 + seed)
        self.found = self._normal(NAMES, WIDTH)  # the key of each name
        self.asked = self._normal(NAMES, WIDTH)  # the query of each name
        self.rotation = torch.linalg.qr(self._normal(WIDTH, WIDTH)).Q

    def draw(self, n: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Queries [n, 1, width], keys [n, items, width], symbols [n, items], wanted [n]."""
        place = torch.randint(ITEMS, (n,), generator=self.generator)
        rows = torch.arange(n)
        if self.name == "names":
            names = torch.rand(n, NAMES, generator=self.generator).argsort(-1)[:, :ITEMS]
            keys, queries = self.found[names], self.asked[names[rows, place]]
        else:
            keys = self._normal(n, ITEMS, WIDTH)
            queries = keys[rows, place] @ self.rotation
        queries = queries + NOISE[self.name] * self._normal(n, WIDTH)
        symbols = torch.randint(SYMBOLS, (n, ITEMS), generator=self.generator)
        return queries[:, None], keys, symbols, symbols[rows, place]

    def _normal(self, *shape: int) -> Tensor:
        return torch.randn(shape, generator=self.generator)


def answer(scorer: str, learned: Parameters, drawn: tuple[Tensor, ...]) -> Tensor:
    """The attention's output: the share of the weight that each symbol got, [n, symbols]."""
    queries, keys, symbols, _ = drawn
    weights = torch.softmax(SCORE[scorer](queries, keys, learned), dim=-1)
    values = torch.nn.functional.one_hot(symbols, SYMBOLS).to(weights.dtype)
    return (weights @ values)[:, 0]


def train(task_name: str, scorer: str, seed: int, rate: float, longer: int = 1) -> dict[str, Any]:
    """Learn to score from fresh lists; return the loss curve and what is right on new lists."""
    steps = STEPS * longer
    started = time.process_time()
    task, learned = Task(task_name, seed), new_parameters(scorer, seed)
    curve, recent = [], []
    optimizer = torch.optim.Adam(learned.values(), rate) if learned else None
    for step in range(steps if optimizer else 0):
        drawn = task.draw(BATCH)
        loss = _loss(answer(scorer, learned, drawn), drawn[3])
        assert optimizer is not None  # scorers without parameters take no step
        for group in optimizer.param_groups:
            group["lr"] = rate * 0.5 * (1 + math.cos(math.pi * step / steps))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        recent.append(loss.item())
        if (step + 1) % (LOG_EVERY * longer) == 0:
            curve.append([step + 1, round(sum(recent) / len(recent), 4)])
            recent.clear()
    with torch.no_grad():
        drawn = task.draw(TEST_LISTS)
        shares = answer(scorer, learned, drawn)
    return {
        "accuracy": float((shares.argmax(-1) == drawn[3]).float().mean()),
        "loss": float(_loss(shares, drawn[3])),
        "parameters": sum(value.numel() for value in learned.values()),
        "loss_curve": curve,
        "cpu_seconds": round(time.process_time() - started, 2),
    }


def _loss(shares: Tensor, wanted: Tensor) -> Tensor:
    """Mean of minus the logarithm of the wanted symbol's share, in nats."""
    return -torch.log(shares[torch.arange(len(wanted)), wanted] + 1e-12).mean()


def costs() -> dict[str, Any]:
    """The least processor time of one table of scores, for each scorer, in milliseconds."""
    generator = torch.Generator().manual_seed(0)
    queries, keys = (torch.randn(COST_LENGTH, WIDTH, generator=generator) for _ in range(2))
    found: dict[str, Any] = {}
    for scorer in SCORERS:
        learned = {name: value.detach() for name, value in new_parameters(scorer, 0).items()}
        times = []
        for _ in range(COST_REPEATS):
            started = time.process_time()
            SCORE[scorer](queries, keys, learned)
            times.append(time.process_time() - started)
        found[scorer] = {"fastest_milliseconds": round(1000 * min(times), 3)}
    return found


def settings() -> dict[str, Any]:
    """The sizes of the task, for the results."""
    return {
        "width": WIDTH,
        "items": ITEMS,
        "symbols": SYMBOLS,
        "names": NAMES,
        "noise": NOISE,
        "steps": STEPS,
        "batch": BATCH,
        "test_lists": TEST_LISTS,
        "trial_seed": TRIAL_SEED,
        "rates": list(RATES),
        "cost_length": COST_LENGTH,
        "cost_repeats": COST_REPEATS,
    }
