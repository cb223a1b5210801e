"""What the vectors say: neighbours, analogies, and how words lean to "he" or "she"."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import numpy as np

from experiments.tokens.classes import english_classes
from experiments.word_vectors.skip_gram import WINDOW, Corpus
from experiments.word_vectors.word_lists import ANALOGIES, GENDERED, HE, HOME, OPPOSITES, RULE, SHE
from explainer.tokenizer import SPECIAL

N_NEIGHBOURS = 5
FREQUENT = 20  # occurrences below which a word is not asked about
N_PERMUTATIONS = 10_000
N_ASKED = 8


def directions(vectors: np.ndarray) -> np.ndarray:
    """Each vector with length 1; the special tokens, which never occur, as zeros."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    unit[: len(SPECIAL)] = 0
    return unit


def neighbours(corpus: Corpus, unit: np.ndarray, word: str) -> list[list[Any]]:
    """The words with the largest cosines, and these."""
    own = corpus.vocabulary.ids[word]
    cosines = unit @ unit[own]
    cosines[[own, *range(len(SPECIAL))]] = -np.inf
    nearest = np.argsort(-cosines)[:N_NEIGHBOURS]
    return [[corpus.vocabulary.words[i], float(cosines[i])] for i in nearest]


def shown_words(corpus: Corpus) -> list[str]:
    """The translator's nouns, adjectives and verbs that are most frequent in the text."""
    classes = english_classes()
    return [
        word
        for word in corpus.vocabulary.words
        if classes.get(word, {"class": "function word"})["class"] != "function word"
    ][:N_ASKED]


def opposite_ranks(corpus: Corpus, unit: np.ndarray) -> dict[str, int]:
    """The place of each word's opposite among its neighbours, 1 for the nearest."""
    ids = corpus.vocabulary.ids
    found = {}
    for word, opposite in OPPOSITES:
        if word in ids and opposite in ids:
            cosines = unit @ unit[ids[word]]
            cosines[: len(SPECIAL)] = -np.inf
            found[f"{word} {opposite}"] = int((cosines > cosines[ids[opposite]]).sum())
    return found


def analogies(
    corpus: Corpus, unit: np.ndarray, pairs: Sequence[tuple[str, str]]
) -> dict[str, float]:
    """Shares of "a is to b as c is to ?" answered with d, for all ordered pairs of pairs.

    `right`: the nearest word to b - a + c that is not a, b or c. `as_it_falls`: the nearest word
    of all. `neighbour_of_c`: the control, the nearest word to c that is not a, b or c.
    """
    ids = corpus.vocabulary.ids
    found: Counter[str] = Counter()
    rows = [(ids[a], ids[b], ids[c], ids[d]) for (a, b), (c, d) in permutations(pairs, 2)]
    for a, b, c, d in rows:
        wanted = unit @ (unit[b] - unit[a] + unit[c])
        plain = unit @ unit[c]
        found["as_it_falls"] += int(wanted.argmax()) == d
        for name, cosines in (("right", wanted), ("neighbour_of_c", plain)):
            cosines[[a, b, c]] = -np.inf
            found[name] += int(cosines.argmax()) == d
    names = ("right", "as_it_falls", "neighbour_of_c")
    return {"n": len(rows), **{name: found[name] / len(rows) for name in names}}


