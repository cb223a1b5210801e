"""One hidden cell as a key and a value: what lights it most, and which word it then promotes.

After Geva et al. 2021, "Transformer Feed-Forward Layers Are Key-Value Memories". Cells are counted
layer by layer: [layers, cells].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

import explainer
from experiments.translator.data import PADDING_ID, Batch, to_batch
from experiments.translator.grammar import Pair
from explainer.attention import padding_mask
from explainer.model import Model

STRONGEST = 10  # rows of different sentences that light a cell most


@dataclass(frozen=True)
class Rows:
    """The decoder's rows of many sentences, end to end: each reads a token and writes the next."""

    sentence: np.ndarray  # [rows]: which of the sentences
    place: np.ndarray  # [rows]: which token of it
    reads: np.ndarray  # [rows]: ids
    writes: np.ndarray  # [rows]: ids of the right next token


def rows_of(batch: Batch) -> Rows:
    """Every row that is not padding."""
    sentence, place = np.nonzero(batch.target != PADDING_ID)
    return Rows(sentence, place, batch.target[sentence, place], batch.expected[sentence, place])


def hidden(model: Model, batch: Batch) -> np.ndarray:
    """What every cell holds in every row, the right French given: [layers, rows, cells]."""
    mask = padding_mask(batch.source, PADDING_ID)
    layers = explainer.forward(model, batch.source, batch.target, mask).decoder.layers
    real = batch.target != PADDING_ID
    return np.stack([np.asarray(layer.feed_forward_hidden)[real] for layer in layers])


def promoted(model: Model) -> np.ndarray:
    """What each cell adds to every word's score, for 1 in the cell: [layers, cells, words].

    Its row of the second matrix through the last norm's gain and the output's embeddings. What the
    norm divides by is left out; it changes no order of the words.
    """
    named = (
        model.parameters[f"decoder.{layer}.feed_forward.contract"]
        for layer in range(model.config.decoder_layers)
    )
    values = np.stack([np.asarray(matrix, dtype=np.float64) for matrix in named])
    values = (values - values.mean(axis=-1, keepdims=True)) * model.parameters["decoder.norm.gain"]
    scores: np.ndarray = values @ np.asarray(model.parameters["target_embedding"], float).T
    return scores


def strongest(cells: np.ndarray, rows: Rows) -> np.ndarray:
    """The rows that light a cell most, one a sentence; cells [rows] of one cell.

    Fewer than STRONGEST where the cell is zero in all others.
    """
    order = np.argsort(-cells, kind="stable")
    order = order[cells[order] > 0]
    _, first = np.unique(rows.sentence[order], return_index=True)
    return np.asarray(order[np.sort(first)][:STRONGEST])


def commonest(ids: np.ndarray) -> float:
    """The share of the most frequent id."""
    return float(np.bincount(ids).max() / len(ids))


def one_cell(top: np.ndarray, rows: Rows, word: int) -> dict[str, float]:
    """What the rows that light a cell most have in common, and whether they write its word."""
    return {
        "reads_alike": commonest(rows.reads[top]),
        "writes_alike": commonest(rows.writes[top]),
        "agrees": float(np.mean(rows.writes[top] == word)),
    }


def losses(model: Model, batch: Batch) -> np.ndarray:
    """The loss of the right next word in every row, in nats: [sentences, target]."""
    mask = padding_mask(batch.source, PADDING_ID)
    logits = explainer.forward(model, batch.source, batch.target, mask).logits
    scores = torch.from_numpy(np.asarray(logits)).mT
    wanted = torch.from_numpy(batch.expected)
    return torch.nn.functional.cross_entropy(scores, wanted, reduction="none").numpy()


def without(model: Model, layer: int, cell: int) -> Model:
    """The model with nothing coming from one cell."""
    name = f"decoder.{layer}.feed_forward.contract"
    matrix = np.array(model.parameters[name])
    matrix[cell] = 0
    return replace(model, parameters={**model.parameters, name: matrix})


def cost(model: Model, changed: Model, batch: Batch, rows: Rows, top: np.ndarray) -> float:
    """How much the loss of these rows grows from one model to the other, in nats."""
    own = Batch(
        *(part[rows.sentence[top]] for part in (batch.source, batch.target, batch.expected))
    )
    at = np.arange(len(top)), rows.place[top]
    return float((losses(changed, own) - losses(model, own))[at].mean())


def measure(model: Model, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """All cells of one model, layer by layer, beside random rows and the words of other cells."""
    batch = to_batch(pairs)
    rows, words = rows_of(batch), promoted(model).argmax(axis=-1)
    random = np.random.default_rng(0)
    found = []
    for layer, cells in enumerate(hidden(model, batch)):
        tops = {cell: strongest(cells[:, cell], rows) for cell in range(cells.shape[1])}
        tops = {cell: top for cell, top in tops.items() if len(top) == STRONGEST}
        each = {cell: one_cell(top, rows, words[layer, cell]) for cell, top in tops.items()}
        for cell, top in tops.items():
            other = int(random.choice([one for one in tops if one != cell]))
            drawn = random.choice(len(rows.reads), STRONGEST, replace=False)
            each[cell] |= {
                "agrees_with_another": float(np.mean(rows.writes[top] == words[layer, other])),
                "cost": cost(model, without(model, layer, cell), batch, rows, top),
                "cost_of_another": cost(model, without(model, layer, other), batch, rows, top),
                "random_rows_read_alike": commonest(rows.reads[drawn]),
                "random_rows_write_alike": commonest(rows.writes[drawn]),
            }
        found.append({"cells": cells.shape[1], "each": each})
    return found
