"""Look-ups of single words: what they can know of the reading, and what they cannot."""

import pytest

from experiments.translator import controls
from experiments.translator.grammar import pronoun_sentences


@pytest.fixture(scope="module")
def found() -> dict:
    return controls.controls()


def test_no_single_word_tells_the_reading_but_verb_and_adjective_do(found: dict) -> None:
    reading = found["reading"]
    assert reading["verb and adjective"] == 1
    for cue in ("verb", "subject", "object"):
        assert abs(reading[cue] - 0.5) < 0.06
    assert reading["adjective"] < 0.75
    assert reading["bag of words"] < 0.85


def test_no_look_up_writes_the_pronoun(found: dict) -> None:
    pronoun = found["pronoun"]
    assert pronoun["n"] == len(pronoun_sentences("held out"))
    assert all(share < 0.8 for cue, share in pronoun.items() if cue != "n")


def test_a_look_up_knows_what_it_has_seen_and_halves_the_rest() -> None:
    seen, unseen = pronoun_sentences("held out")[:1], pronoun_sentences("held out")[1:2]
    assert controls.look_up(controls.CUES["adjective"], controls.is_subject, seen, seen) == 1
    assert seen[0].english[-1] != unseen[0].english[-1]
    assert controls.look_up(controls.CUES["adjective"], controls.is_subject, seen, unseen) == 0.5
