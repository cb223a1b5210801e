"""Mistakes with the right words given and with the model's own words, over training."""

from matplotlib.figure import Figure

from generators.figures.training._page import moments, shares_over_moments
from generators.kit import theme
from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    found, experiment = moments(), results.read("training")
    learned = [m for m in found if m["step"] >= 100]
    by_step = {
        str(m["step"]): {
            "next_word": m["next_word"],
            "exact": m["exact_match"],
            "if_independent": m["if_independent"],
            "given": m["after_first_given"],
            "written": m["after_first_written"],
            "mistakes": m["mistakes_given"],
            "edits": m["edits_written"],
            "with_a_mistake": m["with_a_mistake"],
        }
        for m in learned
    }
    many = [m for m in learned if m["with_a_mistake"] >= 30]
    return {
        "steps": [m["step"] for m in learned],
        "next_word": [m["next_word"] for m in learned],
        "exact": [m["exact_match"] for m in learned],
        "if_independent": [m["if_independent"] for m in learned],
        "at": by_step,
        "gap_all_given_right": max(abs(m["all_given_right"] - m["exact_match"]) for m in found),
        "first_mistakes_agree": all(m["first_mistake_at_the_same_word"] for m in found),
        "least_excess": min(
            m["exact_match"] - m["if_independent"] for m in learned if 200 <= m["step"] <= 600
        ),
        "most_excess": max(m["exact_match"] - m["if_independent"] for m in learned),
        "least_drop": min(m["after_first_given"] - m["after_first_written"] for m in many),
        "many_steps": [m["step"] for m in many],
        "least_ratio": min(m["edits_written"] / m["mistakes_given"] for m in many),
        "most_ratio": max(m["edits_written"] / m["mistakes_given"] for m in many[1:]),
        "sentences": experiment["sentences"],
        "words": experiment["words"],
        "mean_length": experiment["words"] / experiment["sentences"],
        "seconds": experiment["cpu_seconds"],
    }


def alt(v: Values) -> str:
    middle = v["at"]["200"]
    return (
        f"Over training, next words right rise ahead of sentences right: at step 200 "
        f"{middle['next_word']:.0%} of next words, {middle['exact']:.0%} of sentences. If words "
        f"were independent it would be {middle['if_independent']:.0%}; that curve lies just below."
    )


def _chart(v: Values, width: float, right: float) -> Figure:
    curves = (
        (v["next_word"], theme.INK, "-", "next words, given"),
        (v["exact"], theme.DECODER, "-", "whole sentences"),
        (v["if_independent"], theme.MUTED, (0, (2, 2)), "pⁿ"),
    )
    return shares_over_moments(v["steps"], curves, width, right)


def draw(v: Values) -> Figure:
    return _chart(v, 560, 124)


def narrow(v: Values) -> Figure:
    return _chart(v, 348, 108)
