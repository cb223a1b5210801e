"""What the READMEs say about small models that answer one question, again from their results.

One function an experiment: the rows of its tables, and phrases of its text that hold numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean, median

from tests.experiments.readme_words import Results, brief, each, fixed, of, row, short, span, spread


def copy_codes(found: Results, recall: Results) -> Iterator[str]:
    copied = [run for run in recall["runs"] if run["task"] == "copy"]
    for label, runs in (
        ("sinusoidal (`experiments/recall`)", of(copied, model="sinusoidal")),
        ("ALiBi, four heads", of(found["copy"], code="alibi")),
        ("rotary", of(found["copy"], code="rotary")),
        ("shifted", of(found["copy"], code="shifted")),
        ("none (`experiments/recall`)", of(copied, model="none")),
        ("LSTM (`experiments/recall`)", of(copied, model="lstm")),
    ):
        lengths = [run["by_length"] for run in runs]
        yield row(label, *(each(lengths, n, short, " ") for n in ("24", "32", "48")))
    last = [run["loss_curve"][-1][1] for run in found["copy"] if run["code"] != "alibi"]
    yield f"{span(last, fixed(2))} nats at the end"
    far = [run["by_length"]["64"] for run in of(found["recall"], code="rotary")]
    yield f"rotary {span(far, short)}"


def distance_gradients(found: Results) -> Iterator[str]:
    for label, model in (
        ("attention", "attention"),
        ("LSTM, open forget gate", "lstm_open"),
        ("LSTM", "lstm"),
        ("tanh RNN", "rnn"),
    ):
        fresh = list(found["untrained"][model].values())
        marked = [one["marked"][-1] / one["marked"][0] for one in fresh]
        trained = of(found["trained"], model=model)
        yield row(
            label,
            f"{brief(median(marked))} ({brief(min(marked))} to {brief(max(marked))})",
            brief(median(one["other"][-1] / one["other"][0] for one in fresh)),
            ", ".join(brief(one["marked"][-1] / one["marked"][0]) for one in trained),
            f"{min(share for one in trained for share in one['right']):.2f}",
        )


def in_context(found: Results) -> Iterator[str]:
    for label, layer, when in (
        ("layer 2's head", 1, "heads"),
        ("layer 1's head", 0, "heads"),
        ("layer 2's head, untrained", 1, "untrained"),
    ):
        heads = [run[when][layer] for run in found["runs"]]
        means = (mean(head[key] for head in heads) for key in ("matching", "copying"))
        yield row(label, *(short(one) for one in means))


def induction(found: Results) -> Iterator[str]:
    reads = {
        "one-head": "text and repeated random tokens, half and half",
        "four-heads": "the same",
        "one-layer": "the same",
        "text-only": "text",
        "no-repeats": "text and random tokens, never repeated",
    }
    for variant, text in reads.items():
        runs = of(found["runs"], variant=variant)
        seeds = ", ".join(str(run["seed"]) for run in runs)
        sizes = (f"{runs[0]['n_heads']}", f"{runs[0]['layers']}")
        yield row(f"`{variant}`", *sizes, text, seeds)
        ends = [run["final"] for run in runs]
        score = mean(max(share for layer in end["induction"] for share in layer) for end in ends)
        right = mean(end["random"]["second_accuracy"] for end in ends)
        twice = [
            short(mean(end["text_twice"][f"{copy}_accuracy"] for end in ends))
            for copy in ("first", "second")
        ]
        label = f"`{variant}`" + (" (best head)" if variant == "four-heads" else "")
        yield row(label, short(score), short(right), ", ".join(twice))


def modern_block(found: Results) -> Iterator[str]:
    names = {
        "paper": "paper",
        "rms_norm": "RMSNorm",
        "swiglu": "SwiGLU",
        "rotary": "rotary",
        "shared_keys": "shared keys and values",
        "no_biases": "no biases",
        "all_five": "all five",
    }
    first = of(found["runs"], block="paper")
    for block, label in names.items():
        runs = of(found["runs"], block=block)
        gains = ", ".join(
            short(old["loss"] - new["loss"], 3) for old, new in zip(first, runs, strict=True)
        )
        yield row(
            label,
            f"{runs[0]['parameters']:,}",
            each(runs, "loss", fixed(3), ", "),
            "" if block == "paper" else gains,
            f"{mean(run['loss_beyond'] for run in runs):.2f}",
        )


def recall(found: Results) -> Iterator[str]:
    for task, lengths, models in (
        (
            "recall",
            ("2", "8", "24", "48", "64"),
            (
                ("attention, no positions", "none", 1, 500),
                ("attention, sinusoidal", "sinusoidal", 1, 500),
                ("LSTM", "lstm", 1, 500),
                ("GRU", "gru", 1, 500),
                ("LSTM, 4 × steps", "lstm", 1, 2000),
                ("GRU, 4 × steps", "gru", 1, 2000),
                ("LSTM, 16 × steps", "lstm", 1, 8000),
                ("LSTM, 4 × width, 4 × steps", "lstm", 4, 2000),
            ),
        ),
        (
            "copy",
            ("8", "16", "24", "32", "48"),
            (
                ("attention, sinusoidal", "sinusoidal", 1, 2000),
                ("attention, no positions", "none", 1, 2000),
                ("LSTM", "lstm", 1, 2000),
            ),
        ),
    ):
        for label, model, wider, steps in models:
            runs = of(found["runs"], task=task, model=model, wider=wider, steps=steps)
            yield row(
                label,
                f"{runs[0]['parameters']:,}",
                f"{mean(run['train_cpu_seconds'] for run in runs):.0f}",
                *(short(mean(run["by_length"][n] for run in runs)) for n in lengths),
            )


def recall_converged(found: Results) -> Iterator[str]:
    for label, model, wider in (
        ("attention", "none", 1),
        ("LSTM, as many parameters", "lstm", 1),
        ("LSTM, 4 times as wide", "lstm", 4),
    ):
        runs = of(found["runs"], model=model, wider=wider)
        lengths = (spread(run["by_length"][n] for run in runs) for n in ("2", "8", "24", "64"))
        steps = f"{mean(run['steps'] for run in runs):,.0f}"
        yield row(label, f"{runs[0]['parameters']:,}", steps, *lengths)
    columns = (("lstm", 1, 0), ("lstm", 1, 2), ("lstm", 4, 0), ("lstm", 4, 2), ("none", 1, 0))
    for rate in sorted({trial["rate"] for trial in found["trials"]}):
        cells = []
        for model, wider, bias in columns:
            tried = of(found["trials"], model=model, wider=wider, forget_bias=bias, rate=rate)
            loss = tried[0]["validation_loss"] if tried else None
            cells.append("" if loss is None else f"{loss:.{4 if model == 'none' else 2}f}")
        yield row(f"{rate:g}", *cells)


def cost(found: Results) -> Iterator[str]:
    yield f"at {found['crossover']['256']:.0f} and {found['crossover']['64']:.0f} (`crossover`)"


def positions(found: Results) -> Iterator[str]:
    yield f"all {found['translators']['roles']} pairs of held-out sentences"


def training(found: Results) -> Iterator[str]:
    moments = {one["step"]: one for one in found["moments"]}
    made = [moments[step] for step in moments if 200 <= step <= 1400]
    times = [one["edits_written"] / one["mistakes_given"] for one in made]
    yield f"own words cost {span(times, fixed(1))} times the mistakes"
    yield f"{short(moments[200]['alignment']['layer 2']['all'])} in layer 2 at step 200"
    below = [
        str(step)
        for step, one in moments.items()
        if round(one["exact_match"], 2) < round(one["if_independent"], 2)
    ]
    yield f"At steps {' and '.join(below)} it lies below"


def word_vectors(found: Results) -> Iterator[str]:
    text, shuffled = (
        [run["correlation"] for run in found["runs"][kind]] for kind in ("text", "shuffled")
    )
    yield f"{found['text_words']:,} words, {found['vocabulary']:,} different ones"
    yield f"Rank correlation {span(text, fixed(2))}; {max(map(abs, shuffled)):.2f} at most in size"
