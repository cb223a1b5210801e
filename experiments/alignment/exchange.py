"""Does the place where the pronoun's row looks decide the pronoun? Exchange vectors and see.

A minimal pair differs in its last English word alone (*tired*, *wide*), a verb pair in the verb
(*catch*, *fear*). The encoder's output for one of the two gets the vector of one position from the
other; the decoder then continues the same French up to *qu'*.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.translator.data import FRENCH
from experiments.translator.grammar import (
    Pair,
    held_out_pronoun_sentences,
    minimal_pairs,
    verb_pairs,
)
from experiments.translator.lexicon import NOUNS, Noun
from experiments.translator.phrases import starts_with_vowel
from explainer.model import Model
from explainer.tokenizer import START
from explainer.transformer import decode, encode, next_word_logits

IL, ELLE = FRENCH.ids["il"], FRENCH.ids["elle"]


def pronoun(pair: Pair) -> str:
    """The word after *qu'*."""
    return pair.french[pair.french.index("qu'") + 1]


def slots(pair: Pair) -> list[str]:
    """What stands at each English position: the same names whether negated or not."""
    names = ["the (subject)", "subject"]
    names += ["did", "not", "verb"] if "not" in pair.english else ["verb"]
    names += ["the (object)", "object", "because", "it", "was"]
    if len(names) + 2 == len(pair.english):
        names.append("too / very")
    return [*names, "adjective"]


def deciding_pairs() -> list[tuple[Pair, Pair]]:
    """The different held-out minimal pairs whose two pronouns differ."""
    return list(dict.fromkeys((a, b) for a, b in minimal_pairs() if pronoun(a) != pronoun(b)))


def deciding_verbs() -> list[tuple[Pair, Pair]]:
    """The held-out pairs that differ in the verb alone and need different pronouns.

    The French before the pronoun keeps the first sentence's verb: only the English is exchanged.
    """
    return [(a, b) for a, b in verb_pairs() if pronoun(a) != pronoun(b)]


def same_reading(pair: Pair, sentences: Sequence[Pair]) -> Pair | None:
    """The control's partner: another adjective, the same reading; None where there is no other."""
    alike = [s for s in sentences if s.english[:-1] == pair.english[:-1]]
    alike = [s for s in alike if s.antecedent == pair.antecedent]
    return alike[(alike.index(pair) + 1) % len(alike)] if len(alike) > 1 else None


def written_before(pair: Pair) -> tuple[str, ...]:
    """The French up to and with *qu'*."""
    return pair.french[: pair.french.index("qu'") + 1]


