"""What a figure needs of a model, said in one line where a changed model does not have it."""

from collections.abc import Mapping, Sequence
from typing import Any

NAMED = 12  # entries that a message lists


class UnmetError(ValueError):
    """The model has not the shape, or does not write the words, that a figure shows."""


def needs(met: bool, what: str) -> None:
    """Say what a figure needs unless it is `met`: "needs at least two layers".

    Raises:
        UnmetError: with `what`, as a sentence that names the figure's wish.
    """
    if not met:
        raise UnmetError(f"needs {what}; change the figure, or the model")


def entry(name: str, of: Mapping[str, Any], what: str) -> Any:
    """What `of` says under `name`; `what` it is, in words: "the card of the translator".

    Raises:
        UnmetError: when it says nothing under that name.
    """
    shown = [*map(str, of)][:NAMED]
    others = [f"{len(of) - NAMED} more"] if len(of) > NAMED else []
    needs(name in of, f"{name!r} in {what}, which has: {', '.join(shown + others) or 'nothing'}")
    return of[name]


def place_of(word: str, words: Sequence[str]) -> int:
    """The first place of `word` among the words that a model wrote or read.

    Raises:
        UnmetError: quotes the words, when it is not among them.
    """
    needs(word in words, f"the word {word!r}, and the model has: {' '.join(words)}")
    return words.index(word)


def place_of_one(wanted: Sequence[str], words: Sequence[str]) -> int:
    """The first place at which one of the `wanted` words stands among `words`.

    Raises:
        UnmetError: quotes the words, when none of them is there.
    """
    known = [place for place, word in enumerate(words) if word in wanted]
    needs(bool(known), f"the word {' or '.join(wanted)}, and the model has: {' '.join(words)}")
    return known[0]


def first_difference(one: Sequence[object], other: Sequence[object], what: str) -> int:
    """The first place at which two sequences differ; one may be longer.

    Raises:
        UnmetError: with `what`, when neither differs as far as both go.
    """
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    needs(bool(apart), what)
    return apart[0]
