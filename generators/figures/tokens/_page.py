"""The translator's two embedding tables, with what is known about their words."""

from dataclasses import dataclass

import numpy as np

import explainer
from explainer.tokenizer import SPECIAL
from generators.kit.needs import entry, place_of
from generators.kit.values import Values
from generators.pipeline import results

WHERE = "the classes of words in the results of tokens"
CONTROL_TABLES = 100  # random tables, seeds 0 … 99


@dataclass(frozen=True)
class Table:
    """The rows of a learned table without the special tokens, and each word's properties."""

    words: tuple[str, ...]
    rows: np.ndarray  # [words, d_model]
    properties: tuple[dict[str, str], ...]

    def only(self, name: str) -> "Table":
        """The words of which this property is known."""
        kept = [i for i, known in enumerate(self.properties) if name in known]
        return Table(
            tuple(self.words[i] for i in kept),
            self.rows[kept],
            tuple(self.properties[i] for i in kept),
        )

    def labels(self, name: str) -> np.ndarray:
        """The property of every word."""
        return np.array([known[name] for known in self.properties])


def table(language: str) -> Table:
    """The English or the French table."""
    model = explainer.load("translator")
    side, vocabulary = (
        ("source", model.source_vocabulary)
        if language == "english"
        else ("target", model.target_vocabulary)
    )
    known = results.read("tokens")["classes"][language]
    words = vocabulary.words[len(SPECIAL) :]
    rows = np.asarray(model.parameters[f"{side}_embedding"], dtype=np.float64)[len(SPECIAL) :]
    return Table(words, rows, tuple(entry(word, known, WHERE) for word in words))


def cosines(rows: np.ndarray) -> np.ndarray:
    """Every row's cosine with every other; a row is not compared with itself."""
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    found: np.ndarray = unit @ unit.T
    np.fill_diagonal(found, -np.inf)
    return found


def principal(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates along the directions of largest variance, and each direction's share of it."""
    left, lengths, right = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    signs = np.sign(right[np.arange(len(right)), np.abs(right).argmax(axis=1)])
    return left * lengths * signs, lengths**2 / (lengths**2).sum()


def agreement(part: Table, name: str) -> Values:
    """How often a word's nearest neighbour among these words has the same property.

    `chance` is the share expected of a neighbour drawn blindly; `random` the shares in tables of
    random numbers of the same shape.
    """
    labels = part.labels(name)
    same = labels[:, None] == labels

    def share(rows: np.ndarray) -> float:
        nearest = cosines(rows).argmax(axis=1)
        return float(same[np.arange(len(labels)), nearest].mean())

    controls = [
        share(np.random.default_rng(seed).normal(size=part.rows.shape))
        for seed in range(CONTROL_TABLES)
    ]
    return {
        "n": len(labels),
        "same": round(share(part.rows) * len(labels)),
        "share": share(part.rows),
        "chance": float((same.sum(axis=1) - 1).mean() / (len(labels) - 1)),
        "random": {"least": min(controls), "mean": float(np.mean(controls)), "most": max(controls)},
    }


def nearest_words(whole: Table, word: str, count: int) -> list[Values]:
    """The words with the largest cosines to this one."""
    row = cosines(whole.rows)[place_of(word, whole.words)]
    return [{"word": whole.words[i], "cosine": float(row[i])} for i in np.argsort(-row)[:count]]
