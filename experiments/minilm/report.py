"""The experiment's README, written from its results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from experiments.minilm.pairs import KINDS

ALL = ("all", *KINDS)


def text(results: dict[str, Any]) -> str:
    """The README as Markdown; every number in it comes from the results."""
    origin, chosen = results["origin"], results["chosen_on_half"]
    installed = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    lines = [
        '# Does a head of a published encoder look from "it" to the noun that "it" means?',
        "",
        "```",
        results["command"],
        "```",
        "",
        "This page is written by the run; edit `report.py`, not this file.",
        "",
        f"- Model: {origin['model']}, {results['heads']} heads, licence of the weights "
        f"{origin['licence']}. Read as files from the package {origin['package']} "
        f"{origin['version']} (`requirements.txt`, pinned with its hash; its code is not run). "
        f"SHA-256 of `{origin['file']}`: `{origin['sha256']}`.",
        f"- {results['cpu_seconds']:.0f} s of processor time; {installed}.",
        f"- `pairs.json`: {results['pairs']} minimal pairs, {results['sentences']} sentences, "
        "written for this site before anything was measured on them (CC BY 4.0, as all text "
        "here); none comes from a published set. In each pair the first noun is the answer once "
        "and the second once, so that a fixed preference for a place gets exactly half. "
        "Every noun is one token.",
        "- A sentence is right where the row of *it* gives the right noun more weight than the "
        "other one. Layers and heads are counted from 0, as in the code: head 37 is layer 3, "
        "head 1.",
        *_compared(),
        "",
        "## The best head against luck",
        "",
        "*Luck* exchanges the answers of random pairs, for all heads alike, "
        f"{results['draws']:,} times, and takes the best of {results['heads']} heads each time.",
        "",
        "| pairs | n | question | best head | share | luck: mean, 95 % | p, best of all "
        "| p, alone |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        _luck(f"{kind} | {part['pairs']} | {name}", part["luck"][name])
        for kind, part in results["kinds"].items()
        for name in ("accuracy", "moves")
    ]
    lines += [
        "",
        "*accuracy*: sentences right. *moves*: pairs in which the weight shifts to the right side, "
        "whether or not it crosses to the other noun.",
        "",
        f"## The head of the picture: {results['striking']['head']}",
        "",
        "Of all heads it changes most between *tired* and *wide* in the running sentence, which is "
        "not one of the pairs.",
        "",
        "| pairs | sentences right (95 % bootstrap over pairs) | both versions "
        "| answer is first noun | second |",
        "|---|---|---|---|---|",
        *(_striking(kind, results["striking"][kind]) for kind in ALL),
        "",
        f"Best head chosen on {chosen['chosen_on']} pairs, tested on the others, "
        f"{chosen['splits']:,} times: {chosen['seen']:.3f} on the first, {chosen['unseen']:.3f} "
        f"(95 %: {chosen['unseen_95'][0]:.3f} to {chosen['unseen_95'][1]:.3f}) on the others; "
        f"{chosen['different_heads']} different heads were chosen.",
        "",
        "## Controls",
        "",
        "| looking from | pairs | best head | share | luck: mean, 95 % | p, best of all "
        "| p, alone |",
        "|---|---|---|---|---|---|---|",
        *(
            _luck(f"{row} | {kind}", results["rows"][row][kind])
            for row in results["rows"]
            for kind in ALL
        ),
        "",
        "*last* is the adjective. A head that shows the answer from *was* as well as from *it* "
        "does not do so because *it* is a pronoun. Share of head "
        f"{results['striking']['head']} alone, all pairs: "
        + ", ".join(
            f"from {row} {results['rows'][row]['all']['striking']:.3f}" for row in results["rows"]
        )
        + ".",
        "",
        "Untrained models (seed: best of all heads): "
        + ", ".join(
            f"{one['seed']}: {max(one['accuracy']['all']):.3f}" for one in results["untrained"]
        )
        + ". With a full stop after each sentence: best head "
        f"{results['with_full_stop']['best']}, {results['with_full_stop']['share']:.3f}.",
        "",
        f"Previous-token head: {_previous(results)}.",
    ]
    return "\n".join(lines) + "\n"


def _compared() -> list[str]:
    path = Path(__file__).with_name("compared.json")
    found = json.loads(path.read_text(encoding="utf-8"))
    return [
        f"- The forward pass is NumPy, on `explainer.heads`. Against transformers "
        f"{found['versions']['transformers']} on {found['sentences']} sentences the largest "
        f"difference of a weight is {found['weights']:.0e}, of an output {found['output']:.0e} "
        "(float32; `compare.py`)."
    ]


def _luck(start: str, found: dict[str, Any]) -> str:
    return (
        f"| {start} | {found['best']} | {found['share']:.3f} | {found['luck_mean']:.3f}, "
        f"{found['luck_95']:.3f} | {found['p_best_of_all']:.4f} | {found['p_alone']:.4f} |"
    )


def _striking(kind: str, found: dict[str, Any]) -> str:
    low, high = found["interval"]
    return (
        f"| {kind} | {found['accuracy']:.3f} ({low:.3f} to {high:.3f}) | {found['both']:.3f} | "
        f"{found['answer_first']:.3f} | {found['answer_second']:.3f} |"
    )


def _previous(results: dict[str, Any]) -> str:
    scores = results["previous"]
    best = max(range(len(scores)), key=scores.__getitem__)
    untrained = max(one["previous"] for one in results["untrained"])
    return (
        f"head {best} puts {scores[best]:.4f} on the token before (mean over rows and sentences); "
        f"the best head of five untrained models {untrained:.3f}"
    )