def step(
    model: Model, memories: np.ndarray, written: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """For each memory [n, source, d_model]: P(il), P(elle) as next word, and that row's weights.

    Shapes [n, 2] and [n, layers, heads, source].
    """
    prefix = FRENCH.encode([START, *written])
    decoder = decode(model, np.tile(prefix, (len(memories), 1)), memories)
    logits = np.asarray(next_word_logits(model, decoder)[:, -1], dtype=np.float64)
    chances = np.exp(logits - logits.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    weights = [np.asarray(b.cross_attention.weights)[:, :, -1] for b in decoder.layers]  # type: ignore[union-attr]
    return chances[:, [IL, ELLE]], np.stack(weights, axis=1)


def exchanged(mine: np.ndarray, other: np.ndarray) -> np.ndarray:
    """[1 + 2 source, source, d_model]: unchanged, each position exchanged, all but each."""
    n = len(mine)
    own = np.concatenate([np.zeros((1, n), bool), np.eye(n, dtype=bool), ~np.eye(n, dtype=bool)])
    return np.where(own[..., None], other, mine)


def measure(model: Model, couples: Sequence[tuple[Pair, Pair]]) -> dict[str, Any]:
    """Exchange each position in both directions of every couple, and in the control's pairs."""
    sentences = held_out_pronoun_sentences()
    outcomes: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    agree, n, wrong = [], 0, 0
    for pair, other in [p for a, b in couples for p in ((a, b), (b, a))]:
        control = same_reading(pair, sentences)
        ids = [model.source_vocabulary.encode(p.english) for p in (pair, other, control or pair)]
        mine, theirs, alike = encode(model, np.stack(ids)).output
        length = len(mine)
        chances, weights = step(
            model,
            np.concatenate([exchanged(mine, theirs), exchanged(mine, alike)[1 : length + 1]]),
            written_before(pair),
        )
        correct = 0 if pronoun(pair) == "il" else 1
        if chances[0, correct] <= chances[0, 1 - correct]:
            wrong += 1
            continue
        n += 1
        flipped = chances[:, 1 - correct] > chances[:, correct]
        fall = chances[0, correct] - chances[1 : length + 1, correct]
        looked = weights[0].mean(axis=(0, 1))
        agree.append(looked.argmax() == fall.argmax())
        for place, slot in enumerate(slots(pair)):
            row = outcomes[slot]
            row["flips"].append(flipped[1 + place])
            row["flips_all_but"].append(flipped[1 + length + place])
            row["fall"].append(fall[place])
            row["weight"].append(looked[place])
            row["looked_at_most"].append(looked.argmax() == place)
            if control is not None:
                row["control_flips"].append(flipped[1 + 2 * length + place])
    return {
        "n": n,
        "wrong_before": wrong,
        "n_control": len(outcomes["adjective"]["control_flips"]),
        "largest_weight_is_largest_effect": float(np.mean(agree)),
        "slots": {
            slot: {key: float(np.mean(found)) for key, found in row.items()}
            | {"n": len(row["flips"])}
            for slot, row in outcomes.items()
        },
    }


def other_noun(pair: Pair) -> Noun:
    """A noun of the same group and the other gender than the one that "it" stands for."""
    noun = NOUNS[pair.antecedent or ""]
    group = [n for n in NOUNS.values() if n.group == noun.group and n.gender != noun.gender]
    return random.Random(" ".join(pair.english)).choice(group)


def in_english(pair: Pair, noun: Noun) -> tuple[str, ...]:
    """The English with that noun for the one that "it" stands for."""
    return tuple(noun.english if word == pair.antecedent else word for word in pair.english)


def in_french(pair: Pair, noun: Noun) -> list[str]:
    """The French up to *qu'*, with that noun for the one that *il* or *elle* stands for."""
    words = list(written_before(pair))
    place = words.index(NOUNS[pair.antecedent or ""].french)
    article = "l'" if starts_with_vowel(noun.french) else {"m": "le", "f": "la"}[noun.gender]
    words[place - 1 : place + 1] = [article, noun.french]
    return words


def measure_gender(model: Model) -> dict[str, Any]:
    """The second exchange: the reading stays, the noun that "it" stands for changes its gender.

    In the English alone (each position, all positions), in the French already written alone, or
    in both.
    """
    flips: dict[str, dict[str, list[bool]]] = {
        name: defaultdict(list) for name in ("subject", "object")
    }
    for pair in dict.fromkeys(p for couple in deciding_pairs() for p in couple):
        noun = other_noun(pair)
        english = (pair.english, in_english(pair, noun))
        mine, theirs = encode(
            model, np.stack([model.source_vocabulary.encode(words) for words in english])
        ).output
        each = exchanged(mine, theirs)[: len(mine) + 1]
        chances = np.concatenate(
            [
                step(model, np.concatenate([each, theirs[None]]), written_before(pair))[0],
                step(model, np.stack([mine, theirs]), in_french(pair, noun))[0],
            ]
        )
        correct = 0 if pronoun(pair) == "il" else 1
        if chances[0, correct] <= chances[0, 1 - correct]:
            continue
        reading = "subject" if pair.antecedent == pair.nouns[0] else "object"
        names = [*slots(pair), "all English", "French", "all English and French"]
        for name, (il, elle) in zip(names, chances[1:], strict=True):
            flips[reading][name].append(bool(elle > il) if correct == 0 else bool(il > elle))
    return {
        reading: {"n": len(rows["French"])}
        | {"flips": {name: float(np.mean(found)) for name, found in rows.items()}}
        for reading, rows in flips.items()
    }
