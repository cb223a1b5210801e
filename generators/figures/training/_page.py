"""The saved moments of one training run, and the running sentence as each of them reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import explainer
from experiments.translator.recipe import SNAPSHOTS_OF
from explainer.tokenizer import END, START
from generators.figures._shared import trainings
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation
from generators.kit import theme
from generators.kit.charts import axis_titles, label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import TEXT
from generators.pipeline import results

NAME = SNAPSHOTS_OF


@dataclass(frozen=True)
class Reading:
    """The running sentence under teacher forcing: the right French is given, each row predicts.

    chances: probability of the right next word in every row. best: the most likely word there.
    weights: cross-attention of the last decoder layer [rows, English words].
    """

    english: tuple[str, ...]
    inputs: tuple[str, ...]
    wanted: tuple[str, ...]
    chances: np.ndarray
    best: tuple[str, ...]
    best_chances: np.ndarray
    weights: np.ndarray


def moments() -> list[Values]:
    """What was measured at each saved moment, in order, the final model last."""
    found: list[Values] = results.read("training")["moments"]
    return found


def steps() -> list[int]:
    """How many updates each saved moment had behind it."""
    return [int(moment["step"]) for moment in moments()]


@cache
def model_at(step: int) -> explainer.Model:
    """The model after so many updates."""
    if step == steps()[-1]:
        return explainer.load(NAME)
    return trainings.model_at(step)


def wanted_words() -> tuple[str, ...]:
    """The right French of the running sentence: what the finished translator writes."""
    return translation(ENDINGS[0]).tokens


def reading(step: int) -> Reading:
    """The running sentence as the model reads it after so many updates."""
    model, wanted = model_at(step), wanted_words()
    english = tuple((SENTENCE + ENDINGS[0]).split())
    inputs = (START, *wanted[:-1])
    trace = explainer.forward(
        model, model.source_vocabulary.encode(english), model.target_vocabulary.encode(inputs)
    )
    chances = explainer.softmax(np.asarray(trace.logits, dtype=float))
    ids = model.target_vocabulary.encode(wanted)
    attention = trace.decoder.layers[-1].cross_attention
    assert attention is not None
    return Reading(
        english,
        inputs,
        wanted,
        chances[np.arange(len(ids)), ids],
        model.target_vocabulary.decode(chances.argmax(axis=-1)),
        chances.max(axis=-1),
        np.asarray(attention.weights)[..., 0, :, :],
    )


def written(step: int) -> str:
    """What the model writes by itself after so many updates, cut after as many words as wanted."""
    made = explainer.translate(model_at(step), SENTENCE + ENDINGS[0], len(wanted_words()) + 4)
    if not made.text:  # the untrained model repeats a special token
        return f"{' '.join(made.tokens[:4])} …"
    if END in made.tokens:
        return made.text
    return f"{' '.join(made.text.split()[:8])} …"  # one that does not know how to stop


SHARES = {0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1: "100%"}


def over_moments(
    steps: Sequence[int],
    curves: Sequence[tuple[Sequence[float], str, Any, str]],
    page: Page,
    right: float,
    title: str = "share right",
    ticks: Mapping[float, str] = SHARES,
) -> Figure:
    """Curves (heights, role, dashes, label) over the saved moments, evenly spaced."""
    figure, ax = page.chart(TEXT, 300, left=44, right=right, top=40, bottom=50)
    places = range(len(steps))
    ax.set_xlim(0, len(steps) - 1)
    ax.set_ylim(min(ticks), max(ticks))
    ax.set_yticks(list(ticks), list(ticks.values()))
    every = page.pick(1, 2)  # on a phone there is room for every other number
    ax.set_xticks(list(places)[::-every], [f"{step}" for step in steps[::-every]])
    axis_titles(ax, "steps of training, unevenly spaced", title)
    lines = [
        ax.plot(
            places, curve, color=role, linestyle=dashes, marker="o", markersize=4, clip_on=False
        )[0]
        for curve, role, dashes, _ in curves
    ]
    label_lines(ax, lines, [label for *_, label in curves], size=theme.SMALL)
    return figure
