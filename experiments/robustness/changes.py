"""Ways to change one place of an English sentence, and what of the French they must not touch."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from experiments.robustness.words import english_lexeme, french_lexemes, others_of_its_kind
from experiments.translator.data import ENGLISH
from explainer.tokenizer import SPECIAL

Words = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A changed sentence.

    place: of the first changed word, from 0. touched: the words that were moved, taken away or
    doubled, and those that came.
    """

    kind: str
    place: int
    english: Words
    touched: frozenset[str]


def _dropped(words: Words, i: int, _: random.Random) -> tuple[Words, Words]:
    return words[:i] + words[i + 1 :], ()


def _doubled(words: Words, i: int, _: random.Random) -> tuple[Words, Words]:
    return words[: i + 1] + words[i:], ()


def _exchanged(words: Words, i: int, _: random.Random) -> tuple[Words, Words] | None:
    if i + 1 == len(words) or words[i] == words[i + 1]:
        return None
    return (*words[:i], words[i + 1], words[i], *words[i + 2 :]), (words[i + 1],)


def _replaced(words: Words, i: int, generator: random.Random) -> tuple[Words, Words] | None:
    return _with_one_of(others_of_its_kind(words[i]), words, i, generator)


def _random_word(words: Words, i: int, generator: random.Random) -> tuple[Words, Words] | None:
    known = [word for word in ENGLISH.words if word not in SPECIAL]
    return _with_one_of(known, words, i, generator)


def _with_one_of(
    choice: Sequence[str], words: Words, i: int, generator: random.Random
) -> tuple[Words, Words] | None:
    """One word in place of another; it says nothing that the sentence says already."""
    said = {english_lexeme(word) for word in words} - {None}
    new = [word for word in choice if word != words[i] and english_lexeme(word) not in said]
    if not new:
        return None
    chosen = generator.choice(new)
    return (*words[:i], chosen, *words[i + 1 :]), (chosen,)


_Way = Callable[[Words, int, random.Random], tuple[Words, Words] | None]
_WAYS: dict[str, _Way] = {
    "replaced": _replaced,  # by another word of its kind
    "doubled": _doubled,
    "exchanged": _exchanged,  # with the word after it
    "dropped": _dropped,
    "random word": _random_word,
}
KINDS = tuple(_WAYS)


def changes(words: Words, kind: str) -> list[Change]:
    """The sentence changed in this way at every place where that is possible, always alike."""
    generator = random.Random(f"{kind}: {' '.join(words)}")
    found = []
    for place in range(len(words)):
        made = _WAYS[kind](words, place, generator)
        if made is not None and made[0]:
            found.append(Change(kind, place, made[0], frozenset((words[place], *made[1]))))
    return found


@dataclass(frozen=True)
class Rest:
    """How much of the untouched French is there.

    right: all of it, in its order, and nothing else but what the touched words say. kept: how many
    of its n lexemes are there in their order. invented: whether there is one that no word says.
    """

    right: bool
    kept: int
    n: int
    invented: bool


def rest(change: Change, right_french: Sequence[str], written: Sequence[str]) -> Rest:
    """Compare what was written with the right French of the unchanged sentence.

    Of both, what the touched words say is left out; what remains is what the change gives no
    reason to touch. It is compared by lexemes, as a touched noun may change its adjective's form.
    """
    touched = {english_lexeme(word) for word in change.touched}
    wanted = [lexeme for lexeme in french_lexemes(right_french) if lexeme not in touched]
    found = [lexeme for lexeme in french_lexemes(written) if lexeme not in touched]
    kept = in_common(wanted, found)
    return Rest(wanted == found, kept, len(wanted), len(found) > kept)


def in_common(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = row
        row = [0]
        for i, other in enumerate(second):
            row.append(before[i] + 1 if word == other else max(before[i + 1], row[i]))
    return row[-1]
