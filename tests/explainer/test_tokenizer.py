"""Words to ids and back; a word that is not known is an error that helps."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.tokenizer import END, PADDING, SPECIAL, START, Vocabulary, join_words, split_words
from tests.explainer.helpers import many, unchecked_shapes

ENGLISH = Vocabulary.of(["animal", "animals", "street", "tired", "the"])


def test_special_tokens_come_first() -> None:
    assert SPECIAL == (PADDING, START, END)
    assert ENGLISH.decode([0, 1, 2, 3]) == ("<pad>", "<start>", "<end>", "animal")
    assert len(ENGLISH) == 8
    assert len(Vocabulary()) == 3


def test_encode() -> None:
    ids = ENGLISH.encode(["the", "animal"])
    assert ids.tolist() == [7, 3]
    assert ids.dtype == np.int64


@many
@given(st.lists(st.sampled_from(ENGLISH.words)))
def test_decode_undoes_encode(words: list[str]) -> None:
    assert list(ENGLISH.decode(ENGLISH.encode(words))) == words


def test_unknown_words_come_with_their_neighbours() -> None:
    message = "not in the vocabulary of 5 words: 'animol' (nearest: animal, animals); 'zzz'"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        ENGLISH.encode(["the", "animol", "zzz", "animol"])


def test_a_special_token_is_never_offered() -> None:
    with pytest.raises(ValueError, match=r"^not in the vocabulary of 5 words: '<stark>'$"):
        ENGLISH.encode(["<stark>"])


@pytest.mark.parametrize("number", [-1, 8])
def test_ids_that_stand_for_no_word(number: int) -> None:
    with pytest.raises(ValueError, match=f"no word has id {number}: ids are 0 to 7"):
        ENGLISH.decode([3, number])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The animal was tired.", ["the", "animal", "was", "tired"]),
        ("  the\tanimal ?! \n", ["the", "animal"]),
        (" ... ", []),
        ("the\tanimal.\t", ["the", "animal"]),
        ("a...b. ? .", ["a...b"]),
    ],
)
def test_split_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_join_words() -> None:
    words = [START, "l'", "animal", "n'", "a", "pas", "qu'", "il", END, PADDING]
    assert join_words(words) == "l'animal n'a pas qu'il"


def test_a_word_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'the' comes again"):
        Vocabulary.of(["the", "animal", "the"])


@pytest.mark.parametrize("word", [None, 3, b"the"])
def test_what_is_no_word_is_refused(word) -> None:
    with unchecked_shapes(), pytest.raises(ValueError, match="a vocabulary holds words, but got"):
        Vocabulary(("the", word))


@many
@given(st.text())
def test_any_text_is_split_into_words_that_are_known_or_named(text: str) -> None:
    words = split_words(text)
    assert all(word == word.strip() and word for word in words)
    assert not words or words[-1][-1] not in ".!?"
    try:
        assert list(ENGLISH.decode(ENGLISH.encode(words))) == words
    except ValueError as error:
        assert str(error).startswith("not in the vocabulary of 5 words: ")
