"""From attention weights to answers, and from answers to numbers that luck cannot explain.

Shapes: ``heads`` counts all heads of the model, ``pairs`` the minimal pairs, 2 their versions: the
one whose answer is the first noun, then the one whose answer is the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from experiments.minilm.bert import Parameters, Sizes, forward
from experiments.minilm.pairs import KINDS, Pair

DRAWS = 10_000
SPLITS = 2_000


def weights_of(
    parameters: Parameters, tokenizer: Tokenizer, text: str, sizes: Sizes | None = None
) -> tuple[np.ndarray, list[str]]:
    """Attention of all heads [heads, n, n], and the tokens."""
    encoded = tokenizer.encode(text)
    weights = forward(parameters, encoded.ids, sizes).weights
    return weights.reshape(-1, *weights.shape[-2:]), list(encoded.tokens)


def place(tokens: Sequence[str], word: str) -> int:
    """Where the word stands. Raises ValueError unless it is one token that occurs once."""
    if tokens.count(word) != 1:
        raise ValueError(f"{word!r} is not exactly one token of {' '.join(tokens)}")
    return tokens.index(word)


def differences(
    parameters: Parameters, tokenizer: Tokenizer, pairs: Sequence[Pair], end: str = ""
) -> dict[str, np.ndarray]:
    """Weight on the first noun minus weight on the second [heads, pairs, 2], for four rows.

    "it" is what is asked; "because", "was" and the adjective ("last") are controls: rows beside it
    of words that stand for no noun. ``end`` is added to every sentence.
    """
    found: dict[str, list[list[np.ndarray]]] = {row: [] for row in ("it", "because", "was", "last")}
    for pair in pairs:
        answers: dict[str, list[np.ndarray]] = {row: [] for row in found}
        for text in pair.versions:
            weights, tokens = weights_of(parameters, tokenizer, text + end)
            first, second = place(tokens, pair.first), place(tokens, pair.second)
            for row, answer in answers.items():
                word = text.rsplit(maxsplit=1)[-1] if row == "last" else row
                looking = weights[:, place(tokens, word)]
                answer.append(looking[:, first] - looking[:, second])
        for row, answer in answers.items():
            found[row].append(answer)
    return {row: np.moveaxis(np.array(answer), -1, 0) for row, answer in found.items()}


def right(difference: np.ndarray) -> np.ndarray:
    """Whether the larger weight is on the right noun [heads, pairs, 2]."""
    return np.stack([difference[..., 0] > 0, difference[..., 1] < 0], axis=-1)


def scores(difference: np.ndarray) -> dict[str, np.ndarray]:
    """Each head's shares [heads]: sentences right, pairs right in both versions, pairs that move.

    A pair moves where the first noun has more of the weight in the version it is the answer of.
    """
    correct = right(difference)
    return {
        "accuracy": correct.mean(axis=(-2, -1)),
        "both": correct.all(axis=-1).mean(axis=-1),
        "moves": (difference[..., 0] > difference[..., 1]).mean(axis=-1),
    }


def of_kind(pairs: Sequence[Pair], kind: str) -> np.ndarray:
    """Which pairs are of this kind [pairs]; all of them for "all"."""
    return np.array([kind in ("all", pair.kind) for pair in pairs])


def best_of_all(marks: np.ndarray, seed: int = 0) -> dict[str, Any]:
    """The best head against luck, from marks -1, 0 or 1 for each head and pair [heads, pairs].

    A share is (mean mark + 1) / 2. Exchanging the two versions' answers turns a pair's mark round;
    if attention knew nothing of the answer, that would change nothing. So the marks of random
    pairs are turned, for all heads alike, and the best share of all heads is taken each time.
    """
    shares = (marks.mean(axis=-1) + 1) / 2
    best = int(shares.argmax())
    turns = np.random.default_rng(seed).choice([-1, 1], size=(DRAWS, marks.shape[1]))
    null = (marks @ turns.T / marks.shape[1] + 1) / 2  # [heads, draws]
    reached = shares[best] - 1e-9
    return {
        "best": best,
        "share": float(shares[best]),
        "luck_mean": float(null.max(axis=0).mean()),
        "luck_95": float(np.quantile(null.max(axis=0), 0.95)),
        "p_best_of_all": float((1 + (null.max(axis=0) >= reached).sum()) / (1 + DRAWS)),
        "p_alone": float((1 + (null[best] >= reached).sum()) / (1 + DRAWS)),
        "answers_exchanged": float(1 - shares.min()),
    }


def marks(difference: np.ndarray) -> dict[str, np.ndarray]:
    """Both questions as marks -1, 0, 1 [heads, pairs]: sentences right, and pair moves."""
    return {
        "accuracy": right(difference).sum(axis=-1) - 1,
        "moves": np.sign(difference[..., 0] - difference[..., 1]).astype(int),
    }


def chosen_on_half(difference: np.ndarray, pairs: Sequence[Pair], seed: int = 0) -> dict[str, Any]:
    """Choose the best head on half of the pairs, test it on the rest, many times.

    Each half has as many pairs of each kind. Where heads tie the first is taken.
    """
    random = np.random.default_rng(seed)
    by_pair = right(difference).mean(axis=-1)  # [heads, pairs]
    groups = [np.flatnonzero(of_kind(pairs, kind)) for kind in KINDS]
    chosen, seen, unseen = [], [], []
    for _ in range(SPLITS):
        half = np.concatenate([random.permutation(group)[: len(group) // 2] for group in groups])
        rest = np.setdiff1d(np.arange(len(pairs)), half)
        head = int(by_pair[:, half].mean(axis=-1).argmax())
        chosen.append(head)
        seen.append(by_pair[head, half].mean())
        unseen.append(by_pair[head, rest].mean())
    return {
        "splits": SPLITS,
        "chosen_on": len(pairs) // 2,
        "seen": float(np.mean(seen)),
        "unseen": float(np.mean(unseen)),
        "unseen_95": np.quantile(unseen, [0.025, 0.975]).tolist(),
        "different_heads": len(set(chosen)),
        "most_often": int(np.bincount(chosen).argmax()),
        "most_often_share": float(np.bincount(chosen).max() / SPLITS),
    }


def interval(by_pair: np.ndarray, seed: int = 0) -> list[float]:
    """95 % bootstrap interval of the mean over pairs [pairs], whose two sentences stay together."""
    random = np.random.default_rng(seed)
    drawn = by_pair[random.integers(len(by_pair), size=(DRAWS, len(by_pair)))]
    return np.quantile(drawn.mean(axis=-1), [0.025, 0.975]).tolist()
