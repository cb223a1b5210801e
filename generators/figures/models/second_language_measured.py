"""German beside French: faultless sentences, right pronouns, and what one model for both shares."""

from statistics import mean
from typing import Any

from experiments.second_language.recipe import BOTH, FRENCH_ALONE, FROZEN, GERMAN_ALONE, UNTRAINED
from generators.kit.seeds import brief
from generators.kit.values import Values
from generators.pipeline import results

ARMS = {  # key here -> as the results name it, the language that is measured, words of the table
    "untrained": (UNTRAINED, "German", "German on a random encoder, frozen"),
    "frozen": (FROZEN, "German", "German on the French encoder, frozen"),
    "german": (GERMAN_ALONE, "German", "German, encoder learns along"),
    "both_german": (BOTH, "German", "one model for both, German"),
    "french": (FRENCH_ALONE, "French", "French, encoder learns along"),
    "both_french": (BOTH, "French", "one model for both, French"),
}
KINDS = {  # in which languages the genders of the two nouns differ
    "two": "French and German",
    "german_only": "German",
    "french_only": "French",
    "none": "neither",
}
ENCODERS = {  # that the reading is read out of
    "untrained": "random",
    FROZEN: "of the translator, French",
    FRENCH_ALONE: "French, as short a training",
    GERMAN_ALONE: "German",
    f"{BOTH}, French": "of both, asked for French",
    f"{BOTH}, German": "of both, asked for German",
}
ASKED, NOT_ASKED = ("two", "french_only"), ("german_only", "none")  # by French


def values() -> Values:
    found = results.read("second_language")
    runs, both = found["runs"], found["both"]
    pronouns = runs[0]["scores"]["German"]["held_out"]["pronouns"]
    n = {key: pronouns[kind]["n"] for key, kind in KINDS.items()}
    shown = [key for key in KINDS if key != "none"]  # there every pronoun is right
    arms = {key: _arm(runs, name, language) for key, (name, language, _) in ARMS.items()}
    return {
        **{name: found[name] for name in ("steps", "batch", "sentences", "fitted_on")},
        "exchanged_sentences": found["exchanged_sentences"],
        "german_words": found["words"]["German"],
        "seeds": len(found["seeds"]),
        "minutes": sum(run["cpu_seconds"] for run in runs) / 60,
        "n": {key: n[key] for key in shown},
        "noun_pairs": {key: pronouns[KINDS[key]]["noun_pairs"] for key in shown},
        "by_model": [
            _row(label, arms[key], arms[key][f"{language.lower()}_only"])
            for key, (_, language, label) in ARMS.items()
        ],
        "frozen": {key: arms["frozen"][key] for key in ("exact", "running", "german_only")},
        "untrained": {"exact": arms["untrained"]["exact"]},
        "costs": _costs(arms),
        "readings": [
            {"label": label, **_reading(both, encoder, n)} for encoder, label in ENCODERS.items()
        ],
        "shared": _shared(both),
    }


def _arm(runs: list[dict[str, Any]], arm: str, language: str) -> Values:
    scores = [run["scores"][language]["held_out"] for run in runs if run["arm"] == arm]
    pronouns = {
        key: brief([score["pronouns"][kind]["right"] for score in scores])
        for key, kind in KINDS.items()
        if key != "none"
    }
    exact, running = (brief([score[name] for score in scores]) for name in ("exact", "running"))
    return {"exact": exact, "running": running, **pronouns}


def _row(label: str, arm: Values, own: Values) -> Values:
    """A row of the Lab's table; ``own``: where the genders differ in this language alone."""
    return {"label": label, "own": own, "exact": arm["exact"], "two": arm["two"]}


def _costs(arms: Values) -> Values:
    """What one model for both gets less of than one for each, seed by seed."""
    return brief(
        [
            one - both
            for alone, shared in (("german", "both_german"), ("french", "both_french"))
            for one, both in zip(
                arms[alone]["exact"]["each"], arms[shared]["exact"]["each"], strict=True
            )
        ]
    )


def _reading(both: list[dict[str, Any]], encoder: str, n: dict[str, int]) -> Values:
    """Read out right, fitted on all pairs of nouns, or on those alone where French asks."""

    def share(fitted: str, kinds: tuple[str, ...]) -> list[float]:
        total = sum(n[key] for key in kinds)
        return [
            sum(n[key] * seed["reading"][encoder][fitted][KINDS[key]] for key in kinds) / total
            for seed in both
        ]

    return {
        "every": share("every", tuple(KINDS)),
        "asked": share("French", ASKED),
        "not_asked": share("French", NOT_ASKED),
    }


def _shared(both: list[dict[str, Any]]) -> Values:
    """What is alike in one model for both languages, a number for each seed."""
    trained = [seed["trained"] for seed in both]
    return {
        **{
            name: [seed["overlap"][name] for seed in trained]
            for name in ("same_head", "other_head", "other_reading")
        },
        "own": [one["overlap"]["same_head"] - one["overlap"]["other_head"] for one in trained],
        "before_same": [seed["untrained"]["overlap"]["same_head"] for seed in both],
        "before_other": [seed["untrained"]["overlap"]["other_head"] for seed in both],
        "moved": _moved(trained),
        "moved_before": _moved([seed["untrained"] for seed in both]),
        **{
            name: [mean(side[name] for side in seed["exchanged"].values()) for seed in trained]
            for name in ("of_token", "of_words")
        },
    }


def _moved(states: list[dict[str, Any]]) -> list[float]:
    """How far the language moves *it*, in steps of what another last word does."""
    return [one["moved"]["by_language"] / one["moved"]["by_reading"] for one in states]
