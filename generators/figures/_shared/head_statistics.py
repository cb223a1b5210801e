"""What a head does on one sentence, in numbers, and a name that follows from them by a rule.

Layers and heads are counted from 1 here, as on the pages; code counts them from 0.
"""

import dataclasses
from dataclasses import dataclass
from functools import cache

import numpy as np

import explainer
from experiments.translator.recipe import ENDINGS, RUNNING, SNAPSHOTS_OF
from explainer import inspect
from generators.figures._shared import running_sentence
from generators.figures._shared.trainings import model_at
from generators.kit.needs import needs
from generators.kit.values import Values

SENTENCE = RUNNING[ENDINGS[0]]
KINDS = ("encoder self-attention", "decoder self-attention", "cross-attention")
NAMED_FROM = 0.5  # a head is named after what gets at least half of its attention


@dataclass(frozen=True)
class Attention:
    """One sub-layer's attention on the sentence: trained weights, and those before training."""

    kind: str
    layer: int  # from 1
    who_looks: tuple[str, ...]
    looked_at: tuple[str, ...]
    weights: np.ndarray  # [heads, who looks, looked at]
    untrained: np.ndarray  # the same model before its first training step


@cache
def attentions() -> tuple[Attention, ...]:
    """All sub-layers, on the running sentence and the translation that the trained model writes."""
    model = explainer.load("translator")
    translation = running_sentence.translation(ENDINGS[0])
    decoder_words = ("<start>", *translation.tokens[:-1])
    source = model.source_vocabulary.encode(translation.source_tokens)
    target = model.target_vocabulary.encode(decoder_words)
    untrained = _before_training(model)
    before = explainer.forward(untrained, source, target)
    words = {
        "encoder": (translation.source_tokens, translation.source_tokens),
        "decoder": (decoder_words, decoder_words),
        "cross": (decoder_words, translation.source_tokens),
    }
    found = []
    for kind, stack, name in (
        (KINDS[0], "encoder", "self_attention"),
        (KINDS[1], "decoder", "self_attention"),
        (KINDS[2], "decoder", "cross_attention"),
    ):
        blocks = zip(
            getattr(translation.trace, stack).layers, getattr(before, stack).layers, strict=True
        )
        for layer, (after, first) in enumerate(blocks, start=1):
            who, at = words["cross" if name == "cross_attention" else stack]
            weights = [getattr(block, name).weights for block in (after, first)]
            found.append(Attention(kind, layer, who, at, *weights))
    return tuple(found)


def _before_training(model: explainer.Model) -> explainer.Model:
    """The model before its first training step.

    Shapes do not depend on the number of heads, so both variants of a seed began as the same
    numbers: those kept of the one whose moments are.
    """
    first = model_at(0)
    alike = dataclasses.replace(first.config, n_heads=model.config.n_heads) == model.config
    needs(alike, f"a {SNAPSHOTS_OF} of the translator's shape, but for its heads")
    return dataclasses.replace(model, parameters=first.parameters)


def of_kind(kind: str) -> list[Attention]:
    """The sub-layers of one kind, first layer first."""
    return [attention for attention in attentions() if attention.kind == kind]


def statistics(attention: Attention, head: int, trained: bool = True) -> Values:
    """Numbers about one head's weights; `head` counts from 0. Distances only where words align."""
    weights = (attention.weights if trained else attention.untrained)[head].astype(np.float64)
    columns = weights.mean(axis=0)
    top = int(inspect.most_attended(weights))
    numbers: Values = {
        "entropy": float(inspect.entropy(weights)),  # bits
        "word": attention.looked_at[top],
        "on_word": float(columns[top]),
    }
    if attention.who_looks == attention.looked_at:
        numbers |= {
            "same": float(inspect.on_itself(weights)),
            "previous": float(inspect.on_previous(weights)),
            "next": float(inspect.on_next(weights)),
            "distance": float(inspect.mean_distance(weights)),
        }
    return numbers


def head_name(stack: str, layer: int, head: int | None) -> str:
    """A head as the pages call it; `head` counts from 0, None means the whole attention."""
    full = {"cross": "cross-attention"}.get(stack, stack)
    return f"{full} layer {layer}" + ("" if head is None else f" head {head + 1}")


def name(numbers: Values) -> str:
    """What gets at least half of the head's attention, averaged over rows; else "spread"."""
    shares = {
        "same word": numbers.get("same", 0.0),
        "previous word": numbers.get("previous", 0.0),
        "next word": numbers.get("next", 0.0),
        f"on {numbers['word']}": numbers["on_word"],
    }
    best = max(shares, key=lambda key: shares[key])
    return f"{best} {shares[best]:.2f}" if shares[best] >= NAMED_FROM else "spread"


def table(kind: str) -> list[Values]:
    """One entry a head of this kind: its numbers, its name, the numbers before training."""
    return [
        {
            "layer": attention.layer,
            "head": head + 1,
            **statistics(attention, head),
            "name": name(statistics(attention, head)),
            "untrained": statistics(attention, head, trained=False),
        }
        for attention in of_kind(kind)
        for head in range(len(attention.weights))
    ]
