"""The causal stack of ``experiments.recall`` with codes by which distance can be told."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from experiments.recall.learners import D_FEED_FORWARD, D_MODEL, Learner
from experiments.recall.tasks import SYMBOLS
from experiments.translator.run_state import initial_parameters
from explainer.model import Config, Model
from explainer.positions import sinusoidal
from explainer.transformer import decode, next_word_logits

LAYERS = 2
# Code -> heads: one, as the stacks of experiments.recall have. ALiBi needs several: its slopes are
# given, and one head alone has 1/256; four have 1/4, 1/16, 1/64 and 1/256.
CODES = {"rotary": 1, "shifted": 1, "alibi": 4}
SHIFTS = 48  # the first place is drawn from 0 … SHIFTS: places up to 95, which 48 symbols need
Tensor = torch.Tensor


def config_of(code: str) -> Config:
    """The stack of all codes; shifted places are sinusoids."""
    positions: Any = "sinusoidal" if code == "shifted" else code
    return Config(
        0, SYMBOLS + 1, D_MODEL, CODES[code], D_FEED_FORWARD, 0, LAYERS, positions=positions
    )


def scores_of(config: Config, own: dict[str, Tensor], ids: Tensor, start: int = 0) -> Tensor:
    """Scores of the symbols to write, [batch, n, symbols]; ``start`` is the first place.

    The library counts places from zero, so another start of sinusoids is put in by hand.
    """

    def moved(name: str, stream: Tensor) -> Tensor:
        if name != "decoder.0.input":
            return stream
        length = ids.shape[1]
        code = sinusoidal(length, D_MODEL, start, like=stream)
        return stream - sinusoidal(length, D_MODEL, like=stream) + code

    model = Model(config, own)
    trace = decode(model, ids, edit=moved if start else None)
    return next_word_logits(model, trace)[:, ids.shape[1] // 2 :]


def learners(code: str, seed: int) -> tuple[Learner, Learner]:
    """The model as it trains and as it is tested, with the same parameters.

    They differ for "shifted" alone: its first place is drawn anew for every batch in training and
    is 0 in tests.
    """
    config = config_of(code)
    own = initial_parameters(config, seed)
    tested = Learner(own, lambda ids: scores_of(config, own, ids), D_MODEL)
    if code != "shifted":
        return tested, tested
    starts = np.random.default_rng([seed, 3])

    def shifted(ids: Tensor) -> Tensor:
        return scores_of(config, own, ids, int(starts.integers(SHIFTS + 1)))

    return Learner(own, shifted, D_MODEL), tested
