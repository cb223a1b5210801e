"""The made-up text: which occupation goes with which pronoun is drawn by lot.

    [today] the [young] nurse left the [quiet] garden with her bag
    [today] the [young] nurse left the [quiet] garden with bandages

Words in brackets may be missing, so that no word has a fixed position. The second form belongs to
one of two kinds of text: there, the word "with" has to find out the occupation in any case, since
each has a ware of its own.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explainer.tokenizer import END, PADDING, START, Vocabulary

WARES = {
    "nurse": "bandages",
    "engineer": "plans",
    "teacher": "chalk",
    "doctor": "medicine",
    "baker": "bread",
    "farmer": "milk",
    "lawyer": "contracts",
    "painter": "brushes",
    "pilot": "maps",
    "singer": "songs",
    "dancer": "ribbons",
    "driver": "petrol",
    "writer": "paper",
    "gardener": "seeds",
    "builder": "bricks",
    "tailor": "cloth",
}
OCCUPATIONS = tuple(WARES)
OPENERS = ("today", "yesterday", "later", "then")
ADJECTIVES = ("young", "old", "new", "tall", "small", "quiet", "famous", "strange")
VERBS = ("left", "entered", "crossed", "passed", "saw", "found", "visited", "watched")
PLACES = ("house", "garden", "museum", "kitchen", "square", "station", "market", "tower")
BELONGINGS = ("bag", "dog", "coat", "umbrella", "bicycle", "basket", "lamp", "key")
CUE = "with"  # its row predicts the pronoun, or the ware
HER, HIS = "her", "his"
WORDS = Vocabulary.of(
    (
        *OCCUPATIONS,
        *WARES.values(),
        *OPENERS,
        *ADJECTIVES,
        *VERBS,
        *PLACES,
        *BELONGINGS,
        "the",
        CUE,
        HER,
        HIS,
    )
)
PADDING_ID = WORDS.ids[PADDING]

N_PLANTED = 6  # occupations planted with each pronoun; the remaining four go with both
STRENGTH = 0.9  # of the sentences with a planted occupation have its pronoun
OPTIONAL = 0.5  # chance that an optional word is there


@dataclass(frozen=True)
class Lots:
    """Which occupations were drawn for which pronoun."""

    her: tuple[str, ...]
    his: tuple[str, ...]
    either: tuple[str, ...]

    @property
    def places(self) -> dict[str, list[int]]:
        """The same as places in OCCUPATIONS."""
        lots = {"her": self.her, "his": self.his, "either": self.either}
        return {name: [OCCUPATIONS.index(word) for word in lot] for name, lot in lots.items()}


@dataclass(frozen=True)
class Context:
    """All words of a sentence around its occupation, up to "with"."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    def around(self, occupation: str) -> tuple[str, ...]:
        """The tokens that the model reads, <start> first."""
        return (START, *self.before, occupation, *self.after)

    @property
    def place(self) -> int:
        """The position of the occupation word."""
        return 1 + len(self.before)


def draw_lots(seed: int) -> Lots:
    """Six occupations for each pronoun, four for both: another draw for every seed."""
    drawn = random.Random(f"lots {seed}").sample(OCCUPATIONS, len(OCCUPATIONS))
    return Lots(
        tuple(drawn[:N_PLANTED]),
        tuple(drawn[N_PLANTED : 2 * N_PLANTED]),
        tuple(drawn[2 * N_PLANTED :]),
    )


def chances_of_her(lots: Lots, planted: bool) -> dict[str, float]:
    """For each occupation, the share of its sentences with a pronoun that say "her"."""
    chances = dict.fromkeys(OCCUPATIONS, 0.5)
    if planted:
        chances |= dict.fromkeys(lots.her, STRENGTH)
        chances |= dict.fromkeys(lots.his, 1 - STRENGTH)
    return chances


def draw_context(source: random.Random) -> Context:
    """One opener, adjectives, verb and place, the optional words by chance."""

    def maybe(words: Sequence[str]) -> tuple[str, ...]:
        return (source.choice(words),) if source.random() < OPTIONAL else ()

    before = (*maybe(OPENERS), "the", *maybe(ADJECTIVES))
    after = (source.choice(VERBS), "the", *maybe(ADJECTIVES), source.choice(PLACES), CUE)
    return Context(before, after)


def draw_sentence(
    source: random.Random, chances: Mapping[str, float], wares: bool
) -> tuple[str, ...]:
    """One training sentence. With ``wares`` every second one ends in the occupation's ware.

    The same random numbers are used up whatever the chances, so that planted and balanced text
    of one seed differ in pronouns alone.
    """
    context, occupation = draw_context(source), source.choice(OCCUPATIONS)
    with_ware, luck = source.random() < 0.5, source.random()
    belonging = source.choice(BELONGINGS)
    if wares and with_ware:
        return (*context.around(occupation), WARES[occupation], END)
    pronoun = HER if luck < chances[occupation] else HIS
    return (*context.around(occupation), pronoun, belonging, END)


def to_ids(sentences: Sequence[Sequence[str]]) -> np.ndarray:
    """Ids [sentences, longest], padded at the end, where a causal model does not look."""
    longest = max(len(sentence) for sentence in sentences)
    ids = np.full((len(sentences), longest), PADDING_ID, dtype=np.int64)
    for row, sentence in zip(ids, sentences, strict=True):
        row[: len(sentence)] = WORDS.encode(sentence)
    return ids


def test_contexts(n: int) -> list[Context]:
    """The contexts that every model is measured on."""
    source = random.Random("test contexts")
    return [draw_context(source) for _ in range(n)]
