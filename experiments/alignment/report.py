"""The measurements as a page: every number in ``README.md`` comes from ``results.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.results import write_results
from experiments.translator.recipe import COMMITTED_SEED, SEEDS
from experiments.translator.stored import run_paths
from explainer.files import write_whole

HERE = Path(__file__).parent


def write(results: dict[str, Any]) -> None:
    """Write ``results.json`` and ``README.md``."""
    write_results(HERE / "results.json", results, measured=run_paths().values())
    write_whole(HERE / "README.md", readme(results))


def readme(results: dict[str, Any]) -> str:
    """The experiment as Markdown."""
    n = results["counts"]
    lines = [
        "# Cross-attention: alignment, and what decides the pronoun",
        "",
        "This page is written by the run; edit `report.py`, not this file.",
        "",
        "```",
        f"{results['command']}     # {results['seconds']:.0f} s on one core",
        "```",
        "",
        f"Seed {COMMITTED_SEED} of each variant is the committed checkpoint; seeds "
        f"{' and '.join(str(seed) for seed in SEEDS if seed != COMMITTED_SEED)} are read from "
        "`build/train/translator/`, where `python3 run.py train translator` leaves them. Without "
        "them the run stops and changes nothing.",
        "",
        "## Is it an alignment?",
        "",
        f"{n['sentences']:,} held-out sentences with their right French (teacher forcing), "
        f"{n['words']:,} nouns, adjectives and verbs whose English word the lexicon gives, "
        f"{n['reordered']:,} of them reordered (another link of the sentence crosses theirs). A "
        "French word counts as right where the row that predicts it has its largest weight on "
        "that English word. A word with no English word or with several candidates is left out.",
        "",
        "| weights of | seed | layer 1, mean | layer 2, mean | both, mean | reordered, layer 2 | "
        "one row late | English shuffled |",
        "|---|---|---|---|---|---|---|---|",
        *(_alignment(run) for run in results["runs"]),
        "",
        "Controls: "
        + ", ".join(f"untrained {run['seed']}: {run['all']:.3f}" for run in results["untrained"])
        + "; "
        + ", ".join(f"{name}: {share['all']:.3f}" for name, share in results["baselines"].items())
        + '. "English shuffled" gives the model the English words in random order and lets the '
        "links follow the words.",
        "",
        "## What decides *il* or *elle*?",
        "",
        f"{results['minimal_pairs']} held-out minimal pairs (one adjective apart, the two pronouns "
        "different), each in both directions. The vector of one position of the encoder's output "
        "comes from the other sentence; the French before the pronoun stays. Control: the "
        "adjective's vector from a sentence of the same reading.",
        "",
        "| weights of | seed | n | adjective flips | any other position, at most | all but the "
        "adjective | control | weight on the adjective | largest weight = largest effect |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_exchange(run) for run in results["runs"]),
        "",
        f"{results['verb_pairs']} held-out pairs that differ in the verb alone (*did not catch the "
        "turtle because it was too slow*, *did not fear* …), exchanged in the same way:",
        "",
        "| weights of | seed | n | verb flips | adjective flips | any other position, at most | "
        "all but the adjective |",
        "|---|---|---|---|---|---|---|",
        *(_verbs(run) for run in results["runs"]),
        "",
        "Second exchange: the noun that *it* stands for becomes one of the other gender, in the "
        "English (its vector alone; all vectors), in the French already written, in both. Share of "
        "pronouns that flip:",
        "",
        "| weights of | seed | *it* is | n | its vector | all English | French | both |",
        "|---|---|---|---|---|---|---|---|",
        *(line for run in results["runs"] for line in _gender(run)),
        "",
        "## What did not work as expected",
        "",
        "The first exchange was meant to say where the pronoun's row gets its gender. It cannot: "
        "the two sentences of a pair hold the same nouns, so all that differs is the adjective. "
        "The second exchange was added for that.",
        "",
    ]
    return "\n".join(lines)


def _alignment(run: dict[str, Any]) -> str:
    shares = run["alignment"]
    numbers = [
        shares["layer 1"]["all"],
        shares["layer 2"]["all"],
        shares["mean"]["all"],
        shares["layer 2"]["reordered"],
        run["one_row_late"]["all"],
        run["shuffled_words"]["all"],
    ]
    return f"| {run['variant']} | {run['seed']} | " + " | ".join(f"{x:.3f}" for x in numbers) + " |"


def _exchange(run: dict[str, Any]) -> str:
    found = run["exchange"]
    adjective = found["slots"]["adjective"]
    numbers = [
        adjective["flips"],
        max(row["flips"] for slot, row in found["slots"].items() if slot != "adjective"),
        adjective["flips_all_but"],
        adjective["control_flips"],
        adjective["weight"],
        found["largest_weight_is_largest_effect"],
    ]
    return (
        f"| {run['variant']} | {run['seed']} | {found['n']} | "
        + " | ".join(f"{x:.3f}" for x in numbers)
        + " |"
    )


def _verbs(run: dict[str, Any]) -> str:
    found = run["verb_exchange"]
    slots = found["slots"]
    numbers = [
        slots["verb"]["flips"],
        slots["adjective"]["flips"],
        max(row["flips"] for slot, row in slots.items() if slot not in ("verb", "adjective")),
        slots["adjective"]["flips_all_but"],
    ]
    return (
        f"| {run['variant']} | {run['seed']} | {found['n']} | "
        + " | ".join(f"{x:.3f}" for x in numbers)
        + " |"
    )


def _gender(run: dict[str, Any]) -> list[str]:
    lines = []
    for reading, found in run["gender_exchange"].items():
        flips = found["flips"]
        names = (reading, "all English", "French", "all English and French")
        shares = " | ".join(f"{flips[name]:.3f}" for name in names)
        lines.append(
            f"| {run['variant']} | {run['seed']} | the {reading} | {found['n']} | {shares} |"
        )
    return lines
