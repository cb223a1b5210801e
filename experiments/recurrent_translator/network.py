"""A recurrent encoder-decoder: one vector between the languages, or attention over all states."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from experiments.translator.data import ENGLISH, FRENCH, PADDING_ID, to_batch
from experiments.translator.grammar import Pair
from explainer.generate import MAX_LENGTH
from explainer.tokenizer import END, START

EMBEDDING = 64  # numbers a word, as in the translator
READER = 80  # numbers in each direction
WRITER = {
    False: 116,
    True: 136,
}  # with attention or not: about as many parameters as the translator


class Recurrent(nn.Module):
    """Reads with a GRU in both directions, writes with another (Cho et al. 2014).

    Without attention all that the writer is told of the sentence is one vector, at its start and at
    each word. With attention it is told that at its start alone, and each of its states looks at
    all states of the reader (the dot product with one matrix of Luong et al. 2015).
    """

    def __init__(self, attention: bool) -> None:
        super().__init__()
        size, read = WRITER[attention], 2 * READER
        self.attention = attention
        self.source = nn.Embedding(len(ENGLISH), EMBEDDING)
        self.target = nn.Embedding(len(FRENCH), EMBEDDING)
        self.reader = nn.GRU(EMBEDDING, READER, batch_first=True, bidirectional=True)
        self.begin = nn.Linear(read, size)
        self.writer = nn.GRU(EMBEDDING + (0 if attention else read), size, batch_first=True)
        if attention:
            self.keys = nn.Linear(read, size, bias=False)
            self.join = nn.Linear(size + read, EMBEDDING)
        else:
            self.join = nn.Linear(size, EMBEDDING)
        self.output = nn.Linear(EMBEDDING, len(FRENCH))

    def read(self, source: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """From ids [sentences, words]: states [sentences, words, 2·READER], and the last of both
        directions [sentences, 2·READER]."""
        lengths = (source != PADDING_ID).sum(dim=1)
        packed = nn.utils.rnn.pack_padded_sequence(
            self.source(source), lengths, batch_first=True, enforce_sorted=False
        )
        states, last = self.reader(packed)
        padded, _ = nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
        return padded, last.transpose(0, 1).flatten(1)

    def write(
        self,
        target: torch.Tensor,
        source: torch.Tensor,
        read: tuple[torch.Tensor, torch.Tensor],
        state: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits [sentences, target, French words] of ids [sentences, target], and the state."""
        states, summary = read
        words = self.target(target)
        if state is None:
            state = torch.tanh(self.begin(summary))[None]
        if not self.attention:
            told = summary[:, None].expand(-1, words.shape[1], -1)
            words = torch.cat([words, told], dim=2)
        written, state = self.writer(words, state)
        if self.attention:
            scores = written @ self.keys(states).transpose(1, 2)
            hidden = (source == PADDING_ID)[:, None]
            weights = scores.masked_fill(hidden, -torch.inf).softmax(dim=2)
            written = torch.cat([written, weights @ states], dim=2)
        return self.output(torch.tanh(self.join(written))), state


def loss_of(model: Recurrent, pairs: Sequence[Pair]) -> torch.Tensor:
    """Mean loss of a French token, in nats; padding does not count."""
    batch = to_batch(pairs)
    source, target, expected = (
        torch.from_numpy(ids) for ids in (batch.source, batch.target, batch.expected)
    )
    logits, _ = model.write(target, source, model.read(source))
    return nn.functional.cross_entropy(
        logits.flatten(0, 1), expected.flatten(), ignore_index=PADDING_ID
    )


@torch.no_grad()
def translate(model: Recurrent, pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """Greedy translations, side by side, without the final ``<end>``."""
    source = torch.from_numpy(to_batch(pairs).source)
    read = model.read(source)
    column = torch.full((len(pairs), 1), FRENCH.ids[START])
    state: torch.Tensor | None = None
    columns: list[np.ndarray] = []
    finished = torch.zeros(len(pairs), dtype=torch.bool)
    while len(columns) < MAX_LENGTH and not finished.all():
        logits, state = model.write(column, source, read, state)
        column = logits.argmax(dim=2)
        columns.append(column.numpy())
        finished |= column[:, 0] == FRENCH.ids[END]
    rows = [FRENCH.decode(row) for row in np.concatenate(columns, axis=1)]
    return [words[: words.index(END)] if END in words else words for words in rows]
