"""The experiment's README, written from its results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def text(results: dict[str, Any]) -> str:
    """The README as Markdown; every number in it comes from the results."""
    origin = results["origin"]
    installed = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    voices = " and ".join(f"{voice} at {pace} words a minute" for voice, pace in results["voices"])
    same = sum(_plain(one["text"]) == _plain(one["written"]) for one in results["written"])
    lines = [
        "# Where in the sound do the heads of a published speech model look?",
        "",
        "```",
        results["command"],
        "```",
        "",
        "This page is written by the run; edit `report.py`, not this file.",
        "",
        f"- Model: {origin['model']}, licence of the weights {origin['licence']}. Read as files "
        f"from the package {origin['package']} {origin['version']}, pinned by its hash in "
        "`requirements.txt` (its code is not run). "
        f"SHA-256 of `{origin['file']}`: `{origin['sha256']}`.",
        f"- {results['cpu_seconds']:.0f} s of processor time; {installed}.",
        "- Speech: **synthetic**, spoken by eSpeak NG, which says when each word begins; voices "
        f"{voices}. {results['sentences']} sentences of `experiments/minilm/pairs.json`, "
        f"{results['recordings']} recordings, {results['units']} units (words; what the "
        "synthesiser speaks as one, such as *did not*, is one). No sound is kept here. eSpeak NG "
        "(GPL-3.0-or-later) is used as a program; nothing of it is part of this repository.",
        "- The decoder is given the right text. The row that predicts a unit's tokens is a hit "
        f"where its largest weight, over all 30 seconds, lies within {results['tolerance']} s of "
        "the time in which the unit is spoken.",
        f"- Left alone, the model writes {same} of {results['recordings']} sentences exactly "
        "(letters only).",
        *_compared(),
        "- Layers and heads are counted from 0, as in the code.",
        "",
        "| layer | head | listed for timing | hits | hits, no tolerance | hits with a pause "
        "| units exchanged | follows the pause |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for head in range(len(results["plain"])):
        layer, number = divmod(head, results["heads_per_layer"])
        listed = "yes" if head in results["listed"] else ""
        numbers = " | ".join(
            f"{results[name][head]:.3f}"
            for name in ("plain", "exact", "paused", "exchanged", "moved")
        )
        lines.append(f"| {layer} | {number} | {listed} | {numbers} |")
    lines += [
        "",
        "*listed*: the heads that the package names for finding word times, chosen by others. "
        f"*pause*: {results['pause']:.0f} s of silence before *because*. *units exchanged*: the "
        "times of a sentence's units dealt out anew, mean of 50 draws. *follows the pause*: units "
        "whose peak stays (before the pause) or moves by it (after), give or take "
        f"{results['tolerance']} s.",
    ]
    lines += ["", "## Heads removed", "", *_removed(results["removed"])]
    return "\n".join(lines) + "\n"


def _removed(found: dict[str, Any]) -> list[str]:
    single = found["single"]
    worst = max(range(len(single)), key=single.__getitem__)
    controls = ", ".join(f"{loss:.2f}" for loss in found["without_others"])
    return [
        "Surprise at the right text, nats a token, mean over recordings; a head's share of the "
        "output is set to zero.",
        "",
        f"- whole: {found['whole']:.3f}",
        f"- without one head: {min(single):.3f} to {max(single):.3f}; most without head {worst}",
        f"- without all {len(found['looking'])} heads with at least {found['threshold']:.0%} hits: "
        f"{found['without_looking']:.2f}",
        f"- without as many of the others, drawn at random: {controls}",
    ]


def _compared() -> list[str]:
    path = Path(__file__).with_name("compared.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    return [
        f"- The forward pass is NumPy, on `explainer.heads`. Against ctranslate2 "
        f"{found['versions']['ctranslate2']} on {found['recordings']} recordings the largest "
        f"difference of the encoder's output is {found['output']:.0e} and "
        f"{found['same_transcript']} transcripts are the same (`compare.py`)."
    ]


def _plain(sentence: str) -> str:
    return "".join(letter for letter in sentence.lower() if letter.isalpha() or letter == " ")
