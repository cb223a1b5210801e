"""What the READMEs say about pictures, made-up reports and published models, from their results.

One function an experiment: the rows of its tables, and phrases of its text that hold numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from tests.experiments.readme_words import Results, each, fixed, of, percent, row, short, span


def captions(found: Results) -> Iterator[str]:
    runs = found["runs"]
    yield row("captions right in every word", each(runs, "exact", percent) + " %")
    yield row("number words right", each(runs, "numbers", percent) + " %")
    for label, models in (
        ("attention on the half that is named, least to most of forms and words", runs),
        ("the same before training", found["untrained"]),
    ):
        halves = ([share for form in run["on_own_half"] for share in form] for run in models)
        yield row(label, " / ".join(span(one, percent) for one in halves) + " %")
    yield row("number words exchange with the halves", each(runs, "words_exchange", percent) + " %")
    for label, half in (("the half they name", "own"), ("the other half", "other")):
        closed = [run["closed"] for run in runs]
        yield row(f"number words right, {label} closed", each(closed, half, percent) + " %")


def planted_bias(found: Results) -> Iterator[str]:
    runs, later = found["runs"], f"{found['later_steps']} more steps from wares-balanced"
    alike = "from the start; same start, same sentences but for pronouns"
    fixed_parts = "embeddings, queries, keys and the norm before them fixed"
    yield row("pronouns-planted, pronouns-balanced", "1", "from the start")
    yield row("wares-planted, wares-balanced", "2", alike)
    yield row("later-planted, later-balanced", "2", f"{later}; {fixed_parts}")

    def gap(model: str, digits: int) -> str:
        return span((run[model]["gap"] for run in runs), fixed(digits)).replace("-", "−")

    def weight(model: str) -> str:
        return span((max(run[model]["weight"]) for run in runs), fixed(2))

    for label, text in (("text 1", "pronouns"), ("text 2", "wares"), ("later", "later")):
        planted, balanced = f"{text}-planted", f"{text}-balanced"
        yield row(f"{label}: gap", gap(planted, 2), gap(balanced, 3))
        other = "the same to the last bit" if text == "later" else weight(balanced)
        yield row(f"{label}: weight of the head that looks most", weight(planted), other)
    apart = {text: [run["distance"][text] for run in runs] for text in ("pronouns", "wares")}
    yield f"text 1 {span(apart['pronouns'], fixed(2))}, text 2 {span(apart['wares'], fixed(2))}"
    yield f"text 2: {span(found['between_seeds']['wares'], fixed(2))}"
    ways = [
        span((run["wares-planted"][way] for run in runs), percent)
        for way in ("by_values", "by_weights")
    ]
    yield "In text 2 the values carry {} % of the exchange's effect, the weights {} %".format(*ways)


def smollm2(found: Results) -> Iterator[str]:
    for label, key in (
        ("ordinary", "ordinary"),
        ("ordinary, start token in front", "ordinary_with_first_token"),
        ("ordinary, end-of-text token in front", "ordinary_with_end_of_text"),
        ("ordinary, tokens shuffled", "ordinary_shuffled"),
        ("ordinary, mixed weights", "ordinary_mixed_weights"),
        ("ordinary, untrained", "ordinary_untrained"),
        ("repeated", "repeated"),
        ("never repeated", "never_repeated"),
        ("other order", "repeated_in_other_order"),
        ("repeated, mixed weights", "repeated_mixed_weights"),
        ("repeated, untrained", "repeated_untrained"),
    ):
        texts = found[key]
        shares = {
            kind: [share for layer in texts["heads"][kind] for share in layer]
            for kind in ("first", "previous", "duplicates", "induction")
        }
        yield row(
            label,
            f"{texts['texts']} × {texts['tokens']}",
            f"{mean(texts['loss']):.2f}",
            *(
                f"{sum(share > (0.5 if kind == 'first' else 0.3) for share in each_head)}"
                for kind, each_head in shares.items()
            ),
            f"{max(shares['induction']):.2f}",
        )
    removal = found["removal"]
    whole = removal["whole"]
    yield row("0", f"{whole['second_copy']:.2f}", "", f"{whole['ordinary']:.2f}", "")
    for count, best, others in zip(
        removal["counts"], removal["best"], removal["others"], strict=True
    ):
        cells = []
        for text in ("second_copy", "ordinary"):
            losses = [one[text] for one in others]
            cells += [f"{best[text]:.2f}", f"{mean(losses):.2f} ({span(losses, fixed(2))})"]
        yield row(f"{count}", *cells)


def uses(found: Results) -> Iterator[str]:
    runs, controls = found["runs"], found["controls"]

    def right(key: str) -> str:
        return percent(mean(run["accuracy"][key] for run in runs)) + " %"

    def search(way: str, key: str) -> str:
        return span((run[key] for run in found["search"]["runs"][way]), percent)

    pleased, kinds, answers = (controls[key] for key in ("pleased", "kinds", "answers"))
    yield row(
        "mood",
        right("pleased"),
        f"bag of words {percent(pleased['bag'])} %, "
        f"last quality {percent(pleased['last_quality'])} %",
    )
    word, left, both = (
        percent(kinds[way]["two_kinds"]) for way in ("word", "left_neighbour", "both_neighbours")
    )
    yield row(
        "kind of words of two kinds",
        right("two_kinds"),
        f"word {word} %, with left neighbour {left} %, with both {both} % (unseen threes cost it)",
    )
    hidden = span((run["accuracy"]["question_hidden"] for run in runs), percent)
    yield row(
        "answers",
        right("answers"),
        f"table {percent(answers['table'])} %, guess {percent(answers['chance'])} %; "
        f"question hidden {hidden} %",
    )
    yield row("*who* with a verb that the text does not have", right("other_verb"), "")
    for label, order in (
        ("the word that hurts most", "needed"),
        ("brightest of the class token, layer 1", "layer_1"),
        ("brightest of the class token, layer 2", "layer_2"),
        ("any word of the opinion", "random_of_opinion"),
        ("any word", "random"),
    ):
        cells = (percent(run["deletion"][order]["left_out"][0]) for run in runs)
        yield row(label, " / ".join(cells) + " %")
    yield (
        f"the encoders with one head {search('one_head', 'above_reverse')} %, with four heads "
        f"{search('four_heads', 'above_reverse')} %, untrained "
        f"{search('untrained', 'above_reverse')} %"
    )
    yield f"{search('one_head', 'first')} % (one head) and {search('four_heads', 'first')} % (four)"


def vision(found: Results) -> Iterator[str]:
    runs = found["variants"]["plain"]["runs"]
    gone = found["patches_blanked_for_one_number"]
    for label, blanked, exchanged in (
        ("rollout", "rollout", "rollout"),
        ("rollout of another image", "rollout of another image", "rollout of another image"),
        ("rollout, untrained", "rollout, untrained", "rollout, untrained"),
        ("attention, last layer", "last layer", "last layer"),
        ("most ink first", "ink", "ink"),
        ("random inked", "random inked", "random inked"),
        ("random", "random", "random"),
        ("yardstick", "one at a time", "one exchanged"),
    ):
        left = (
            mean(run[test][order]["answers"][gone] for run in runs)
            for test, order in (("deletion", blanked), ("exchange", exchanged))
        )
        yield row(label, *(percent(share) + " %" for share in left))
    ink = mean(run["with_ink"]["rollout"] for run in runs)
    yield f"negatively with ink ({ink:.2f})".replace("-", "−")


def second_language(found: Results) -> Iterator[str]:
    for label, arm, language in (
        ("German, French encoder frozen", "French encoder, frozen", "German"),
        ("German, untrained encoder frozen", "untrained encoder, frozen", "German"),
        ("German alone", "German alone", "German"),
        ("German, model of both", "both languages", "German"),
        ("French alone", "French alone", "French"),
        ("French, model of both", "both languages", "French"),
    ):
        ends = [run["scores"][language]["held_out"] for run in of(found["runs"], arm=arm)]
        asked = {
            kind: " ".join(short(end["pronouns"][kind]["right"]) for end in ends)
            for kind in ("French and German", language)
        }
        cells = (asked.get(kind, "") for kind in ("German", "French"))
        exact = " ".join(short(end["exact"], 3) for end in ends)
        yield row(label, exact, asked["French and German"], *cells)
    for shares in ("same_head", "other_head", "other_reading"):
        yield each((run["trained"]["overlap"] for run in found["both"]), shares, short)
    moved = (run["trained"]["moved"] for run in found["both"])
    yield " / ".join(f"{one['by_language'] / one['by_reading']:.1f}" for one in moved)
