"""A few sentences for the pictures, with what the encoder says about them."""

from __future__ import annotations

from typing import Any

from experiments.uses.learners import Parameters
from experiments.uses.measure import answered
from experiments.uses.text import Report
from explainer.attention import softmax

TEXTS = {  # name -> text, question
    "all_three": (
        "rose sold the lamp to will in nice . the view was not nice .",
        "who bought the lamp",
    ),
    "opinion": ("the music was not bad but the food was awful .", ""),
    "turned": ("the music was awful but the food was not bad .", ""),
    "person": ("jordan sold the coat to anna in rome .", ""),
    "place": ("tom sold the coat to anna in jordan .", ""),
}
ASKED_OF = "rose sold the lamp to will in nice . anna greeted tom and jordan ."
ASKED = {  # the same text, asked three times
    "giver": "who sold the lamp",
    "taker": "who bought the lamp",
    "where": "where was the lamp bought",
}


def examples(parameters: Parameters) -> dict[str, Any]:
    """For each text the words and what all three read-outs say, with the class token's weights."""
    found = {name: said(parameters, text, asked) for name, (text, asked) in TEXTS.items()}
    asked = {name: said(parameters, ASKED_OF, question) for name, question in ASKED.items()}
    return {**found, "asked": asked}


def said(parameters: Parameters, text: str, asked: str) -> dict[str, Any]:
    """What the encoder makes of one text; the probabilities of its words, kinds and ends."""
    words = tuple(text.split())
    report = Report(words, (0,) * len(words), True, range(0), tuple(asked.split()))
    trace, scores = answered(parameters, [report])
    begin = report.start
    ends = softmax(scores.ends[0])[:, begin:]
    found: dict[str, Any] = {
        "words": list(words),
        "question": list(report.question),
        "pleased": float(softmax(scores.pleased[0])[1]),
        "kinds": softmax(scores.kind[0])[begin:].tolist(),
        "class_rows": [
            layer.self_attention.weights[0, :, 0, begin:].tolist() for layer in trace.layers
        ],
    }
    if asked:
        first, last = ends.argmax(-1).tolist()
        found |= {"first": ends[0].tolist(), "last": ends[1].tolist()}
        found["answer"] = list(words[first : last + 1])
    return found
