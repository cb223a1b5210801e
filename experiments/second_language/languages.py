"""Two languages to translate into: their words, and sentences as padded arrays of ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.second_language import german, lexicon
from experiments.second_language.recipe import TOKENS
from experiments.translator.data import ENGLISH, FRENCH, Batch, _pad
from experiments.translator.lexicon import NOUNS
from experiments.translator.sentences import Pair
from explainer.tokenizer import END, SPECIAL, START, Vocabulary

GERMAN = Vocabulary.of(lexicon.vocabulary())
# One model for both reads which language is wanted, and knows the words of both.
ENGLISH_AND_TOKEN = Vocabulary((*ENGLISH.words, *TOKENS.values()))
EITHER = Vocabulary.of(sorted({*FRENCH.words, *GERMAN.words} - {*SPECIAL}))


@dataclass(frozen=True)
class Language:
    """A language to translate into."""

    name: str
    translated: Callable[[Pair], tuple[str, ...]]
    gender: Callable[[str], str]  # of an English noun
    because: str  # the word in front of the pronoun

    def genders_differ(self, pair: Pair) -> bool:
        """Whether the first two nouns differ in gender here: then the pronoun shows the reading."""
        first, second, *_ = map(self.gender, pair.nouns)
        return first != second

    def place_of_pronoun(self, pair: Pair) -> int:
        """The decoder's row that writes the pronoun: it has read the word before it."""
        return self.translated(pair).index(self.because) + 1


LANGUAGES = {
    "French": Language(
        "French", lambda pair: pair.french, lambda noun: NOUNS[noun].gender, because="qu'"
    ),
    "German": Language(
        "German", german.german, lambda noun: lexicon.NOUNS[noun].gender, because="weil"
    ),
}


@dataclass(frozen=True)
class Task:
    """English into one language, by a model with certain words.

    ``token``: whether the English begins with the token of the language.
    """

    language: Language
    source: Vocabulary
    target: Vocabulary
    token: bool = False

    def english(self, pair: Pair) -> tuple[str, ...]:
        """What the model reads."""
        return (*[TOKENS[self.language.name]] * self.token, *pair.english)

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        """Encode and pad, as the translator's ``to_batch``."""
        written = [self.language.translated(pair) for pair in pairs]
        return Batch(
            source=self.sources(pairs),
            target=_pad([self.target.encode([START, *words]) for words in written]),
            expected=_pad([self.target.encode([*words, END]) for words in written]),
        )

    def sources(self, pairs: Sequence[Pair]) -> np.ndarray:
        """Ids of the English, [sentences, words]."""
        return _pad([self.source.encode(self.english(pair)) for pair in pairs])


SINGLE = {
    "French": Task(LANGUAGES["French"], ENGLISH, FRENCH),
    "German": Task(LANGUAGES["German"], ENGLISH, GERMAN),
}
TOGETHER = {
    name: Task(language, ENGLISH_AND_TOKEN, EITHER, token=True)
    for name, language in LANGUAGES.items()
}
