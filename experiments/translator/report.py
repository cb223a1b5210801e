"""Turn the finished runs into ``results.json`` and the model card ``README.md``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.results import rounded, write_results
from experiments.translator import recipe, stored
from experiments.translator.controls import CUES, controls
from experiments.translator.data import ENGLISH, FRENCH
from experiments.translator.recipe import COMMITTED_SEED, VARIANTS
from explainer.files import write_whole
from explainer.tokenizer import SPECIAL

HERE = Path(__file__).parent

LIMITS = [
    "It knows the sentences of one small grammar and nothing else: no punctuation, no word "
    "outside its vocabulary, no sentence longer than the grammar makes.",
    "Which adjective speaks of the subject and which of the object after each verb is in the "
    "grammar, so choosing il or elle needs no knowledge of the world.",
    "French gender is the only trace that its reading of 'it' leaves.",
]


def write(paths: Sequence[Path]) -> None:
    """Write both files once every run is there; say which are missing otherwise."""
    missing = [path.name.split(".")[0] for path in paths if not path.exists()]
    if missing:
        print(f"results.json and README.md wait for: {', '.join(missing)}", flush=True)
        return
    runs = [json.loads(path.read_bytes()) for path in paths]
    looked_up = rounded(controls())
    results = {"command": "python3 run.py train translator", "runs": runs, "controls": looked_up}
    wrote = [*stored.all_committed(), *stored.checkpoints().values()]
    write_results(HERE / "results.json", results, wrote=wrote)
    write_whole(HERE / "README.md", readme(runs, looked_up))
    print("wrote results.json and README.md", flush=True)


def readme(runs: Sequence[dict[str, Any]], looked_up: dict[str, Any]) -> str:
    """The model card as Markdown; every number in it comes from the runs."""
    first = runs[0]
    versions = ", ".join(f"{name} {version}" for name, version in first["versions"].items())
    failed = [run for run in runs if min(run["exact_match"], run["pronoun"]["accuracy"]) < 0.99]
    lines = [
        "# Translator: model card",
        "",
        "An encoder-decoder transformer that turns the English of a small grammar into French.",
        "This page is written by the training run; edit `report.py`, not this file.",
        "",
        "```",
        "python3 run.py train translator     # all runs; goes on where it was interrupted",
        "```",
        "",
        "## What it is",
        "",
        f"- {first['parameters']:,} parameters: d_model {recipe.D_MODEL}, feed-forward "
        f"{recipe.D_FEED_FORWARD}, {recipe.ENCODER_LAYERS} encoder and {recipe.DECODER_LAYERS} "
        "decoder layers, pre-norm, sinusoidal positions, output tied to the French embedding. "
        f"{_heads()}; nothing else differs.",
        f"- {len(ENGLISH) - len(SPECIAL)} English and {len(FRENCH) - len(SPECIAL)} French words, "
        f"and {len(SPECIAL)} special tokens each.",
        f"- Trained on {first['sentences']:,} sentences drawn from the grammar "
        f"({first['steps']:,} steps of {first['sentences'] // first['steps']}), AdamW with "
        f"weight decay {first['weight_decay']}, peak rate {first['peak_rate']}, warm-up and cosine "
        "decay, one thread. "
        f"Versions: {versions}.",
        "- No sentence with a held-out noun pair was trained on; "
        f"{' and '.join(f'*{noun}*' for noun in recipe.NOUNS)} are one such pair. "
        "Nor was one with a pair kept for validation, on which the recipe was chosen.",
        "",
        "## What was measured",
        "",
        "Every run is measured as stored (fp16), decoding greedily with the NumPy library. "
        f"Exact match: {first['held_out_sentences']:,} held-out sentences, the whole French "
        f"sentence right. Pronoun: all {first['pronoun']['n']:,} held-out pronoun sentences over "
        f"{first['pronoun']['noun_pairs']} noun pairs never seen together; always writing the "
        f"same pronoun would score {first['pronoun']['always_the_same']:.3f}. "
        f"The committed checkpoints are seed {COMMITTED_SEED}, chosen before training.",
        "",
        "Validation, in the last columns, has sentences and noun pairs of its own. Verb pairs "
        "differ in the verb alone and need different pronouns: both must be right.",
        "",
        "| variant | seed | exact match | pronoun, unseen pairs | verb pairs, both right | last "
        "loss (nats a token) | CPU seconds | validation: exact | pronoun |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(run) for run in runs),
        "",
        "Runs below .99 on either score: "
        + (", ".join(f"{run['variant']} seed {run['seed']}" for run in failed) or "none")
        + ".",
        "",
        "## What needs no translator",
        "",
        *_controls(looked_up),
        "",
        f"Exact match by kind of sentence (seed {COMMITTED_SEED} of each variant):",
        "",
        *_kinds(runs),
        "",
        "Held-out exact match while training (200 sentences):",
        "",
        *_curves(runs),
        "",
        "## Limits",
        "",
        *(f"- {limit}" for limit in LIMITS),
        "",
        "## What failed",
        "",
        *_notes(),
    ]
    return "\n".join(lines)


def _heads() -> str:
    """Which variant has how many heads."""
    first, *others = VARIANTS.items()
    return ", ".join(
        [f"`{first[0]}` has {first[1]} heads", *(f"`{name}` has {n}" for name, n in others)]
    )


def _notes() -> list[str]:
    """What was learned on the way: written by hand, in ``notes.md``."""
    return [*(HERE / "notes.md").read_text(encoding="utf-8").splitlines(), ""]


def _row(run: dict[str, Any]) -> str:
    pronoun, validation = run["pronoun"], run["validation"]
    return (
        f"| {run['variant']} | {run['seed']} | {run['exact_match']:.4f} "
        f"| {pronoun['accuracy']:.4f} | {pronoun['verb_pairs']['both_right']:.4f} "
        f"| {run['loss_curve'][-1][1]:.4f} | {run['seconds']:.0f} "
        f"| {validation['exact_match']:.4f} | {validation['pronoun']['accuracy']:.4f} |"
    )


def _controls(looked_up: dict[str, Any]) -> list[str]:
    """How far single words get: the reading needs the verb and the adjective."""
    reading, pronoun = looked_up["reading"], looked_up["pronoun"]
    return [
        f"Fitted on {looked_up['fitted_on']:,} pronoun sentences of the training side. Reading: is "
        f"*it* the subject, in the {reading['n']:,} held-out pronoun sentences whose nouns differ "
        f"in gender. Pronoun: *il* or *elle*, in all {pronoun['n']:,}.",
        "",
        "| the most frequent answer for | reading | pronoun |",
        "|---|---|---|",
        *(f"| {cue} | {reading[cue]:.3f} | {pronoun[cue]:.3f} |" for cue in CUES),
        f"| linear, on the bag of words | {reading['bag of words']:.3f} "
        f"| {pronoun['bag of words']:.3f} |",
    ]


def _kinds(runs: Sequence[dict[str, Any]]) -> list[str]:
    firsts = [run for run in runs if run["seed"] == COMMITTED_SEED]
    header = "| kind | n | " + " | ".join(run["variant"] for run in firsts) + " |"
    rows = [
        f"| {kind} | {firsts[0]['by_kind'][kind]['n']} | "
        + " | ".join(f"{run['by_kind'][kind]['exact_match']:.4f}" for run in firsts)
        + " |"
        for kind in firsts[0]["by_kind"]
    ]
    return [header, "|---|---|" + "---|" * len(firsts), *rows]


def _curves(runs: Sequence[dict[str, Any]]) -> list[str]:
    steps = [step for step, _ in runs[0]["exact_match_curve"]]
    header = "| step | " + " | ".join(f"{run['variant']} {run['seed']}" for run in runs) + " |"
    rows = [
        f"| {step} | "
        + " | ".join(f"{run['exact_match_curve'][index][1]:.3f}" for run in runs)
        + " |"
        for index, step in enumerate(steps)
    ]
    return [header, "|---|" + "---|" * len(runs), *rows]


if __name__ == "__main__":
    write([path.with_suffix(".result.json") for path in stored.checkpoints().values()])
