"""In ten pictures: the words stay in their places, and what is drawn is what was computed."""

import math
from itertools import pairwise

import numpy as np
import pytest

from experiments.translator.recipe import ENDINGS, NOUNS
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures import (
    it_before_and_after,
    layer_adds_twice,
    lines_from_training,
    query_meets_keys,
    shares_of_one_row,
    stacks_and_lines,
    words_as_strips,
)
from generators.figures.ten_pictures._row import deciding, head_that_finds, naming, rows
from generators.figures.ten_pictures._stage import sentences, stage
from generators.kit.layout import NARROW_PAGE, WIDE_PAGE, Page
from generators.kit.marks import Box
from generators.kit.needs import UnmetError
from generators.kit.theme import canvas

BOTH = pytest.mark.parametrize("page", [WIDE_PAGE, NARROW_PAGE], ids=["wide", "narrow"])


@BOTH
def test_english_words_stand_in_the_same_place_whatever_picture_and_ending(page: Page) -> None:
    said = sentences()
    places = [
        stage(page, said, ending, height).english_places
        for ending, height in zip(ENDINGS, (300.0, 480.0), strict=True)
    ]
    corners = [[(place.left, place.top, place.width) for place in one] for one in places]
    assert corners[0] == corners[1]


@BOTH
def test_words_of_a_sentence_do_not_lie_on_each_other(page: Page) -> None:
    shown = stage(page, sentences(), ENDINGS[0], 300.0)
    for places in (shown.english_places, shown.french_places):
        for one, other in pairwise(places):
            assert one.bottom < other.top if page.narrow else one.right < other.left


@BOTH
def test_what_is_said_of_a_word_lies_between_the_two_sentences(page: Page) -> None:
    shown = stage(page, sentences(), ENDINGS[0], 300.0)
    place = shown.away(shown.english[3], 10, 50, 8)
    if page.narrow:
        assert place.left > shown.english[3].right
        assert (place.width, place.height) == (50, 8)
    else:
        assert place.top == shown.english[3].bottom + 10
        assert (place.width, place.height) == (8, 50)


def test_strips_share_the_limit_of_the_largest_number() -> None:
    _, ax = canvas(100, 100)
    boxes = [Box(0, 0, 40, 8), Box(0, 20, 8, 40)]
    assert strips(ax, boxes, [[0.5, -2.0], [1.0, 0.0]]) == 2.0
    strongest = max(patch.get_alpha() or 0 for patch in ax.patches)
    assert strongest == pytest.approx(0.85, abs=0.02)


def test_the_deciding_head_gives_the_ending_the_largest_share_of_all_heads() -> None:
    place = sentences()["english"][ENDINGS[0]].index(ENDINGS[0])
    shares = rows(ENDINGS[0])[:, :, place]
    assert shares[deciding().layer, deciding().head] == shares.max()


def test_no_head_finds_both_nouns_better_than_the_naming_one() -> None:
    both = [
        rows(ending)[:, :, sentences()["english"][ending].index(noun)]
        for ending, noun in zip(ENDINGS, NOUNS, strict=True)
    ]
    lesser = np.minimum(*both)
    assert lesser[naming().layer, naming().head] == lesser.max()


def test_a_word_that_is_not_in_the_sentence_is_named() -> None:
    with pytest.raises(UnmetError, match="needs the word 'door'"):
        head_that_finds("door", ENDINGS[0])


def test_equal_words_have_equal_strips_and_places_of_their_own() -> None:
    v = words_as_strips.values()
    one, other = v["twice"][:2]
    assert v["words"][one] == v["words"][other]
    assert v["places"][one] != v["places"][other]


def test_the_mixture_that_arrives_is_the_shares_of_the_values() -> None:
    v = shares_of_one_row.values()
    assert sum(v["weights"]) == pytest.approx(1, abs=1e-3)
    assert np.array(v["weights"]) @ np.array(v["values"]) == pytest.approx(v["arrives"], abs=5e-3)


def test_the_score_is_the_sum_of_the_products_over_the_root_of_their_number() -> None:
    v = query_meets_keys.values()
    for one in v["keys"].values():
        root = math.sqrt(len(v["query"]))
        assert sum(one["products"]) / root == pytest.approx(one["score"], abs=0.01)


def test_a_layer_adds_to_the_vector_that_enters() -> None:
    strip = {
        name: np.array(numbers) for name, numbers in layer_adds_twice.values()["strips"].items()
    }
    assert strip["enters"] + strip["attention"] == pytest.approx(strip["between"], abs=3e-3)
    assert strip["between"] + strip["feed_forward"] == pytest.approx(strip["leaves"], abs=3e-3)


def test_the_word_it_is_the_same_before_reading() -> None:
    assert it_before_and_after.values()["equal_before"]


def test_the_decoder_looks_back_only() -> None:
    for layer in stacks_and_lines.values()["decoder"]:
        assert not np.triu(np.array(layer), 1).any()


def test_moments_of_training_go_from_the_first_to_the_last_step() -> None:
    steps = [one["step"] for one in lines_from_training.values()["moments"]]
    assert steps == sorted(set(steps))
    assert steps[0] == 0
