"""The README of this experiment, written by the run from its results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from experiments.translator.recipe import COMMITTED_SEED, STEPS
from explainer.files import write_whole


def write(content: dict[str, Any], path: Path) -> None:
    """Write the results as tables that people read."""
    parts = (_head, _writing, _timing, _limits)
    write_whole(path, "\n".join([*(line for part in parts for line in part(content)), ""]))


def _head(content: dict[str, Any]) -> list[str]:
    return [
        "# How the translator writes",
        "",
        "This page is written by the run; edit `report.py`, not this file.",
        "",
        "```",
        f"{content['command']}     # {content['cpu_seconds']:.0f} s of processor time, one thread",
        "```",
        "",
        "Nothing is trained. *finished* is the translator; *early* is the one-head variant, seed "
        f"{COMMITTED_SEED}, after {content['early_step']} of its {STEPS:,} updates. Always the "
        f"same held-out sentences; sampling with seeds {content['seeds'][0]} to "
        f"{content['seeds'][-1]}.",
        "",
    ]


def _writing(content: dict[str, Any]) -> list[str]:
    lines = [
        f"## How sure is it? ({content['sentences']['certainty']} sentences, right French given)",
        "",
        "| model | steps | mean bits | most bits | largest probability ≥ 0.99 | right |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in content["models"].items():
        sure = found["certainty"]
        lines.append(
            f"| {name} | {sure['steps']:,} | {sure['mean_bits']:.4f} | {sure['most_bits']:.3f} | "
            f"{sure['share_above_99']:.1%} | {sure['right']:.1%} |"
        )
    lines += [
        "",
        f"## Exact translations by temperature ({content['sentences']['sampled']} sentences, "
        f"mean over {len(content['seeds'])} seeds, smallest and largest in brackets)",
        "",
        "| model | way | "
        + " | ".join(
            f"{row['temperature']:g}" for row in content["models"]["finished"]["sampled"]["plain"]
        )
        + " |",
        "|---|---|" + "---|" * len(content["models"]["finished"]["sampled"]["plain"]),
    ]
    for name, found in content["models"].items():
        for way in ("plain", "top_k", "top_p"):
            cells = [
                f"{np.mean(row['exact']):.1%} ({min(row['exact']):.0%} to {max(row['exact']):.0%})"
                for row in found["sampled"][way]
            ]
            lines.append(f"| {name} | {way} | {' | '.join(cells)} |")
        lines.append(f"| {name} | greedy | {found['sampled']['greedy']:.1%} |")
    lines += [
        "",
        f"## Beam search ({content['sentences']['beam']} sentences)",
        "",
        "| model | width | same as greedy | exact | more probable | less probable | repaired | "
        "spoilt | words |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, found in content["models"].items():
        lines += [
            f"| {name} | {row['width']} | {row['same_as_greedy']:.1%} | {row['exact']:.1%} | "
            f"{row['more_probable']:.1%} | {row['less_probable']:.1%} | {row['repaired']} | "
            f"{row['spoilt']} | {row['mean_words']:.2f} |"
            for row in found["beams"]
        ]
    return lines


def _timing(content: dict[str, Any]) -> list[str]:
    same = content["cache"]
    lines = [
        "",
        "## The cache",
        "",
        f"Largest difference between scores with and without it: {same['difference']:.1e}, over "
        f"{same['steps']:,} steps of {same['sentences']} sentences. Processor time of one step, "
        "milliseconds, median of repeats:",
        "",
        "| model | length | with | without | ratio |",
        "|---|---|---|---|---|",
    ]
    for name, found in content["timing"].items():
        for row in found["steps"]:
            kept, whole = (1000 * float(np.median(row[key])) for key in ("cached", "uncached"))
            lines.append(
                f"| {name} | {row['length']} | {kept:.2f} | {whole:.2f} | {whole / kept:.1f} |"
            )
    lines += [
        "",
        "A text of given words in one pass, and the same number of words one after the other:",
        "",
        "| model | words | one pass | one by one | ratio |",
        "|---|---|---|---|---|",
    ]
    for name, found in content["timing"].items():
        for row in found["whole"]:
            once, each = (1000 * float(np.median(row[key])) for key in ("one_pass", "one_by_one"))
            lines.append(
                f"| {name} | {row['length']} | {once:.1f} | {each:.1f} | {each / once:.1f} |"
            )
    return lines


def _limits(content: dict[str, Any]) -> list[str]:
    """What the numbers cannot say."""
    widest = max(content["models"]["finished"]["beams"], key=lambda row: row["width"])
    return [
        "",
        "## What did not work, and limits",
        "",
        f"- The finished translator tells no ways of searching apart: with {widest['width']} beams "
        f"{widest['same_as_greedy']:.1%} of its sentences are what greedy decoding writes. "
        "What beams are worth shows on the early model alone.",
        "- Of each sentence one translation counts as right: exact match rewards certainty. What "
        "sampling is for, variety, is not measured.",
        "- Times are of this implementation in NumPy on one thread.",
    ]
