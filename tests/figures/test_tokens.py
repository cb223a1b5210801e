"""The values of the page on tokens that can be checked by hand, and the pieces behind them."""

import numpy as np
import pytest

from experiments.text import books
from experiments.tokens.classes import english_classes, french_classes
from experiments.tokens.run import closed_sizes, steps
from experiments.word_vectors import measure, skip_gram
from explainer.byte_pairs import learn
from explainer.tokenizer import SPECIAL
from generators.figures.tokens import (
    cut_three_ways,
    merges_step_by_step,
    one_hot_row,
    same_word_two_sentences,
)
from generators.figures.tokens._page import Table, agreement, principal, table
from generators.figures.tokens._pieces import is_byte, lines, seen


def test_the_text_is_whole() -> None:
    found = books()
    assert list(found)[:2] == ["Genesis", "Ruth"] and len(found) == 10
    assert found["Genesis"].startswith("In the beginning God created the heavens and the earth.")
    assert not set("{}#") & set("".join(found.values()))


def test_every_word_of_the_translator_has_a_class() -> None:
    for language, classes in (("english", english_classes()), ("french", french_classes())):
        assert set(table(language).words) == set(classes)
    assert french_classes()["vieil"]["gender"] == "m"
    assert "gender" not in french_classes()["rouge"]
    assert english_classes()["cow"] == {"class": "animal", "number": "singular", "gender": "f"}


def test_steps_show_only_merges_that_do_something() -> None:
    learned = learn("the the the cat", 4)
    found = steps("the", learned)
    assert [step["tokens"] for step in found] == [["t", "he"], ["the"]]


def test_the_steps_of_the_animation_tell_every_merge_once() -> None:
    merges = [{"rank": rank} for rank in range(1, 44)]
    found = merges_step_by_step.groups(merges)
    assert [merge for group in found for merge in group] == merges
    assert len(found[0]) == 1 and len(found) == 2 + merges_step_by_step.LATER


def test_the_row_that_is_picked_is_the_one_of_the_words_id() -> None:
    found = one_hot_row.values()
    assert found["words"][found["id"]] == found["word"]
    product = np.eye(len(found["rows"]))[found["id"]] @ np.array(found["rows"])
    assert product.tolist() == found["rows"][found["id"]]


def test_how_far_two_vectors_are_apart_by_hand() -> None:
    one, other = np.array([[3.0, 4.0]]), np.array([[3.0, -4.0]])
    assert same_word_two_sentences.apart(one, other) == pytest.approx([8 / 5])
    assert same_word_two_sentences.cosine(one, other) == pytest.approx([-7 / 25])


def test_words_and_characters_that_training_lacks_are_unknown() -> None:
    found = closed_sizes("a cat sat", "a dog sat")
    assert found["words"]["unknown"] == 1 and found["words"]["tokens"] == 3
    assert found["characters"]["unknown"] == 3  # d, o and g


def test_agreement_by_hand() -> None:
    rows = np.array([[1.0, 0.1], [1.0, 0.0], [0.0, 1.0], [0.1, 1.0]])
    kinds = ({"kind": "x"}, {"kind": "x"}, {"kind": "y"}, {"kind": "x"})
    found = agreement(Table(("a", "b", "c", "d"), rows, kinds), "kind")
    # a and b are each other's neighbours, c and d too; two of the four agree.
    assert found["share"] == pytest.approx(0.5)
    # Drawn blindly: two of the other three for each x, none for y.
    assert found["chance"] == pytest.approx((2 / 3 * 3 + 0) / 4)


def test_principal_directions_of_a_line() -> None:
    places, shares = principal(np.outer([-1.0, 0, 1], [3.0, 4.0]))
    assert shares[0] == pytest.approx(1)
    assert places[:, 0] == pytest.approx([-5, 0, 5])


VERSES = ["he saw the bread", "she saw bread", "he saw", "the bread she saw he saw"]


