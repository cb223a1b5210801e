"""What the READMEs say about translators and what is made of them, again from their results.

One function an experiment: the rows of its tables, and phrases of its text that hold numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from tests.experiments.readme_words import Results, each, fixed, of, percent, row, short, span

VARIANTS = ("translator", "translator-one-head")


def context(found: Results) -> Iterator[str]:
    models = found["models"]
    trained = {name: model for name, model in models.items() if name != "untrained"}
    best = sorted(max(model["read_out"][-1]) for model in trained.values())
    yield f"{span(best[:-1], short)} in five trained models and {short(best[-1])} in one"
    at_it = [model["read_out"][-1][found["form"].index("it")] for model in trained.values()]
    yield f"At *it*: at most {short(max(at_it))}"
    kept = [share for model in trained.values() for share in model["keeps_word"][:-1]]
    ends = [model["keeps_word"][-1] for model in trained.values()]
    yield f"At least {short(min(kept), 3)}"
    yield f"{span(ends, short)} at the output"
    moved = [model["change"][-1][found["form"].index("it")] for model in trained.values()]
    yield f"by {span(moved, short)} of its length"
    for part, words in (
        (
            "self-attention, layer 2",
            "{} of the sentences with four heads are right and {} with one",
        ),
        ("self-attention, both", "{} and {}"),
    ):
        shares = [
            [
                model["removal"][part]["exact_match"]
                for name, model in trained.items()
                if name.startswith(f"{variant} seed")
            ]
            for variant in VARIANTS
        ]
        yield words.format(*(span(one, short) for one in shares))
    without = [one["removal"]["feed-forward, both"]["exact_match"] for one in trained.values()]
    yield f"{span(without, short)} in the six models"


def explanation(found: Results) -> Iterator[str]:
    yield row(
        "`cases.py`",
        f"the sentences, their partners of the other reading, {found['swaps']:,} swaps of one word",
    )
    groups = [of(found["runs"], variant=variant) for variant in VARIANTS]
    every = [run for group in groups for run in group]

    def told(method: str) -> list[float]:
        return [run["adjective"][method]["told apart"] for run in every]

    def of_each(path: str, *keys: str) -> list[str]:
        lists = []
        for group in groups:
            numbers = []
            for run in group:
                one = run[path]
                for key in keys:
                    one = one[key]
                numbers.append(short(one))
            lists.append(", ".join(numbers))
        return lists

    yield f"told apart: {span(told('attention, all heads'), short)} over all heads"
    yield f"Swaps: {span(told('word swapped'), short)}."
    yield f"Gradients: {span(told('gradient norm'), short)}"
    four, one = of_each("agreement", "attention, all heads | word swapped", "mean")
    yield f"{four} (four heads), {one} (one head)"
    decides = {
        method: [run["top"][method]["decides"] for run in every]
        for method in ("attention, all heads", "gradient norm", "mean vector")
    }
    yield (
        f"{span(decides['attention, all heads'], short)} of the sentences for attention over all "
        f"heads, {span(decides['gradient norm'], short)} for the gradient, "
        f"{span(decides['mean vector'], short)} for the mean vector"
    )
    four, one = of_each("other_weights", "kinds", "other reading's", "right, genders differ")
    yield f"{four} of the pronouns right with four heads, {one} with one"
    four, one = of_each("without_encoder_attention", "pronoun_right")
    yield f"{four} of the pronouns are right with four heads and {one} with one"
    whole = groups[0]
    costs = [run["right"] - head["right"] for run in whole for head in run["heads"]]
    yield f"{sum(cost < 0.01 for cost in costs)} of the {len(costs)} heads of the four-head models"


def fine_tuning(found: Results) -> Iterator[str]:
    rest = {
        "bag of words": "bag of words",
        "untrained encoder, read-out": "untrained encoder, read-out",
        "from scratch, 1e-3": "from scratch",
        "from scratch, 3e-3": "from scratch, higher rate",
        "trained encoder, read-out": "trained encoder, read-out",
        "fine-tuned": "fine-tuned",
    }
    arms = {
        "look-up of the last word": "look-up of the last word",
        "mean of trained rows, linear": "mean of trained rows",
        "look-up of verb and adjective": "look-up of verb and adjective",
        "mean of untrained rows, hidden layer": "mean of untrained rows, hidden layer",
        "mean of trained rows, hidden layer": "mean of trained rows, hidden layer",
        "trained table, new layers": "trained table, new layers",
        "fine-tuned, labels shuffled": "fine-tuned, labels shuffled",
        **rest,
    }
    for task, names in (("antecedent", arms), ("odd", rest)):
        for label, arm in names.items():
            cells = []
            for n in (8, 32, 128, 512):
                runs = [run["accuracy"] for run in of(found["runs"], task=task, arm=arm, n=n)]
                tests = (percent(mean(run[test] for run in runs)) for test in runs[0])
                cells.append(" / ".join(tests))
            yield row(label, *cells)


def memories(found: Results) -> Iterator[str]:
    columns = [
        [layer for model in found[kind] for layer in model["layers"]]
        for kind in ("models", "untrained")
    ]
    for label, *keys in (
        ("agreement", "agrees"),
        ("agreement with the word of another cell", "agrees_with_another"),
        ("rows that read alike / go on alike", "reads_alike", "writes_alike"),
        ("random rows that go on alike", "random_rows_write_alike"),
    ):
        cells = (
            " / ".join(short(mean(layer["mean"][key] for layer in layers)) for key in keys)
            for layers in columns
        )
        yield row(label, *cells)
    trained, untrained = columns
    clear, cells = (sum(layer[key] for layer in trained) for key in ("clear", "live"))
    yield f"{percent(clear / cells)} in a hundred cells are clear"
    clear, cells = (sum(layer[key] for layer in untrained) for key in ("clear", "live"))
    yield f"Without training {clear} of {cells:,} are"


def recurrent_translator(found: Results) -> Iterator[str]:
    for label, model in (
        ("GRU", "plain"),
        ("GRU with attention", "attention"),
        ("transformer (once)", "transformer"),
    ):
        runs = of(found["runs"], model=model)
        columns = (
            [run["exact_match"] for run in runs],
            [run["by_length"][0] for run in runs],
            [run["by_length"][-1] for run in runs],
            [run["pronoun"] for run in runs],
        )
        yield row(
            label,
            *((span(one, percent) if len(one) > 1 else percent(one[0])) + " %" for one in columns),
        )
    tried = ", ".join(f"{rate:g} {100 * right:.1f} %" for rate, right in found["tried"])
    yield f"validation sentences: {tried}"


def robustness(found: Results) -> Iterator[str]:
    kinds = {
        "a word doubled": "doubled",
        "two neighbours exchanged": "exchanged",
        "another word of its kind": "replaced",
        "any other word": "random word",
        "a word left out": "dropped",
        "all five": "all kinds",
    }

    def points(share: float) -> str:
        return f"{100 * share:.1f}".replace("-", "−")

    whole = [model["unchanged"]["lexemes"]["share"] for model in found["models"]]
    yield row("nothing changed", percent(min(whole)), percent(max(whole)), "0", "", "")
    for label, kind in kinds.items():
        cells = []
        for variant in VARIANTS:
            shares = [
                (model["kinds"][kind] if kind in model["kinds"] else model[kind])["all"]["share"]
                for model in of(found["models"], variant=variant)
            ]
            least, most = (
                points(one).replace("100.0", "100") for one in (min(shares), max(shares))
            )
            cells.append(f"{points(mean(shares))} ({least}, {most})")
        apart = found["difference"]["all"][kind]
        sign = "+" if apart["mean"] > 0 else ""
        over = (
            " to ".join(points(one).replace("−0.0", "0.0") for one in apart[way])
            for way in ("over_sentences", "over_seeds")
        )
        yield row(label, *cells, sign + points(apart["mean"]), *over)


def scaling(found: Results) -> Iterator[str]:
    for scoring in ("scaled", "folded", "unscaled"):
        one, four = (of(found["translators"], scoring=scoring, heads=heads) for heads in (1, 4))
        cells = (
            each(runs, "exact_match", lambda share: f"{100 * share:.1f}") for runs in (one, four)
        )
        yield row(scoring, *(cell or "not run" for cell in cells))
    for scorer, cost in found["look_up"]["costs"].items():
        runs = of(found["look_up"]["runs"], scorer=scorer)
        yield row(
            scorer,
            *(
                each(of(runs, task=task), "accuracy", lambda share: f"{100 * share:.1f}")
                for task in ("names", "turned")
            ),
            f"{runs[0]['parameters']:,}",
            f"{cost['fastest_milliseconds']:.2f}",
        )


def warm_up(found: Results) -> Iterator[str]:
    for rate in found["peak_rates"]:
        for norm in ("pre", "post"):
            runs = of(found["runs"], norm=norm, peak_rate=rate)
            cells = (
                each(
                    [run for run in runs if bool(run["warm_up"]) == warm],
                    "held_out_loss",
                    fixed(2),
                    ", ",
                )
                for warm in (True, False)
            )
            yield row(norm, f"{rate:g}", *cells)
