"""What the trained encoder gets right on texts it never saw, beside its controls."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np

from experiments.uses import controls
from experiments.uses.learners import PADDING_ID, Parameters, Scores, batch_of, read
from experiments.uses.text import Report, reports
from explainer.attention import softmax
from explainer.transformer import StackTrace

N_TEST, N_COUNTED = 500, 10_000  # reports that are asked about, and that controls learn from


def drawn(name: str, part: str, asked: bool, n: int) -> list[Report]:
    """Some reports of one part, the same at every call with the same name."""
    return list(islice(reports(random.Random(name), part, asked), n))


def answered(
    parameters: Parameters, chosen: Sequence[Report], mask: np.ndarray | None = None
) -> tuple[StackTrace, Scores]:
    """Read reports; with ``mask`` [reports, 1, words] words are seen only where it is True."""
    batch = batch_of(chosen)
    seen = (batch.ids != PADDING_ID)[:, None]
    return read(parameters, batch.ids, seen if mask is None else seen & mask, batch.text)


def chance_of_pleased(parameters: Parameters, chosen: Sequence[Report]) -> np.ndarray:
    """How likely the encoder finds it that each writer is pleased, [reports]."""
    return np.asarray(softmax(answered(parameters, chosen)[1].pleased)[:, 1])


def accuracies(parameters: Parameters) -> dict[str, float]:
    """Shares of test reports, words and answers that the encoder gets right."""
    plain = drawn("plain", "test", False, N_TEST)
    asked = drawn("asked", "test", True, N_TEST)
    batch, (_, scores) = batch_of(plain), answered(parameters, plain)
    found_kinds = scores.kind.argmax(-1)
    kinds = [found_kinds[row, report.start : len(report.read)] for row, report in enumerate(plain)]
    return {
        "pleased": float((scores.pleased.argmax(-1) == batch.pleased).mean()),
        **kinds_right(plain, kinds),
        **answers_right(parameters, asked),
    }


def kinds_right(chosen: Sequence[Report], kinds: Sequence[np.ndarray]) -> dict[str, float]:
    """Shares of all words and of the words of two kinds whose kind is right."""
    two_kinds = controls.words_of_two_kinds(learned()[0])
    right = np.concatenate([k == report.kinds for k, report in zip(kinds, chosen, strict=True)])
    words = [word for report in chosen for word in report.words]
    hard = np.array([word in two_kinds for word in words])
    return {"kinds": float(right.mean()), "two_kinds": float(right[hard].mean())}


def answers_right(parameters: Parameters, asked: Sequence[Report]) -> dict[str, float]:
    """Shares of answers whose first and last word are right.

    ``other_verb``: of the questions with *who* whose verb is not in the text, such as *who bought*
    of a text that says *sold*. ``question_hidden``: with the question seen by nobody.
    """
    batch = batch_of(asked)
    seen = batch.text.copy()
    seen[:, 0] = True  # the class token
    right, hidden = (
        (answered(parameters, asked, mask)[1].ends.argmax(-1) == batch.answers).all(-1)
        for mask in (None, seen[:, None])
    )
    other = np.array(
        [r.question[0] == "who" and r.question[1] not in r.words for r in asked], dtype=bool
    )
    return {
        "answers": float(right.mean()),
        "other_verb": float(right[other].mean()),
        "question_hidden": float(hidden.mean()),
    }


def learned() -> tuple[list[Report], list[Report]]:
    """The training reports that controls learn from: without a question, and with one."""
    if not _LEARNED:
        _LEARNED.extend(drawn(f"counted {a}", "training", a, N_COUNTED) for a in (False, True))
    return _LEARNED[0], _LEARNED[1]


_LEARNED: list[list[Report]] = []


def control_accuracies() -> dict[str, Any]:
    """What the controls get right on the same test reports."""
    plain = drawn("plain", "test", False, N_TEST)
    asked = drawn("asked", "test", True, N_TEST)
    without, questions = learned()
    wanted = np.array([report.pleased for report in plain])
    pointed = controls.answers_by_table(questions, asked)
    return {
        "pleased": {
            "last_quality": float(
                (controls.pleased_by_last_quality(without, plain) == wanted).mean()
            ),
            "bag": float((controls.pleased_by_bag(without, plain) == wanted).mean()),
        },
        "kinds": {
            name: kinds_right(plain, controls.kinds_by_table(without, plain, seen))
            for name, seen in controls.NEIGHBOURS.items()
        },
        "answers": {
            "table": float(np.mean([a == r.answer for a, r in zip(pointed, asked, strict=True)])),
            "chance": float(np.mean([controls.answers_by_chance(report) for report in asked])),
        },
        "words_of_two_kinds": sorted(controls.words_of_two_kinds(without)),
    }
