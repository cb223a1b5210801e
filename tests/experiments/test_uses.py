"""The experiment on uses: its texts, its masks, its controls, its search."""

import itertools
import random
import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from experiments.uses import controls, deletion, search
from experiments.uses.learners import CONFIG, batch_of, losses, new_parameters, read
from experiments.uses.measure import answered, answers_right
from experiments.uses.text import KINDS, PERSON, PLACE, WORDS, Report, part_of, reports


def some(asked: bool, n: int = 200, part: str = "training") -> list[Report]:
    return list(itertools.islice(reports(random.Random(5), part, asked), n))


def arrays(seed: int = 0) -> dict[str, np.ndarray]:
    return {name: value.detach().numpy() for name, value in new_parameters(seed).items()}


@pytest.mark.parametrize("asked", [False, True])
def test_every_report_fits_together(asked: bool) -> None:
    for report in some(asked):
        assert len(report.words) == len(report.kinds)
        assert report.read[report.start :] == report.words
        assert bool(report.question) is asked
        WORDS.encode(report.read)


def test_the_answer_stands_where_it_is_said_to_stand() -> None:
    wanted = {"who": {PERSON}, "where": {PLACE}, "what": {0}}
    for report in some(True):
        first, last = report.answer
        kinds = set(report.kinds[first : last + 1])
        assert kinds == wanted[report.question[0]]
        if report.question[0] != "what":  # the whole name, not a part of it
            kind = kinds.pop()
            assert not first or report.kinds[first - 1] != kind
            assert report.kinds[last + 1] != kind


def test_parts_are_apart_and_an_unknown_one_is_named() -> None:
    assert {part_of(report) for report in some(False, part="test")} == {"test"}
    with pytest.raises(ValueError, match="parts are"):
        next(reports(random.Random(0), "dev", False))


def test_a_question_is_answered_from_either_side() -> None:
    pairs = {"sold": "bought", "lent": "borrowed"}
    pairs |= {taken: given for given, taken in pairs.items()}
    sides = {True: 0, False: 0}
    for report in some(True, 400):
        if report.question[0] != "who":
            continue
        verb, words = report.question[1], " ".join(report.words)
        answer = " ".join(report.words[report.answer[0] : report.answer[1] + 1])
        sides[verb in report.words] += 1
        if verb in report.words:  # its doer: at the front, or after "by"
            assert re.search(rf"{answer} {verb} the|by {answer} (in|\.)", words), words
        else:
            assert pairs[verb] in report.words
            assert re.search(rf"(to|from) {answer} (in|by|\.)", words), words
    assert min(sides.values()) > 50


def test_turned_and_joined_opinions_are_judged_as_english_would() -> None:
    for report in some(False, 400):
        said = " ".join(report.words[place] for place in report.opinion)
        clauses = said.replace("although ", "", 1).split(" , ") if said.startswith("alth") else []
        counts = clauses[1] if clauses else said.split(" although ")[0].split(" but ")[-1]
        words = counts.split(" and ")[0].split()
        turned = any(word in words for word in ("not", "never", "hardly"))
        praised = words[-1] in controls.QUALITIES and words[-1] in _praise()
        assert report.pleased == (praised != turned), said


def _praise() -> set[str]:
    from experiments.uses.text import PRAISE

    return set(PRAISE)


def test_padding_changes_nothing() -> None:
    parameters, chosen = arrays(), some(True, 6)
    together = answered(parameters, chosen)[1].kind
    for row, report in enumerate(chosen):
        alone = answered(parameters, [report])[1].kind[0]
        np.testing.assert_allclose(together[row, : len(alone)], alone, atol=1e-5)


def test_ends_are_looked_for_in_the_text_alone() -> None:
    chosen = some(True, 20)
    ends = answered(arrays(), chosen)[1].ends.argmax(-1)
    assert all(end >= report.start for end, report in zip(ends.min(-1), chosen, strict=True))


def test_with_the_question_hidden_all_questions_get_one_answer() -> None:
    report = next(report for report in some(True) if report.question[0] == "who")
    other = replace(report, question=("what", *report.question[1:]))
    parameters = arrays(3)
    parameters["first"] = np.random.default_rng(0).normal(size=parameters["first"].shape)
    batch = batch_of([report])
    seen = batch.text | (np.arange(batch.ids.shape[1]) == 0)
    hidden, plain = (
        [answered(parameters, [one], mask)[1].ends[0, 0][batch.text[0]] for one in (report, other)]
        for mask in (seen[:, None], None)
    )
    np.testing.assert_array_equal(*hidden)
    assert np.abs(plain[0] - plain[1]).max() > 1e-3


def test_a_task_that_no_report_has_costs_nothing() -> None:
    chosen = [replace(report, opinion=range(0)) for report in some(False, 4)]
    batch = batch_of(chosen)
    ids = torch.from_numpy(batch.ids)
    _, scores = read(new_parameters(0), ids, (ids != 0)[:, None], torch.from_numpy(batch.text))
    pleased, kinds, ends = losses(scores, batch).tolist()
    assert (pleased, ends) == (0, 0)
    assert kinds == pytest.approx(np.log(len(KINDS)), rel=1e-3)  # read-outs begin at zero


def test_tables_know_what_they_have_seen_and_no_more() -> None:
    learned = some(False, 400)
    alone, both = (
        np.concatenate(controls.kinds_by_table(learned, learned, controls.NEIGHBOURS[name]))
        for name in ("word", "both_neighbours")
    )
    wanted = np.concatenate([report.kinds for report in learned])
    assert (alone == wanted).mean() < (both == wanted).mean()
    assert "jordan" in controls.words_of_two_kinds(learned)
    assert "anna" not in controls.words_of_two_kinds(learned)


def test_taking_words_away() -> None:
    report = some(False, 1)[0]
    shorter = deletion.without(report, [0, 2])
    assert shorter.words == (report.words[1], *report.words[3:])
    changed = deletion.exchanged(report, [1], random.Random(0)).words
    assert [a == b for a, b in zip(changed, report.words, strict=True)].count(False) == 1
    assert changed[1] != report.words[1]


def test_class_rows_are_shares_of_the_words_of_the_text() -> None:
    chosen = some(False, 3)
    for row, report in zip(deletion.class_rows(arrays(), chosen), chosen, strict=True):
        assert row.shape == (CONFIG.encoder_layers, CONFIG.n_heads, len(report.words))
        assert (row.sum(-1) < 1).all()  # the rest lies on the class token itself


def test_a_bag_of_words_cannot_tell_a_sentence_from_its_reverse() -> None:
    found = search.collection()
    assert len(set(found.sentences)) == len(found.sentences) == search.N_SENTENCES
    for sentence, reverse in zip(found.sentences, found.reverse, strict=True):
        assert sorted(sentence.split()) == sorted(found.sentences[reverse].split())
    scores = search.similarities(search.word_counts, found)
    summary = search.summary(scores, found.reverse)
    assert summary["above_reverse"] == 0.5
    assert summary["either"] == pytest.approx(2 * summary["first"])


def test_equal_scores_share_the_place() -> None:
    scores = np.array([[1.0, 1.0], [0.2, 0.9]])
    summary = search.summary(scores, np.array([1, 0]))
    assert summary == {"first": 0.75, "either": 1.0, "above_reverse": 0.75}


def test_answers_are_counted_with_and_without_the_question() -> None:
    right = answers_right(arrays(), some(True, 40))
    assert set(right) == {"answers", "other_verb", "question_hidden"}
    assert all(0 <= share <= 1 for share in right.values())
