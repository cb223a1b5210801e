"""Mistakes with the right words given and with the model's own words, over training."""

from generators.figures.training._page import moments, over_moments
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

MIDDLE = "200"  # the step at which words and sentences lie farthest apart


def values() -> Values:
    found, experiment = moments(), results.read("training")
    learned = [m for m in found if m["step"] >= 100]
    middle = next(m for m in learned if str(m["step"]) == MIDDLE)
    return {
        "steps": [m["step"] for m in learned],
        "next_word": [m["next_word"] for m in learned],
        "exact": [m["exact_match"] for m in learned],
        "if_independent": [m["if_independent"] for m in learned],
        "at": {
            MIDDLE: {
                "next_word": middle["next_word"],
                "exact": middle["exact_match"],
                "if_independent": middle["if_independent"],
                "given": middle["after_first_given"],
                "written": middle["after_first_written"],
                "mistakes": middle["mistakes_given"],
                "edits": middle["edits_written"],
                "with_a_mistake": middle["with_a_mistake"],
            }
        },
        "gap_all_given_right": max(abs(m["all_given_right"] - m["exact_match"]) for m in found),
        "first_mistakes_agree": all(m["first_mistake_at_the_same_word"] for m in found),
        "least_excess": min(
            m["exact_match"] - m["if_independent"] for m in learned if 200 <= m["step"] <= 600
        ),
        "most_excess": max(m["exact_match"] - m["if_independent"] for m in learned),
        "sentences": experiment["sentences"],
        "words": experiment["words"],
        "mean_length": experiment["words"] / experiment["sentences"],
    }


def alt(v: Values) -> str:
    middle = v["at"][MIDDLE]
    return (
        f"Over training, next words right rise ahead of sentences right: at step 200 "
        f"{middle['next_word']:.0%} of next words, {middle['exact']:.0%} of sentences. If words "
        f"were independent it would be {middle['if_independent']:.0%}; that curve lies just below."
    )


def draw(v: Values, page: Page) -> Figure:
    curves = (  # where they end together, the last is named on top
        (v["if_independent"], theme.MUTED, (0, (2, 2)), "pⁿ"),
        (v["exact"], theme.DECODER, "-", "whole sentences"),
        (v["next_word"], theme.INK, "-", "next words, given"),
    )
    return over_moments(v["steps"], curves, page, page.pick(124, 108))
