"""Words to ids and back.

The translator's vocabularies are closed: a word outside them is an error that says which known
words come nearest, never a silent guess.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import SupportsInt

import numpy as np

PADDING, START, END = "<pad>", "<start>", "<end>"
SPECIAL = (PADDING, START, END)


@dataclass(frozen=True)
class Vocabulary:
    """Every word a model knows; a word's id is its place in the list. Id 0 is padding.

    Raises ValueError for a word that comes twice, and for what is not text.
    """

    words: tuple[str, ...] = SPECIAL

    def __post_init__(self) -> None:
        wrong = [word for word in self.words if not isinstance(word, str)]
        if wrong:
            raise ValueError(f"a vocabulary holds words, but got {wrong[0]!r}")
        repeated = [word for word, count in Counter(self.words).items() if count > 1]
        if repeated:
            raise ValueError(f"a vocabulary holds each word once, but {repeated[0]!r} comes again")

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """The special tokens, then the given words."""
        return cls(SPECIAL + tuple(words))

    @cached_property
    def ids(self) -> dict[str, int]:
        """Each word's id."""
        return {word: number for number, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, words: Sequence[str]) -> np.ndarray:
        """Ids, int64 [words]. Raises ValueError that names each unknown word and its neighbours."""
        unknown = [word for word in words if word not in self.ids]
        if unknown:
            hints = "; ".join(self._hint(word) for word in dict.fromkeys(unknown))
            raise ValueError(f"not in the vocabulary of {len(self) - len(SPECIAL)} words: {hints}")
        return np.array([self.ids[word] for word in words], dtype=np.int64)

    def decode(self, ids: Iterable[SupportsInt]) -> tuple[str, ...]:
        """The words that the ids stand for. Raises ValueError for an id that stands for none."""
        numbers = [int(number) for number in ids]
        for number in numbers:
            if not 0 <= number < len(self):
                raise ValueError(f"no word has id {number}: ids are 0 to {len(self) - 1}")
        return tuple(self.words[number] for number in numbers)

    def _hint(self, word: str) -> str:
        known = [w for w in self.words if w not in SPECIAL]
        nearest = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
        return f"{word!r} (nearest: {', '.join(nearest)})" if nearest else f"{word!r}"


def split_words(text: str) -> list[str]:
    """English text to words: lower case, split at white space, a closing . ! or ? dropped."""
    words = text.lower().split()
    while words and words[-1] != (word := words[-1].rstrip(".!?")):
        words[-1:] = [word] if word else []
    return words


def join_words(words: Iterable[str]) -> str:
    """French tokens to text: no space after an apostrophe, special tokens left out."""
    text = " ".join(word for word in words if word not in SPECIAL)
    return text.replace("' ", "'")
