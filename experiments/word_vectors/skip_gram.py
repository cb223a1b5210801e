"""Skip-gram with negative sampling: vectors that tell a word's neighbours from chance words.

Mikolov et al. 2013, "Distributed Representations of Words and Phrases", equation 4.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from explainer.tokenizer import Vocabulary

D_VECTOR = 64
WINDOW = 5  # words to each side at most; each position draws its own reach, 1 … WINDOW
NEGATIVES = 5  # chance words weighed against each true neighbour
SHARED = 128  # chance words drawn for a whole batch, each counting NEGATIVES / SHARED
LEAST_COUNT = 5  # rarer words are left out
KEEP = 1e-3  # words more frequent than this share are thinned out
EPOCHS, BATCH, RATE = 12, 1024, 3e-3


@dataclass(frozen=True)
class Corpus:
    """A text as ids, one array a verse, and how often each word of the vocabulary occurs."""

    vocabulary: Vocabulary  # begins with the three special tokens, which never occur
    verses: tuple[np.ndarray, ...]
    counts: np.ndarray


def words_of(verse: str) -> list[str]:
    """Lower-case words; an apostrophe inside a word belongs to it."""
    return re.findall(r"[a-z]+(?:'[a-z]+)?", verse.lower())


def read(verses: Sequence[str], least_count: int = LEAST_COUNT) -> Corpus:
    """The text without its rare words; the most frequent word comes first."""
    split = [words_of(verse) for verse in verses]
    counted = Counter(word for verse in split for word in verse)
    ordered = sorted(counted, key=lambda word: (-counted[word], word))
    vocabulary = Vocabulary.of(word for word in ordered if counted[word] >= least_count)
    known = vocabulary.ids
    kept = tuple(
        np.array([known[word] for word in verse if word in known], dtype=np.int64)
        for verse in split
    )
    counts = np.array([counted.get(word, 0) for word in vocabulary.words])
    return Corpus(vocabulary, kept, counts)


def shuffled(corpus: Corpus, seed: int) -> Corpus:
    """The control: the same words in as many verses of the same lengths, each at a chance place."""
    words = np.random.default_rng(seed).permutation(np.concatenate(corpus.verses))
    ends = np.cumsum([len(verse) for verse in corpus.verses])[:-1]
    return Corpus(corpus.vocabulary, tuple(np.split(words, ends)), corpus.counts)


def pairs(verses: Sequence[np.ndarray], random: np.random.Generator) -> np.ndarray:
    """All (word, neighbour) id pairs [pairs, 2], each position with a reach of 1 … WINDOW."""
    found = []
    for distance in range(1, WINDOW + 1):
        for verse in verses:
            near = random.integers(1, WINDOW + 1, size=len(verse)) >= distance
            left, right = verse[:-distance], verse[distance:]
            found.append(np.stack([left, right], axis=1)[near[:-distance]])
            found.append(np.stack([right, left], axis=1)[near[distance:]])
    return np.concatenate(found)


def thinned(corpus: Corpus, random: np.random.Generator) -> list[np.ndarray]:
    """Each verse without some of its most frequent words, which say little."""
    share = np.maximum(corpus.counts, 1) / corpus.counts.sum()
    keep = np.minimum(1, np.sqrt(KEEP / share))
    return [verse[random.random(len(verse)) < keep[verse]] for verse in corpus.verses]


def loss(
    inner: torch.Tensor, outer: torch.Tensor, batch: torch.Tensor, chance: torch.Tensor
) -> torch.Tensor:
    """Mean negative log likelihood of telling true neighbours from chance words."""
    words = inner[batch[:, 0]]
    true = (words * outer[batch[:, 1]]).sum(dim=1)
    false = words @ outer[chance].T
    log_sigmoid = torch.nn.functional.logsigmoid
    return -(log_sigmoid(true) + NEGATIVES * log_sigmoid(-false).mean(dim=1)).mean()


def train(corpus: Corpus, seed: int, epochs: int = EPOCHS) -> tuple[np.ndarray, list[float]]:
    """Vectors [words, D_VECTOR] and the mean loss of every epoch."""
    random = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    size = len(corpus.vocabulary)
    start = (torch.rand(size, D_VECTOR, generator=generator) - 0.5) / D_VECTOR
    inner = start.requires_grad_()
    outer = torch.zeros(size, D_VECTOR, requires_grad=True)
    chance = torch.from_numpy(corpus.counts**0.75)
    optimiser = torch.optim.Adam([inner, outer], lr=RATE)
    losses = []
    for epoch in range(epochs):
        found = torch.from_numpy(random.permutation(pairs(thinned(corpus, random), random)))
        optimiser.param_groups[0]["lr"] = RATE * (1 - epoch / epochs)
        total = 0.0
        for batch in found.split(BATCH):
            negatives = torch.multinomial(chance, SHARED, replacement=True, generator=generator)
            current = loss(inner, outer, batch, negatives)
            optimiser.zero_grad()
            current.backward()
            optimiser.step()
            total += float(current.detach()) * len(batch)
        losses.append(total / len(found))
    return inner.detach().numpy().copy(), losses
