"""A figure that a changed model cannot feed says what it needs, in one line."""

import pytest

from generators.kit.needs import UnmetError, entry, first_difference, needs, place_of, place_of_one


def test_what_is_met_says_nothing() -> None:
    needs(True, "at least two layers")
    assert place_of("il", ("parce", "qu'", "il")) == 2
    assert place_of_one(("il", "elle"), ("parce", "qu'", "elle", "il")) == 2
    assert entry("steps", {"steps": 7}, "the card") == 7
    assert first_difference("abc", "abd", "texts that differ") == 2
    assert first_difference("abcd", "axc", "texts that differ") == 1


def test_what_is_not_met_is_one_sentence() -> None:
    with pytest.raises(UnmetError, match=r"^needs at least two layers; change the figure, or"):
        needs(False, "at least two layers")
    wanted = r"^needs the word \"qu'\", and the model has: la rue; change the figure, or the model$"
    with pytest.raises(UnmetError, match=wanted):
        place_of("qu'", ["la", "rue"])
    with pytest.raises(
        UnmetError, match=r"^needs the word il or elle, and the model has: la rue; "
    ):
        place_of_one(("il", "elle"), ["la", "rue"])
    with pytest.raises(UnmetError, match=r"^needs 'steps' in the card, which has: seed, loss; "):
        entry("steps", {"seed": 0, "loss": 1}, "the card")
    with pytest.raises(UnmetError, match=r"^needs texts that differ; "):
        first_difference("abc", "abcd", "texts that differ")


def test_a_long_list_of_entries_is_cut() -> None:
    with pytest.raises(UnmetError, match=r"^needs 'x' in words, which has: 0, 1, .* 11, 8 more; "):
        entry("x", {str(number): 1 for number in range(20)}, "words")