def known_pairs(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """The listed pairs of which both words are frequent enough."""
    ids = corpus.vocabulary.ids

    def frequent(word: str) -> bool:
        return word in ids and bool(corpus.counts[ids[word]] >= FREQUENT)

    return {
        name: [pair for pair in pairs if all(map(frequent, pair))]
        for name, pairs in ANALOGIES.items()
    }


def names_in(text: str) -> set[str]:
    """Words that are written with a capital more often than not, where no sentence begins."""
    inside = re.findall(r"(?<=[a-z,;] )[A-Za-z]+(?:'[a-z]+)?", text)
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for word in inside:
        (capital if word[0].isupper() else small)[word.lower()] += 1
    return {word for word in capital if capital[word] > small[word]}


def asked_words(corpus: Corpus, text: str) -> list[str]:
    """Frequent words that are no names and not gendered by their meaning."""
    left_out = names_in(text) | GENDERED
    return [
        word
        for word, count in zip(corpus.vocabulary.words, corpus.counts, strict=True)
        if count >= FREQUENT and word not in left_out
    ]


def lean_in_text(corpus: Corpus, words: Sequence[str]) -> np.ndarray:
    """log of (near "he" + 1) / (near "she" + 1), less the same for the pronouns' own counts.

    Near means at most WINDOW words away in the same verse.
    """
    size, ids = len(corpus.vocabulary), corpus.vocabulary.ids
    near = np.zeros((2, size))
    for row, pronouns in enumerate((HE, SHE)):
        wanted = [ids[word] for word in pronouns if word in ids]
        for verse in corpus.verses:
            for place in np.flatnonzero(np.isin(verse, wanted)):
                around = verse[max(0, place - WINDOW) : place + WINDOW + 1]
                np.add.at(near[row], around, 1)
    he, she = (
        sum(corpus.counts[ids[word]] for word in group if word in ids) for group in (HE, SHE)
    )
    lean = np.log((near[0] + 1) / (near[1] + 1)) - np.log(he / she)
    return lean[[ids[word] for word in words]]


def lean_in_vectors(corpus: Corpus, unit: np.ndarray, words: Sequence[str]) -> np.ndarray:
    """Mean cosine with "he", "him" … less the mean cosine with "she", "her" …."""
    ids = corpus.vocabulary.ids
    he, she = (
        unit[[ids[word] for word in group if word in ids]].mean(axis=0) for group in (HE, SHE)
    )
    return unit[[ids[word] for word in words]] @ (he - she)


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's: the correlation of ranks, ties sharing theirs."""
    return float(np.corrcoef(ranks(first), ranks(second))[0, 1])


def ranks(numbers: np.ndarray) -> np.ndarray:
    """The rank of each number from 0 on; equal numbers share the mean of their ranks."""
    _, place, times = np.unique(numbers, return_inverse=True, return_counts=True)
    return (np.cumsum(times) - (times + 1) / 2)[place]


def set_effect(first: np.ndarray, second: np.ndarray) -> dict[str, float]:
    """Difference of two sets' mean leanings in deviations (Caliskan et al. 2017), and its chance.

    `chance` is the share of random divisions into such sets that differ at least so much.
    """
    together = np.concatenate([first, second])
    random = np.random.default_rng(0)
    parts = np.array([random.permutation(together) for _ in range(N_PERMUTATIONS)])
    differences = parts[:, : len(first)].mean(axis=1) - parts[:, len(first) :].mean(axis=1)
    difference = first.mean() - second.mean()
    return {
        "effect": float(difference / together.std(ddof=1)),
        "chance": float((np.abs(differences) >= abs(difference)).mean()),
    }


def of_vectors(
    corpus: Corpus, vectors: np.ndarray, words: list[str], lean: np.ndarray
) -> dict[str, Any]:
    """All measurements of one run."""
    unit = directions(vectors)
    own = lean_in_vectors(corpus, unit, words)
    rule, home = (
        lean_in_vectors(corpus, unit, [word for word in group if word in words])
        for group in (RULE, HOME)
    )
    real = unit[len(SPECIAL) :]
    random_pairs = np.random.default_rng(0).integers(len(real), size=(2, 20_000))
    cosines = (real[random_pairs[0]] * real[random_pairs[1]]).sum(axis=1)
    return {
        "neighbours": {word: neighbours(corpus, unit, word) for word in shown_words(corpus)},
        "opposites": opposite_ranks(corpus, unit),
        "analogies": {
            name: analogies(corpus, unit, pairs) for name, pairs in known_pairs(corpus).items()
        },
        "mean_cosine": float(cosines[random_pairs[0] != random_pairs[1]].mean()),
        "correlation": rank_correlation(lean, own),
        "lean": own.tolist(),
        "sets": set_effect(rule, home),
    }


def everything(corpus: Corpus, text: str, vectors: dict[str, list[np.ndarray]]) -> dict[str, Any]:
    """The measurements of every run, and what the text itself says."""
    words = asked_words(corpus, text)
    lean = lean_in_text(corpus, words)
    place = {word: number for number, word in enumerate(words)}
    sets = {"rule": [w for w in RULE if w in place], "home": [w for w in HOME if w in place]}
    ids = corpus.vocabulary.ids
    named = dict.fromkeys((*shown_words(corpus), *HE, *SHE))
    counts = {word: int(corpus.counts[ids[word]]) for word in named if word in ids}
    return {
        "frequent": FREQUENT,
        "counts": counts,
        "law": {"all": len(re.findall(r"\blaw\b", text)), "in_law": text.count("-in-law")},
        "pairs": {
            name: [list(pair) for pair in pairs] for name, pairs in known_pairs(corpus).items()
        },
        "words": words,
        "lean_in_text": lean.tolist(),
        "sets": sets,
        "sets_in_text": set_effect(
            *(lean[[place[word] for word in group]] for group in sets.values())
        ),
        "runs": {
            name: [of_vectors(corpus, one, words, lean) for one in group]
            for name, group in vectors.items()
        },
    }
