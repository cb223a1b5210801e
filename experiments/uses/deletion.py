"""Does the heatmap of the class token show the words that the answer needs? Take some away.

For each test report that is rightly judged: the words are ranked by a map, and the first one or two
are left out, or exchanged for words drawn at random. How often does the answer change?
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from experiments.uses.learners import Parameters
from experiments.uses.measure import answered, chance_of_pleased
from experiments.uses.text import CLASS, SEPARATOR, WORDS, Report
from explainer.tokenizer import SPECIAL

ORDINARY = tuple(word for word in WORDS.words if word not in (*SPECIAL, CLASS, SEPARATOR))
DRAWS = 5  # of random words, and of what takes their place
TAKEN = (1, 2)  # words at a time

Order = list[np.ndarray]  # for each report its places in the text, the first to be taken first


def class_rows(parameters: Parameters, chosen: Sequence[Report]) -> list[np.ndarray]:
    """The class token's weights on the words of each text, [layers, heads, words of the text]."""
    trace, _ = answered(parameters, chosen)
    rows = np.stack([layer.self_attention.weights[:, :, 0] for layer in trace.layers], 1)
    return [
        rows[number, ..., report.start : len(report.read)] for number, report in enumerate(chosen)
    ]


def without(report: Report, places: Sequence[int]) -> Report:
    """The report with these words left out."""
    kept = [place for place in range(len(report.words)) if place not in set(places)]
    words = tuple(report.words[place] for place in kept)
    return replace(report, words=words, kinds=tuple(report.kinds[place] for place in kept))


def exchanged(report: Report, places: Sequence[int], source: random.Random) -> Report:
    """The report with any other words at these places."""
    words = list(report.words)
    for place in places:
        words[place] = source.choice([word for word in ORDINARY if word != words[place]])
    return replace(report, words=tuple(words))


def judged_rightly(parameters: Parameters, chosen: Sequence[Report]) -> list[Report]:
    """Those reports of which the encoder knows whether their writer is pleased."""
    found = chance_of_pleased(parameters, chosen) > 0.5
    return [report for report, yes in zip(chosen, found, strict=True) if yes == report.pleased]


def needed(parameters: Parameters, chosen: Sequence[Report]) -> Order:
    """The yardstick: first the word without which the given answer loses most."""
    shorter = [without(report, [i]) for report in chosen for i in range(len(report.words))]
    chances = iter(chance_of_pleased(parameters, shorter))
    orders = []
    for report in chosen:
        left = np.array([next(chances) for _ in report.words])
        orders.append(np.argsort(left if report.pleased else -left, kind="stable"))
    return orders


def orders_of(parameters: Parameters, chosen: Sequence[Report]) -> dict[str, list[Order]]:
    """Every way to choose words, each with its draws."""
    rows = class_rows(parameters, chosen)
    ways: dict[str, list[Order]] = {"needed": [needed(parameters, chosen)]}
    for layer in range(rows[0].shape[0]):
        ways[f"layer_{layer + 1}"] = [[np.argsort(-row[layer].mean(0)) for row in rows]]
    source = np.random.default_rng(0)
    ways["random"] = [
        [source.permutation(len(report.words)) for report in chosen] for _ in range(DRAWS)
    ]
    ways["random_of_opinion"] = [
        [source.permutation(np.array(report.opinion)) for report in chosen] for _ in range(DRAWS)
    ]
    return ways


def deletion(parameters: Parameters, chosen: Sequence[Report]) -> dict[str, dict[str, list[float]]]:
    """Share of answers that change: way -> left_out and exchanged, one number for each of TAKEN."""
    pleased = np.array([report.pleased for report in chosen])

    def changed(change: Callable[[Report, Sequence[int]], Report], orders: Order, n: int) -> float:
        new = [
            change(report, order[:n].tolist()) for report, order in zip(chosen, orders, strict=True)
        ]
        return float(((chance_of_pleased(parameters, new) > 0.5) != pleased).mean())

    source = random.Random("exchange")
    found = {}
    for way, draws in orders_of(parameters, chosen).items():
        twice = draws if len(draws) > 1 else draws * DRAWS
        found[way] = {
            "left_out": [float(np.mean([changed(without, o, n) for o in draws])) for n in TAKEN],
            "exchanged": [
                float(np.mean([changed(lambda r, p: exchanged(r, p, source), o, n) for o in twice]))
                for n in TAKEN
            ],
        }
    return found


def brightest_is_needed(parameters: Parameters, chosen: Sequence[Report]) -> list[float]:
    """For each layer: how often its brightest word is the one that the answer needs most."""
    rows, orders = class_rows(parameters, chosen), needed(parameters, chosen)
    return [
        float(
            np.mean(
                [
                    row[layer].mean(0).argmax() == order[0]
                    for row, order in zip(rows, orders, strict=True)
                ]
            )
        )
        for layer in range(rows[0].shape[0])
    ]