def test_shuffling_keeps_words_and_lengths() -> None:
    corpus = skip_gram.read(VERSES, least_count=1)
    control = skip_gram.shuffled(corpus, 0)
    assert [len(verse) for verse in control.verses] == [len(verse) for verse in corpus.verses]
    assert sorted(np.concatenate(control.verses)) == sorted(np.concatenate(corpus.verses))


def test_pairs_are_near_words_of_one_verse_and_never_a_place_with_itself() -> None:
    random = np.random.default_rng(0)
    found = skip_gram.pairs([np.array([3, 4, 5]), np.array([6])], random)
    assert {tuple(pair) for pair in found.tolist()} <= {
        (a, b) for a in (3, 4, 5) for b in (3, 4, 5) if a != b
    }
    assert {(3, 4), (4, 3), (4, 5), (5, 4)} <= {tuple(pair) for pair in found.tolist()}


def test_training_lowers_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skip_gram, "KEEP", 1.0)  # every word of so small a text is frequent
    corpus = skip_gram.read(VERSES * 30, least_count=1)
    _, losses = skip_gram.train(corpus, 0, epochs=4)
    assert losses[-1] < losses[0]


def test_lean_in_text_by_hand() -> None:
    corpus = skip_gram.read(["he he saw", "she saw", "he ate bread"], least_count=1)
    ate, saw = measure.lean_in_text(corpus, ["ate", "saw"])
    assert ate == pytest.approx(np.log(2 / 1) - np.log(3 / 1))
    assert saw == pytest.approx(np.log(3 / 2) - np.log(3 / 1))


def test_an_analogy_that_holds_exactly_and_its_control() -> None:
    corpus = skip_gram.read(["man woman king queen son"], least_count=1)
    ids = corpus.vocabulary.ids
    vectors = np.zeros((len(corpus.vocabulary), 3))
    for word, place in {
        "man": (1, 0, 0),
        "woman": (1, 1, 0),
        "king": (1, 0, 1),
        "queen": (1, 1, 1),
        "son": (1, -0.2, 1),
    }.items():
        vectors[ids[word]] = place
    vectors[: len(SPECIAL)] = 1
    unit = measure.directions(vectors)
    assert not unit[: len(SPECIAL)].any()
    found = measure.analogies(corpus, unit, [("man", "woman"), ("king", "queen")])
    assert found["n"] == 2 and found["right"] == 1
    # Nearest to "king" alone is "son"; nearest to "man" alone, without its question, is "son" too.
    assert found["neighbour_of_c"] < 1


def test_rank_correlation_and_set_effect() -> None:
    first = np.array([1.0, 2, 3, 10])
    assert measure.rank_correlation(first, first**3) == pytest.approx(1)
    assert measure.rank_correlation(first, -first) == pytest.approx(-1)
    assert measure.ranks(np.array([5.0, 5, 7])).tolist() == [0.5, 0.5, 2]
    found = measure.set_effect(np.array([1.0, 1, 1, 1]), np.array([0.0, 0, 0, 0]))
    assert found["effect"] > 1.5 and found["chance"] < 0.1


def test_only_whole_words_lose_the_word_that_the_list_lacks() -> None:
    found = cut_three_ways.values()
    whole, letters, between = (way["cut"] for way in found["ways"])
    text = "".join((*cut_three_ways.KNOWN, f" {found['lacks']}"))
    assert "".join(letters) == "".join(between) == text
    assert whole[-1] == cut_three_ways.UNKNOWN and len(whole) < len(between) < len(letters)


def test_a_picture_shows_spaces_and_bytes_and_breaks_between_tokens() -> None:
    assert seen(" cat") == "\N{OPEN BOX}cat" and seen("<c3>") == "c3" and is_byte("<c3>")
    pieces = [" it", " was", " else", "where"]
    broken = lines(pieces, 120)
    assert len(broken) > 1 and [piece for line in broken for piece in line] == pieces
