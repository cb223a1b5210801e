"""The experiment on captions: its pictures, its words, its measures."""

import itertools

import numpy as np
import pytest
import torch

from experiments.captions import measure, writer
from experiments.captions.pictures import (
    FORMS,
    LONGEST,
    NUMBERS,
    Pictures,
    batches,
    caption,
    number_places,
    pictures_for_test,
    written_ids,
)
from experiments.vision.digits import Digits, read


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    digits = read()["test"]
    return pictures_for_test(Digits(digits.images[:12], digits.labels[:12]))


def test_captions_name_both_digits_in_the_order_of_their_form() -> None:
    said = [" ".join(caption(form, 3, 5)[:-1]) for form in range(len(FORMS))]
    assert said == [
        "a three then a five",
        "right of a three is a five",
        "left of a five is a three",
    ]
    assert len({form[0] for form in FORMS}) == len(FORMS)  # the given word says which


def test_number_words_stand_where_they_are_said_to_stand() -> None:
    for form in range(len(FORMS)):
        words = caption(form, 3, 5)
        assert {words[place]: half for place, half in number_places(form)} == {
            "three": 0,
            "five": 1,
        }


def test_every_test_digit_is_once_on_the_left_and_once_on_the_right(pictures: Pictures) -> None:
    left, right = pictures.digits.T
    assert sorted(left) == sorted(right)
    assert pictures.images.shape == (12, 8, 16)
    exchanged = pictures.exchanged
    np.testing.assert_array_equal(exchanged.images[..., :8], pictures.images[..., 8:])
    np.testing.assert_array_equal(exchanged.digits, pictures.digits[:, ::-1])


def test_training_pictures_show_what_their_captions_say() -> None:
    blots = np.zeros((2, 8, 8), dtype=np.float32)
    blots[1] = 1  # a full picture is a "one", an empty one a "zero", wherever it is moved
    drawn = batches(Digits(blots, np.array([0, 1])), 8, np.random.default_rng(0))
    for batch in itertools.islice(drawn, 3):
        inked = batch.images.reshape(8, 8, 2, 8).any(axis=(1, 3))
        np.testing.assert_array_equal(inked, batch.digits.astype(bool))


def test_writing_begins_with_the_given_word_and_follows_the_scores(pictures: Pictures) -> None:
    parameters = writer.new_parameters(0)
    first = written_ids(pictures)[:, 1]
    ids = writer.write(parameters, pictures.images, first)
    assert ids.shape == (12, LONGEST)
    np.testing.assert_array_equal(ids[:, 0], first)
    start = np.concatenate([written_ids(pictures)[:, :1], ids[:, :-1]], axis=1)
    _, logits = writer.score(parameters, writer.see(parameters, pictures.images), start)
    np.testing.assert_array_equal(logits.argmax(-1)[:, 1:], ids[:, 1:])


def test_right_captions_count_as_exact(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    right = written_ids(pictures)[:, 1:]
    monkeypatch.setattr(measure, "write", lambda *_: right)
    found = measure.exact({}, pictures)
    assert found == {"exact": 1.0, "exact_by_form": [1.0] * len(FORMS), "numbers": 1.0}
    # The same words of the exchanged picture: they have not changed places where digits differ.
    alike = np.mean(pictures.digits[:, 0] == pictures.digits[:, 1])
    assert measure.exchange({}, pictures)["words_exchange"] == pytest.approx(alike)


def test_shares_of_both_halves_add_up(pictures: Pictures) -> None:
    weights = measure.cross_weights(writer.new_parameters(1), pictures)
    assert weights.shape == (12, LONGEST, writer.ROWS * writer.COLUMNS)
    np.testing.assert_allclose(weights.sum(-1), 1, rtol=1e-5)
    left, right = (half.reshape(writer.ROWS, writer.COLUMNS) for half in measure.HALVES)
    assert left[:, :4].all() and right[:, 4:].all()
    np.testing.assert_array_equal(left, ~right)


def test_a_closed_half_gets_no_attention(pictures: Pictures) -> None:
    parameters = writer.new_parameters(1)
    memory = writer.see(parameters, pictures.images)
    ids = written_ids(pictures)[:, :LONGEST]
    trace, _ = writer.score(parameters, memory, ids, measure.HALVES[0][None])
    for layer in trace.layers:
        assert layer.cross_attention is not None
        assert (layer.cross_attention.weights[..., measure.HALVES[1]] == 0).all()


def test_training_begins_near_a_guess_and_skips_the_given_word(pictures: Pictures) -> None:
    parameters = {name: torch.tensor(v) for name, v in writer.new_parameters(0).items()}
    loss = writer.loss_of(parameters, pictures).item()
    assert 0 < loss < 3 * np.log(len(NUMBERS) + 10)
    changed = Pictures(pictures.images, pictures.digits, pictures.forms[::-1].copy())
    assert writer.loss_of(parameters, changed).item() != loss


def test_the_example_shows_unlike_digits_in_every_form(pictures: Pictures) -> None:
    shown = measure.example(writer.new_parameters(0), pictures)
    assert len(set(shown["digits"])) == 2
    assert [len(one["words"]) for one in shown["captions"]] == [len(form) for form in FORMS]
    for one in shown["captions"]:
        assert np.array(one["weights"]).shape == (len(one["words"]), len(measure.HALVES[0]))
