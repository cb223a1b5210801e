"""The page on uses: the second language's pictures show what was measured."""

import pytest

from generators.figures.models import second_language_measured
from generators.figures.uses import pronoun_in_two_languages, pronouns_by_encoder
from generators.pipeline import results


def test_rows_are_whole_and_write_the_right_pronouns() -> None:
    for sides in pronoun_in_two_languages.values().values():
        assert {language: side["writes"] for language, side in sides.items()} == {
            "French": "il",
            "German": "es",
        }
        for language, side in sides.items():
            assert side["english"][0] == f"<{language.lower()}>"
            assert sum(side["weights"]) == pytest.approx(1, abs=0.01)


def test_the_two_trainings_shown_are_the_least_and_the_most_alike() -> None:
    alike = second_language_measured.values()["shared"]["same_head"]
    shown = pronoun_in_two_languages.values()
    both = {
        name: results.read("second_language")["both"][alike.index(of(alike))]
        for name, of in (("least", min), ("most", max))
    }
    for name, training in both.items():
        assert shown[name] == pronoun_in_two_languages._sides(training)


def test_every_dot_lies_on_the_scale() -> None:
    for arm in pronouns_by_encoder.values().values():
        for kind in arm.values():
            assert all(0 <= pronouns_by_encoder.SCALE.place(share) <= 1 for share in kind["each"])
