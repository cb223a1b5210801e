"""Does a head look at the sound of the word that is about to be written?

Shapes: ``heads`` counts all heads of all decoder layers, ``units`` the stretches of text whose
times are known (mostly single words), ``positions`` the 50 vectors a second that the encoder
makes of the sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from tokenizers import Tokenizer

from experiments.whisper.model import (
    END,
    NO_TIMESTAMPS,
    POSITIONS_A_SECOND,
    START,
    Tensors,
    decode,
    encode,
    log_mel,
    transcribe,
)
from experiments.whisper.speech import RATE, Speech

TOLERANCE = 0.1  # seconds either side: one vector of the encoder mixes neighbouring sounds
PAUSE = 1.0  # seconds of silence put into a sentence


@dataclass(frozen=True)
class Looks:
    """Where all heads look in one recording."""

    weights: np.ndarray  # [heads, units, positions]: rows that predict the unit's tokens, averaged
    written: str  # what the model writes when it is not told the text
    sound: np.ndarray  # [positions, d_model], the encoder's output
    ids: tuple[int, ...]  # the right text, start and end included


def listen(tensors: Tensors, tokenizer: Tokenizer, speech: Speech) -> Looks:
    """Give the model sound and right text; its own transcript is made beside it."""
    sound = encode(tensors, log_mel(speech.samples))
    written = tokenizer.decode(transcribe(tensors, sound)).strip()
    rows, ids = [], [START, NO_TIMESTAMPS]
    for unit in speech.units:
        tokens = tokenizer.encode(f" {unit}", add_special_tokens=False).ids
        # the row of the token before predicts this one
        rows.append(np.arange(len(ids) - 1, len(ids) - 1 + len(tokens)))
        ids += tokens
    ids.append(END)
    weights = decode(tensors, sound, ids).cross_weights
    flat = weights.reshape(-1, *weights.shape[2:])
    by_unit = np.stack([flat[:, row].mean(axis=1) for row in rows], axis=1)
    return Looks(by_unit, written, sound, tuple(ids))


def without(tensors: Tensors, heads: Iterable[int]) -> Tensors:
    """The same model, with nothing of these cross-attention heads reaching the stream."""
    changed = dict(tensors)
    n_heads = int(tensors["decoder/num_heads"])
    for head in heads:
        layer, number = divmod(head, n_heads)
        name = f"decoder/layer_{layer}/attention/linear_2/weight"
        weight = changed[name].copy()  # [d_model, heads x d_head], used as x @ weight.T
        width = weight.shape[1] // n_heads
        weight[:, number * width : (number + 1) * width] = 0
        changed[name] = weight
    return changed


def surprise(tensors: Tensors, heard: Sequence[Looks]) -> float:
    """Nats a token of the right text, its end included; mean over recordings."""
    losses = []
    for looks in heard:
        logits = decode(tensors, looks.sound, looks.ids).logits[1:-1].astype(np.float64)
        right = np.take_along_axis(logits, np.array(looks.ids[2:])[:, None], axis=-1)[:, 0]
        top = logits.max(axis=-1)
        total = top + np.log(np.exp(logits - top[:, None]).sum(axis=-1))
        losses.append(float((total - right).mean()))
    return float(np.mean(losses))


def with_pause(speech: Speech, unit: int) -> Speech:
    """The same recording with silence before this unit. Raises ValueError for the first unit."""
    if unit < 1:
        raise ValueError("the pause must lie between two units")
    cut = round(speech.starts[unit] * RATE)
    silence = np.zeros(round(PAUSE * RATE))
    starts = [start + PAUSE * (index >= unit) for index, start in enumerate(speech.starts)]
    samples = np.concatenate([speech.samples[:cut], silence, speech.samples[cut:]])
    return replace(speech, samples=samples, starts=tuple(starts))


def spans(speech: Speech, paused_at: int | None = None) -> np.ndarray:
    """Start and end of every unit in seconds [units, 2]; a pause belongs to no unit."""
    starts = np.array(speech.starts)
    ends = np.append(starts[1:], speech.seconds)
    if paused_at is not None:
        ends[paused_at - 1] -= PAUSE
    return np.stack([starts, ends], axis=-1)


def peaks(weights: np.ndarray) -> np.ndarray:
    """Where each row has its largest weight, in seconds (the middle of the position)."""
    return (weights.argmax(axis=-1) + 0.5) / POSITIONS_A_SECOND


def hits(found: np.ndarray, times: np.ndarray, tolerance: float = TOLERANCE) -> np.ndarray:
    """Whether each peak [heads, units] lies in its unit's time [units, 2], or close beside it."""
    return (found >= times[:, 0] - tolerance) & (found <= times[:, 1] + tolerance)


def exchanged(found: np.ndarray, times: np.ndarray, seed: int, draws: int = 50) -> np.ndarray:
    """The share of hits [heads] where the units' times are dealt out anew within the sentence."""
    random = np.random.default_rng(seed)
    dealt = [hits(found, times[random.permutation(len(times))]).mean(axis=-1) for _ in range(draws)]
    return np.mean(dealt, axis=0)
