"""The induction experiment: its data, its measures, and the model that the site looks into."""

import numpy as np
import pytest

import explainer
from experiments.induction import composition, data, measure, runs
from explainer.inspect import induction, on_previous, zeroed
from explainer.transformer import decode, next_word_logits


def period_of(row: np.ndarray) -> int:
    """The smallest shift that maps the row onto itself."""
    return next(p for p in range(1, len(row) + 1) if np.array_equal(row[p:], row[:-p]))


def test_repeated_sequences_have_periods_of_their_own() -> None:
    rows = data.periodic(np.random.default_rng(0), 200)
    periods = {period_of(row) for row in rows}
    assert min(periods) >= data.SHORTEST
    assert max(periods) <= data.LONGEST
    assert len(periods) > 20


def test_control_without_repeats_has_none() -> None:
    rows = data.batch("no repeats", np.random.default_rng(0), 8)[4:]
    assert all(period_of(row) > data.LONGEST for row in rows)


def test_what_is_measured_is_said_twice_and_no_token_twice_in_a_copy() -> None:
    for row in data.twice(np.random.default_rng(1), 20, 14):
        assert np.array_equal(row[:14], row[14:])
        assert len(set(row.tolist())) == 14


def test_tokens_spell_the_text() -> None:
    vocabulary, _ = data.tokenizer()
    assert len(vocabulary) == data.N_TOKENS
    text = 'He said to them, "Let us go, that we may see the city."'
    assert "".join(vocabulary.decode(data.ids_of(text))) == text
    with pytest.raises(ValueError, match="not in the vocabulary"):
        data.ids_of("X")  # a letter that the training books lack


def test_copies_leave_out_the_first_token_of_each() -> None:
    n = 2 * measure.PERIOD - 1
    right = np.zeros((1, n))
    right[0, measure.PERIOD - 1] = 1  # foretells the first token of the second copy
    assert measure.copies(right, right)["second_accuracy"] == 0
    right[0, measure.PERIOD :] = 1
    found = measure.copies(right, right)
    assert (found["first_accuracy"], found["second_accuracy"]) == (0, 1)


def test_second_layer_read_from_one_stream_is_the_second_layer() -> None:
    model = explainer.load("induction")
    ids = data.twice(np.random.default_rng(2), 3, 9)
    for changed in (model, zeroed(model, composition.FIRST, 0)):
        stream = composition.read_by_second_layer(changed, ids)
        whole = decode(changed, ids).layers[1].self_attention.weights
        assert np.allclose(
            composition.second_layer_weights(model, stream, stream), whole, atol=1e-5
        )


def test_committed_model_continues_sequences_it_never_saw() -> None:
    model = explainer.load("induction")
    ids = data.twice(np.random.default_rng(3), 16, 20)
    trace = decode(model, ids)
    right = next_word_logits(model, trace).argmax(axis=-1)[:, :-1] == ids[:, 1:]
    assert right[:, 20:].mean() > 0.8
    assert right[:, :19].mean() < 0.1
    pattern = [*range(20), *range(20)]
    first, second = (layer.self_attention.weights for layer in trace.layers)
    assert induction(second, pattern).mean() > 0.5 > induction(first, pattern).mean()
    assert on_previous(first).mean() > on_previous(second).mean()


def test_variants_differ_as_they_say() -> None:
    by_name = {run.name: run for run in runs.RUNS}
    assert len(by_name) == len(runs.RUNS)
    assert by_name["one-layer-seed-0"].config.decoder_layers == 1
    assert by_name["four-heads-seed-0"].config.n_heads == 4
    assert {run.data for run in runs.RUNS} == {"repeats", "text", "no repeats"}
    assert {run.steps for run in runs.RUNS} == {runs.STEPS}
