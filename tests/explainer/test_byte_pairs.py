"""Byte-pair encoding: by hand, as a property, and against the library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.byte_pairs import BYTES, chunks, join, learn, split


def test_merges_by_hand() -> None:
    learned = learn("aab aab aac", 3)
    assert learned[0] == ((b"a", b"a"), 3)
    # Now " " + aa and aa + b stand twice each. The space is a byte and so older than aa: it wins.
    assert learned[1] == ((b" ", b"aa"), 2)
    # Once each: aa + b (first word), " aa" + b, " aa" + c. The part aa is older than " aa".
    assert learned[2] == ((b"aa", b"b"), 1)
    assert split("aab aac", [pair for pair, _ in learned]) == [b"aab", b" aa", b"c"]


def test_pairs_are_joined_from_left_to_right() -> None:
    assert join((b"a", b"a", b"a"), (b"a", b"a")) == (b"aa", b"a")


def test_no_merge_crosses_a_word_and_learning_stops_when_nothing_is_left() -> None:
    learned = learn("ab ab", 100)
    assert [pair[0] + pair[1] for pair, _ in learned] == [b"ab", b" ab"]


def test_the_byte_alphabet_is_every_byte_once() -> None:
    assert sorted(BYTES) == [bytes([byte]) for byte in range(256)]


@given(st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(chunks(text)) == text
    merges = [pair for pair, _ in learn("the animal that sat on the mat, été", 30)]
    assert b"".join(split(text, merges)) == text.encode()


SAMPLE = "the cat's mat -- a hat_ that sat, at 12 o'clock;  été déjà\n\nthen there they were " * 3


def test_the_library_learns_and_cuts_the_same() -> None:
    pytest.importorskip("tokenizers")
    from experiments.tokens import library

    tokenizer = library.train(SAMPLE, 60)
    mine = [pair for pair, _ in learn(SAMPLE, 60)]
    assert library.merges(tokenizer) == mine
    other = "that other été was there 1234, don't they?  déjà vu"
    assert library.split(tokenizer, other) == split(other, mine)
