"""README.md of this experiment, from its results."""

from typing import Any

import numpy as np

SHOWN = {
    "encoder": ("evenness", "previous", "itself", "next", "first", "duplicates"),
    "decoder": ("evenness", "previous", "itself", "first", "duplicates"),
    "cross": ("evenness", "first", "last", "to write", "just read"),
}


def text(results: dict[str, Any]) -> str:
    """The whole page."""
    return f"""# What does each head do, over many sentences?

```
{results["command"]}
```

This page is written by the run; edit `readme.py`, not this file.

Every head of the translator, seeds {", ".join(map(str, results["seeds"]))}, on {results["sentences"]} held-out sentences with their right French (teacher forcing), the same sentences on which `experiments/head_removal` reports exact match. Statistics from `explainer.inspect`, one number a head and sentence, then the mean over sentences. {results["cpu_seconds"]} s of processor time; {", ".join(f"{name} {version}" for name, version in results["versions"].items())}.

- evenness: a row's entropy over the largest it could have (log2 of what the mask allows); rows without a choice are left out.
- to write, just read: weight on the English word that the lexicon gives for the French word which the row predicts, or which it reads; {results["content_words"]:,} nouns, adjectives and verbs in {results["with_links"]} of the sentences.
- duplicates: only sentences that repeat a word, {results["with_repeats"]["english"]} (English), {results["with_repeats"]["french"]} (French).
- Controls: {len(results["untrained"])} random starts of the same shapes; every row's weights moved to random places ({results["row_shuffles_a_sentence"]} draws a sentence); the sentence's words in random order (English for the encoder and cross-attention, French for the decoder's self-attention).

Layers and heads are counted from 0 here, as in the code. A cell: the four heads, seed by seed; then means over heads and seeds of the controls: random weights / rows shuffled / words shuffled.

{_statistics(results)}

## Do the numbers of the heads mean anything?

Two trainings, one attention: pair the four heads of one with the four of the other. Of all 24 ways, how many are better than pairing equal numbers (weight placed alike)? If numbers mean nothing, 11.5 on average.

{_numbering(results)}

## A head chosen on one sentence

On one sentence, take the encoder head with the most weight on the previous, the same, the next word. How much has it there, and on the {results["sentences"] - 1} other sentences?

{_picked(results)}

## Choices, and what did not work

- Entropy in bits depends on the sentence's length and, under a causal mask, on the row. Only evenness compares heads of different kinds.
- Sentences of the grammar are short ({_lengths(results)} English words in the running one). An even head has a seventh of its weight on each neighbour of a seven-word sentence: without the shuffled rows beside it, that reads like a role.
"""  # noqa: E501


def _lengths(results: dict[str, Any]) -> int:
    return len(results["running"]["english"])


def _statistics(results: dict[str, Any]) -> str:
    seeds = " | ".join(f"seed {seed}" for seed in results["seeds"])
    lines = [
        f"| attention | statistic | {seeds} | random / rows / words |",
        "|---|---|" + "---|" * (len(results["seeds"]) + 1),
    ]
    for layer in results["sub_layers"]:
        for key in SHOWN["cross" if "cross" in layer else layer.split(".")[0]]:
            cells = [_numbers(model["mean"][layer][key]) for model in results["models"]]
            controls = [
                np.mean([m["mean"][layer][key] for m in results["untrained"]]),
                np.mean([m["rows_shuffled"][layer][key] for m in results["models"]]),
                np.mean([m["words_shuffled"][layer][key] for m in results["models"]]),
            ]
            beside = " / ".join(f"{number:.2f}" for number in controls)
            lines.append(f"| {layer} | {key} | {' | '.join(cells)} | {beside} |")
    return "\n".join(lines)


def _numbers(row: list[float]) -> str:
    return " ".join(f"{number:.2f}" for number in row)


def _numbering(results: dict[str, Any]) -> str:
    lines = [
        "| attention | seeds | equal numbers | mean of 24 | best | better than equal |",
        "|---|---|---|---|---|---|",
    ]
    for row in results["numbering"]:
        first, second = row["seeds"]
        lines.append(
            f"| {row['sub_layer']} | {first}, {second} | {row['same_number']:.3f} | "
            f"{row['mean_of_all']:.3f} | {row['best']:.3f} | {row['better_than_same']} |"
        )
    mean = np.mean([row["better_than_same"] for row in results["numbering"]])
    return "\n".join(lines) + f"\n\nMean of the last column: {mean:.1f}."


def _picked(results: dict[str, Any]) -> str:
    lines = ["| weights | statistic | there | elsewhere | same winner |", "|---|---|---|---|---|"]
    for title, models in (("trained", results["models"]), ("random", results["untrained"])):
        for model in models:
            for key, row in model["picked"].items():
                lines.append(
                    f"| {title}, seed {model['seed']} | {key} | {row['there']:.3f} | "
                    f"{row['elsewhere']:.3f} | {row['same_winner']:.0%} |"
                )
    return "\n".join(lines)
