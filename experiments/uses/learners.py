"""The encoder with its three read-outs, and how it is trained on all three tasks at once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import torch

from experiments.translator.run_state import initial_parameters
from experiments.uses.text import KINDS, WORDS, Report, reports
from explainer.model import Config, Model
from explainer.schedules import cosine_rate
from explainer.tokenizer import PADDING, Vocabulary
from explainer.transformer import StackTrace, encode

CONFIG = Config(
    len(WORDS),
    len(Vocabulary()),
    d_model=64,
    n_heads=4,
    d_feed_forward=128,
    encoder_layers=2,
    decoder_layers=0,
    positions="rotary",
)
READ_OUTS = {"pleased": 2, "kind": len(KINDS), "first": 1, "last": 1}  # name -> outputs
SEGMENT = "segment"  # a vector added to what is no text: the class token and the question
CYCLES = (1600, 800)  # steps; in each the rate rises and falls anew, as one seed needs it
BATCH, RATE, WARM_UP, DECAY = 32, 3e-3, 100, 0.01
LOG_EVERY = 100
HALVED = (1, 1, 2)  # every second batch has questions
PADDING_ID = WORDS.ids[PADDING]

Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Batch:
    """Reports side by side, padded at the end."""

    ids: np.ndarray  # [reports, words]
    text: np.ndarray  # [reports, words], True on the words of the text
    kinds: np.ndarray  # [reports, words], 0 outside the text
    pleased: np.ndarray  # [reports]
    judged: np.ndarray  # [reports], True where there is an opinion
    asked: np.ndarray  # [reports], True where there is a question
    answers: np.ndarray  # [reports, 2], places of the first and the last word of the answer


@dataclass(frozen=True)
class Scores:
    """What the read-outs say, before any softmax."""

    pleased: Any  # [reports, 2]: no, yes
    kind: Any  # [reports, words, kinds]
    ends: Any  # [reports, 2, words]: is this the first, the last word of the answer?


def batch_of(chosen: Sequence[Report]) -> Batch:
    """Put reports into arrays."""
    longest = max(len(report.read) for report in chosen)
    shape = (len(chosen), longest)
    ids = np.full(shape, PADDING_ID, dtype=np.int64)
    kinds = np.zeros(shape, dtype=np.int64)
    text = np.zeros(shape, dtype=bool)
    for row, report in enumerate(chosen):
        begin, end = report.start, len(report.read)
        ids[row, :end] = WORDS.encode(report.read)
        kinds[row, begin:end] = report.kinds
        text[row, begin:end] = True
    pleased = np.array([int(report.pleased) for report in chosen])
    asked = np.array([bool(report.question) for report in chosen])
    answers = np.array([[report.start + place for place in report.answer] for report in chosen])
    judged = np.array([bool(report.opinion) for report in chosen])
    return Batch(ids, text, kinds, pleased, judged, asked, answers)


def new_parameters(seed: int) -> dict[str, torch.Tensor]:
    """The encoder's random numbers, a random segment vector, and read-outs that begin at zero."""
    parameters = dict(initial_parameters(CONFIG, seed))
    for name, outputs in READ_OUTS.items():
        parameters[name] = torch.zeros((CONFIG.d_model, outputs), requires_grad=True)
    generator = torch.Generator().manual_seed(seed)
    parameters[SEGMENT] = torch.randn(CONFIG.d_model, generator=generator).requires_grad_()
    return parameters


def read(parameters: Parameters, ids: Any, mask: Any, text: Any) -> tuple[StackTrace, Scores]:
    """Read reports with the encoder, then ask all three.

    ``ids`` [reports, words]; ``mask`` [reports, 1, words], False where nothing may be seen;
    ``text`` [reports, words], True where an answer may lie.
    """
    own = (*READ_OUTS, SEGMENT)
    encoder = {name: value for name, value in parameters.items() if name not in own}
    before_text = (~text)[..., None] * parameters[SEGMENT]

    def marked(place: str, stream: Any) -> Any:
        return stream + before_text if place == "encoder.0.input" else stream

    trace = encode(Model(CONFIG, encoder, WORDS), ids, mask, marked)
    pleased = trace.output[:, 0] @ parameters["pleased"]
    kind, first, last = (trace.output @ parameters[name] for name in ("kind", "first", "last"))
    stack = torch.stack if isinstance(first, torch.Tensor) else np.stack
    ends = stack([first[..., 0], last[..., 0]], 1) + ((~text) * -1e9)[:, None]
    return trace, Scores(pleased, kind, ends)


def losses(scores: Scores, batch: Batch) -> torch.Tensor:
    """The mean surprise at the right answer, nats [tasks]: pleased, kinds, ends of the answer.

    A task that no report of the batch has costs nothing.
    """
    text, asked = torch.from_numpy(batch.text), torch.from_numpy(batch.asked)
    judged = torch.from_numpy(batch.judged)
    answers = torch.from_numpy(batch.answers)
    return torch.stack(
        (
            _surprise(scores.pleased[judged], torch.from_numpy(batch.pleased)[judged]),
            _surprise(scores.kind[text], torch.from_numpy(batch.kinds)[text]),
            _surprise(scores.ends[asked].flatten(0, 1), answers[asked].flatten()),
        )
    )


def _surprise(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    if not len(right):
        return torch.zeros(())
    return torch.nn.functional.cross_entropy(logits, right)


def fit(seed: int) -> tuple[dict[str, np.ndarray], list[list[float]]]:
    """The trained parameters as NumPy arrays, and the loss curve.

    The curve is [step, and for each task nats, mean of the last steps].
    """
    parameters = new_parameters(seed)
    drawn = [
        reports(random.Random(f"uses {seed} {asked}"), "training", bool(asked)) for asked in (0, 1)
    ]
    curve: list[list[float]] = []
    for steps in CYCLES:
        done = curve[-1][0] if curve else 0
        for step, *nats in one_cycle(parameters, drawn, steps):
            curve.append([done + step, *nats])
            print(f"uses, seed {seed}, step {curve[-1][0]}: {nats}", flush=True)
    return {name: value.detach().numpy() for name, value in parameters.items()}, curve


def one_cycle(
    parameters: dict[str, torch.Tensor], drawn: Sequence[Iterator[Report]], steps: int
) -> Iterator[list[float]]:
    """Train in place, on reports without and with a question in turn; yield the curve."""
    optimizer = torch.optim.AdamW(parameters.values(), RATE, betas=(0.9, 0.98), weight_decay=DECAY)
    recent = []
    for step in range(steps):
        batch = batch_of(list(islice(drawn[step % 2], BATCH)))  # of like length, so little padding
        ids = torch.from_numpy(batch.ids)
        mask = (ids != PADDING_ID)[:, None]
        by_task = losses(read(parameters, ids, mask, torch.from_numpy(batch.text))[1], batch)
        for group in optimizer.param_groups:
            group["lr"] = cosine_rate(step, RATE, steps, WARM_UP)
        optimizer.zero_grad()
        by_task.sum().backward()
        torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
        optimizer.step()
        recent.append(by_task.tolist())
        if (step + 1) % LOG_EVERY == 0:
            yield [step + 1, *(np.mean(recent, axis=0) * HALVED).round(4).tolist()]
            recent.clear()
