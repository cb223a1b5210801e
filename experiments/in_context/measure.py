"""Does a head look where a token came before, does it copy what it finds, and who learns from it?

Ids are [sequences, positions]. A loss is in nats and belongs to the token that is to be said next.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.induction.measure import EARLY, LATE, PERIOD, head_scores, read, test_sets
from explainer.arrays import Array
from explainer.inspect import removal
from explainer.model import Model
from explainer.transformer import BlockTrace, StackTrace, decode

SEQUENCES = 256
FIRST, SECOND = slice(0, PERIOD - 1), slice(PERIOD, 2 * PERIOD - 1)  # losses of the two copies


def written(model: Model, layer: int, block: BlockTrace) -> Array:
    """What each head would add to the stream for looking at one place alone.

    Its value through its rows of the output matrix: [sequences, heads, places, d_model].
    """
    values = np.asarray(block.self_attention.values)
    output = model.parameters[f"decoder.{layer}.self_attention.output"]
    added: Array = values @ output.reshape(model.config.n_heads, -1, model.config.d_model)
    return added


def towards_words(model: Model, added: Array) -> Array:
    """How much an addition to the last stream raises each word: [..., d_model] -> [..., words].

    Through the last norm, whose division by the vector's own deviation is left out: it changes no
    order of the words.
    """
    centred = added - added.mean(axis=-1, keepdims=True)
    gained = centred * model.parameters["decoder.norm.gain"]
    raised: Array = gained @ model.parameters["target_embedding"].T
    return raised


def copying(model: Model, trace: StackTrace, ids: Array) -> list[list[float]]:
    """For each layer and head: how often what it takes from a token raises this token most.

    Of all tokens of the vocabulary, over the first copy; what other layers make of it is left out.
    """
    said = ids[:, None, :PERIOD]
    scores = []
    for layer, block in enumerate(trace.layers):
        raised = towards_words(model, written(model, layer, block)[:, :, :PERIOD])
        scores.append((raised.argmax(axis=-1) == said).mean(axis=(0, 2)).tolist())
    return scores


def heads(model: Model) -> list[dict[str, Any]]:
    """Each head: on the token before, on what followed the last time, and whether it copies."""
    ids = test_sets(SEQUENCES)["random"]
    trace = decode(model, ids)
    looks, copies = head_scores(trace), copying(model, trace, ids)
    places = [(int(name.split(".")[1]), head) for name, head in removal.heads_of(model)]
    return [
        {
            "layer": layer,
            "head": head,
            "previous": looks["previous"][layer][head],
            "matching": looks["induction"][layer][head],
            "copying": copies[layer][head],
        }
        for layer, head in places
    ]


def losses(model: Model, data: str) -> Array:
    """The mean loss at every position of one kind of sequence."""
    _, lost, _ = read(model, test_sets(SEQUENCES)[data])
    mean: Array = lost.mean(axis=0)
    return mean


def by_place(model: Model) -> dict[str, Any]:
    """Losses of random tokens in both copies, of held-out text in both, and along plain text."""
    random, twice, text = (losses(model, name) for name in ("random", "text_twice", "text"))
    return {
        "first": random[FIRST].tolist(),
        "second": random[SECOND].tolist(),
        "text_first": float(twice[FIRST].mean()),
        "text_second": float(twice[SECOND].mean()),
        # As Olsson et al. 2022: how much easier a late token of a text is than an early one.
        "late_minus_early": float(text[LATE].mean() - text[EARLY].mean()),
    }


def in_brief(model: Model) -> dict[str, float]:
    """What is followed along training: layer 2's best head, and both copies."""
    last = [head for head in heads(model) if head["layer"] == model.config.decoder_layers - 1]
    random = losses(model, "random")
    best = max(last, key=lambda head: head["matching"])
    return {
        "matching": best["matching"],
        "copying": best["copying"],
        "first": float(random[FIRST].mean()),
        "second": float(random[SECOND].mean()),
    }
