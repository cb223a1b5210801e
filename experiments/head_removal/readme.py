"""The experiment's README, written from its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

FREE = 0.01  # a head is called free if its removal costs less than this share of sentences


def text(results: dict[str, Any]) -> str:
    """The README as Markdown; every number in it comes from the results."""
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    lines = [
        "# What does removing a head cost?",
        "",
        "```",
        f"{results['command']}",
        "```",
        "",
        "This page is written by the run; edit `readme.py`, not this file.",
        "",
        "A head is removed by setting its rows of the output projection to zero: it still attends, "
        "but adds nothing to the residual stream. Nothing is trained again.",
        "",
        f"- Exact match: {results['sentences']} held-out sentences, the whole French sentence "
        f"right. Pronoun: {results['pronoun_sentences']} held-out pronoun sentences, *il* or "
        "*elle* right.",
        f"- Greedy order: again and again the head whose removal raises the loss least, on "
        f"{results['choosing_sentences']} other held-out sentences. Random: "
        f"{results['random_orders']} orders, seeds 0 to {results['random_orders'] - 1}.",
        "- Layers and heads are counted from 0, as in the code.",
        "- Control: the head is replaced by what it adds on average (its mean over the tokens of "
        "the choosing sentences), so that only what varies is lost.",
        f"- {results['cpu_seconds']:.0f} s of processor time in all; {versions}.",
        f"- Not measured, weights not found: {', '.join(results['not_measured']) or 'none'}.",
        "",
        "## One head removed",
        "",
        f"Free: costs less than {FREE:.0%} of the sentences.",
        "",
        "| variant | seed | whole: exact | pronoun | heads | free | free, mean instead "
        "| worst head | exact without it |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_single(model) for model in results["models"]),
        "",
        "## One after the other",
        "",
        "Exact match with that many heads removed; random: mean of the orders (lowest to highest).",
        "",
        *_curves(results["models"]),
        "",
        "## Choices, and what did not work",
        "",
        "- The greedy order follows the loss, not exact match: once exact match is zero all heads "
        "tie and the rest of the order would be arbitrary.",
        "- A removed head of the one-head variant is a whole attention: four times as many "
        "features as a head of the other variant. The two kinds of row compare how the models "
        "break, not equal removals.",
        "- `explainer.load` cannot read the files of seeds 1 and 2: beside the weights training "
        "leaves its measurements, not config and words. They are read with the header of seed 0.",
        "- Random orders differ much from one another; five a model show the range, not a "
        "precise mean.",
        "",
    ]
    return "\n".join(lines)


def _single(model: dict[str, Any]) -> str:
    whole, rows = model["whole"], model["single"]
    free = sum(whole["exact"] - row["exact"] < FREE for row in rows)
    mean = sum(whole["exact"] - row["mean_instead"] < FREE for row in rows)
    worst = min(rows, key=lambda row: row["exact"])
    return (
        f"| {model['variant']} | {model['seed']} | {whole['exact']:.3f} | {whole['pronoun']:.3f} "
        f"| {len(rows)} | {free} | {mean} | {worst['sub_layer']} {worst['head']} "
        f"| {worst['exact']:.3f} |"
    )


def _curves(models: Sequence[dict[str, Any]]) -> list[str]:
    counts = [1, 2, 3, 4, 6, 8, 12, 16, 24]
    header = "| variant | seed | order | " + " | ".join(str(count) for count in counts) + " |"
    lines = [header, "|---|---|---|" + "---|" * len(counts)]
    for model in models:
        at = {count: index for index, count in enumerate(model["greedy"]["removed"])}
        greedy = [f"{model['greedy']['exact'][at[c]]:.3f}" if c in at else "" for c in counts]
        spread = []
        for count in counts:
            values = [one["exact"][at[count]] for one in model["random"]] if count in at else []
            spread.append(
                f"{sum(values) / len(values):.3f} ({min(values):.2f}–{max(values):.2f})"
                if values
                else ""
            )
        for name, cells in (("greedy", greedy), ("random", spread)):
            lines.append(f"| {model['variant']} | {model['seed']} | {name} | {' | '.join(cells)} |")
    return lines
