"""Give a translator changed sentences and count, sentence by sentence, what stays right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from experiments.head_removal.removal import Head, heads_of, pronoun, without
from experiments.robustness.changes import KINDS, Change, changes, rest
from experiments.robustness.words import french_lexemes, kind_of
from experiments.translator.data import held_out_sample
from experiments.translator.evaluate import translate_all
from experiments.translator.grammar import Pair
from experiments.translator.recipe import PRONOUN
from explainer.model import Model

N_SENTENCES = 120  # held out; each is changed at every place
N_FOR_REMOVAL = 24  # of them, changed at one place in each way, for models without some heads
DRAWS = 4  # random sets of as many heads as one attention has
THIRDS = ("first third", "middle third", "last third")  # of a sentence: where the change is
# What is counted beside the sentences whose rest is right.
READING, KEPT, INVENTED, SAME = "reading", "kept", "invented", "word for word"

Tally = dict[str, list[list[int]]]  # what is counted -> [right, n] of every sentence


@dataclass(frozen=True)
class Case:
    """A sentence, by its number, and one change of it."""

    number: int
    pair: Pair
    change: Change


def sentences() -> list[Pair]:
    """Held-out sentences, always the same."""
    return held_out_sample(N_SENTENCES)


def cases(pairs: Sequence[Pair], kind: str) -> list[Case]:
    """Every place of every sentence where it can be changed in this way."""
    return [
        Case(number, pair, change)
        for number, pair in enumerate(pairs)
        for change in changes(pair.english, kind)
    ]


def groups(case: Case) -> list[str]:
    """Where a change is counted: in all, by its place, by the kind of the one word it touches."""
    change, n = case.change, len(case.pair.english)
    words = [] if change.kind == "exchanged" else [kind_of(case.pair.english[change.place])]
    return ["all", THIRDS[3 * change.place // n], *words]


def keeps_the_reading(case: Case) -> bool:
    """Whether *it* stands for the same after the change: nothing that decides it is touched.

    What decides it are nouns, verbs, adjectives, *not* and *it* itself, also as words that come.
    """
    touched = case.change.touched
    decides = any(kind_of(word) != "function word" for word in touched)
    return case.pair.kind == "pronoun" and not decides and not touched & {PRONOUN, "not"}


def tally(model: Model, found: Sequence[Case], n_sentences: int) -> Tally:
    """Translate every changed sentence; count where the rest is right, by group.

    ``KEPT`` counts lexemes, ``INVENTED`` sentences that say more than their English, ``SAME`` those
    whose whole French is that of the unchanged sentence, ``READING`` right pronouns where the
    change decides nothing.
    """
    changed = [replace(case.pair, english=case.change.english) for case in found]
    counts: Tally = {}

    def add(name: str, number: int, right: int, n: int) -> None:
        row = counts.setdefault(name, [[0, 0] for _ in range(n_sentences)])[number]
        row[0] += right
        row[1] += n

    for case, written in zip(found, translate_all(model, changed), strict=True):
        left = rest(case.change, case.pair.french, written)
        if left.n:
            for group in groups(case):
                add(group, case.number, left.right, 1)
            add(KEPT, case.number, left.kept, left.n)
            add(INVENTED, case.number, left.invented, 1)
            add(SAME, case.number, written == case.pair.french, 1)
        if keeps_the_reading(case):
            same = pronoun(written) == pronoun(case.pair.french)
            add(READING, case.number, same, 1)
    return counts


def unchanged(model: Model, pairs: Sequence[Pair]) -> dict[str, list[int]]:
    """The control, 1 or 0 for each sentence: exact, and right by its lexemes; pronouns if any."""
    written = translate_all(model, pairs)
    both = list(zip(written, pairs, strict=True))
    return {
        "exact": [int(words == pair.french) for words, pair in both],
        "lexemes": [
            int(french_lexemes(words) == french_lexemes(pair.french)) for words, pair in both
        ],
        READING: [
            int(pronoun(words) == pronoun(pair.french))
            for words, pair in both
            if pair.kind == "pronoun"
        ],
    }


def measure(model: Model, pairs: Sequence[Pair]) -> dict[str, Any]:
    """The control, then every kind of change at every place of every sentence."""
    return {
        "unchanged": unchanged(model, pairs),
        "changed": {kind: tally(model, cases(pairs, kind), len(pairs)) for kind in KINDS},
    }


def removals(model: Model) -> list[tuple[str, list[Head]]]:
    """Sets of heads to remove: none, each alone, each attention whole, as many heads anywhere."""
    heads = heads_of(model)
    per_attention = model.config.n_heads
    whole = [heads[first : first + per_attention] for first in range(0, len(heads), per_attention)]
    found = [("none", list[Head]()), *(("one attention", each) for each in whole)]
    if per_attention > 1:
        generator = random.Random("heads removed from changed input")
        anywhere = [generator.sample(heads, per_attention) for _ in range(DRAWS)]
        found += [*(("one head", [head]) for head in heads)]
        found += [*(("as many heads, anywhere", each) for each in anywhere)]
    return found


def measure_removals(model: Model, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Fewer sentences, each changed at one random place in each way, for every set of heads.

    still: of the sentences that this model without these heads gets right unchanged, the share
    whose rest stays right.
    """
    generator = random.Random("places")
    chosen = [case for kind in KINDS for case in one_place_each(cases(pairs, kind), generator)]
    rows = []
    for name, heads in removals(model):
        left = without(model, heads)
        right = np.array(unchanged(left, pairs)["lexemes"])
        counts = np.array(tally(left, chosen, len(pairs))["all"])  # [sentences, (right, n)]
        hits, n = counts[right == 1].sum(axis=0)
        rows.append(
            {
                "removed": name,
                "heads": [[head.sub_layer, head.number] for head in heads],
                "unchanged": float(right.mean()),
                "still": float(hits / n) if n else None,
                "n": int(n),
            }
        )
    return rows


def one_place_each(found: Sequence[Case], generator: random.Random) -> list[Case]:
    """One of each sentence's changes."""
    by_sentence: dict[int, list[Case]] = {}
    for case in found:
        by_sentence.setdefault(case.number, []).append(case)
    return [generator.choice(of_one) for of_one in by_sentence.values()]
