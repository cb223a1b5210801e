"""What the page on several heads computes, on cases that can be worked by hand."""

import dataclasses

import numpy as np
import pytest

import explainer
from experiments.head_removal.removal import Head, heads_of, mean_instead, pronoun, without
from experiments.translator.data import held_out_sample
from generators.figures._shared.head_removals import (
    in_order,
    last_usable,
    sub_layers,
    title,
    usable_by_chance,
)
from generators.figures._shared.head_statistics import name
from generators.figures.multi_head_attention import what_a_head_sees
from generators.figures.multi_head_attention._reach import block_diagonal, jacobian
from generators.figures.multi_head_attention.four_rows_of_one_word import differences


def section(n_heads: int, d_model: int = 8) -> dict[str, np.ndarray]:
    random = np.random.default_rng(n_heads)
    made = {key: random.normal(size=(d_model, d_model)) for key in ("query", "key", "value")}
    made |= {f"{key}_bias": random.normal(size=d_model) for key in ("query", "key", "value")}
    return made | {"output": np.eye(d_model), "output_bias": np.zeros(d_model)}


def test_two_heads_differ_by_the_weight_they_place_elsewhere() -> None:
    rows = np.array([[1, 0, 0], [0.5, 0.5, 0]])
    assert differences(rows) == {"1 and 2": 0.5}


def test_a_head_is_named_after_what_gets_at_least_half() -> None:
    assert name({"word": "it", "on_word": 0.2, "previous": 0.5}) == "previous word 0.50"
    assert name({"word": "it", "on_word": 0.2, "previous": 0.49}) == "spread"


def test_heads_may_go_until_the_first_count_that_is_too_much() -> None:
    assert last_usable([0, 1, 2, 4], [1.0, 0.96, 0.9, 0.99]) == 1
    assert last_usable([0, 1], [0.9, 0.8]) == 0
    orders = [{"exact": [1.0, 0.97, 0.9]}, {"exact": [1.0, 0.9, 0.8]}]
    assert usable_by_chance([{"greedy": {"removed": [0, 1, 2]}, "random": orders}]) == [1, 0]


def test_removals_are_in_order_of_stack_layer_and_head_whatever_the_shape() -> None:
    rows = [
        {"sub_layer": f"{stack}.{layer}.{kind}_attention", "head": head}
        for head in (1, 0)
        for layer in (2, 0)
        for stack, kind in (("decoder", "cross"), ("decoder", "self"), ("encoder", "self"))
    ]
    ordered = in_order({"single": rows})
    assert [title(row) for row in ordered[:3]] == [
        "encoder layer 1 head 1",
        "encoder layer 1 head 2",
        "encoder layer 3 head 1",
    ]
    assert sub_layers({"single": rows})[-1] == "cross, layer 3"


def test_the_derivatives_agree_with_a_small_difference() -> None:
    inputs, weights = np.random.default_rng(0).normal(size=(3, 8)), section(2)
    exact = jacobian(inputs, weights, 2, place=1)
    nudged = inputs.copy()
    nudged[2, 5] += 1e-6
    outputs = [
        explainer.multi_head_attention(x, x, weights, 2).attention.output[:, 1]
        for x in (inputs, nudged)
    ]
    assert exact[:, :, 2, 5] == pytest.approx((outputs[1] - outputs[0]) / 1e-6, abs=1e-4)


def test_cutting_the_raw_embedding_would_leave_holes() -> None:
    inputs, weights = np.random.default_rng(0).normal(size=(3, 8)), section(2)
    whole = jacobian(inputs, weights, 2, place=1)
    cut = jacobian(inputs, block_diagonal(weights, 2), 2, place=1)
    assert (whole != 0).all()
    assert (cut[0, :, :, 4:] == 0).all()
    assert (cut[0, :, :, :4] != 0).all()


def test_a_removed_head_adds_nothing_and_the_others_add_the_same() -> None:
    model = explainer.load("translator")
    ids = model.source_vocabulary.encode(["the", "animal"])
    head = Head("encoder.0.self_attention", 2)
    assert len(heads_of(model)) == 24
    before, after = (
        explainer.transformer.encode(m, ids).layers[0].self_attention.contributions
        for m in (model, without(model, [head]))
    )
    assert (after[2] == 0).all()
    assert after[[0, 1, 3]] == pytest.approx(before[[0, 1, 3]])


def test_the_mean_goes_where_the_head_was() -> None:
    model = explainer.load("translator")
    head = Head("decoder.1.cross_attention", 1)
    changed = mean_instead(model, head, held_out_sample(5))
    moved = [
        key
        for key in model.parameters
        if not np.array_equal(model.parameters[key], changed.parameters[key])
    ]
    assert moved == ["decoder.1.cross_attention.output", "decoder.1.cross_attention.output_bias"]
    assert dataclasses.replace(changed, parameters=model.parameters) == model


def test_the_pronoun_is_the_word_after_qu() -> None:
    assert pronoun(["parce", "qu'", "il", "était"]) == "il"
    assert pronoun(["la", "tour"]) is None


def test_a_cut_hides_whole_words_or_whole_features_and_the_head_as_it_is_sees_all() -> None:
    shown = what_a_head_sees.values()
    words, features, everything = (np.array(shown["sees"][cut]) for cut in what_a_head_sees.CUTS)
    sees_word, sees_feature = words.any(axis=1), features.any(axis=0)
    assert (words[sees_word] > 0).all() and words[shown["words"].index(shown["word"])].all()
    assert (features[:, sees_feature] > 0).all()
    assert 0 < sees_word.mean() < 0.5 and 0 < sees_feature.mean() < 0.5
    assert (everything > 0).all() and everything.max() == 1
