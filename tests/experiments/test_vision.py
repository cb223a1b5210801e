"""The vision transformer: patches by hand, the committed model, and the experiment's measures."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from experiments.vision import digits, fitting, maps, measure
from explainer import inspect
from explainer.vision import (
    class_logits,
    cut,
    keep_patches,
    load_vision,
    look,
    save_vision,
    untrained_vision,
)

FOLDER = Path(__file__).parents[2] / "experiments" / "vision"
NUMBERED = np.arange(16.0).reshape(1, 4, 4)


def test_patches_are_cut_row_by_row() -> None:
    assert cut(NUMBERED, 2)[0].tolist() == [
        [0, 1, 4, 5],
        [2, 3, 6, 7],
        [8, 9, 12, 13],
        [10, 11, 14, 15],
    ]


def test_patches_must_fill_the_image() -> None:
    with pytest.raises(ValueError, match="do not fill"):
        cut(NUMBERED, 3)


def test_blanking_keeps_the_pixels_of_kept_patches() -> None:
    kept = np.array([[True, False, False, True]])
    assert keep_patches(NUMBERED, kept, 2)[0].tolist() == [
        [0, 1, 0, 0],
        [4, 5, 0, 0],
        [0, 0, 10, 11],
        [0, 0, 14, 15],
    ]
    with pytest.raises(ValueError, match="3 patches"):
        keep_patches(NUMBERED, kept[:, :3], 2)


def test_an_image_of_another_size_is_refused() -> None:
    model = load_vision(FOLDER / "vision.safetensors")
    with pytest.raises(ValueError, match="16 patches"):
        look(model, np.zeros((1, 6, 6), dtype=np.float32))


def test_saving_and_loading_keeps_the_model(tmp_path: Path) -> None:
    model = untrained_vision(fitting.CONFIG, 2, 10, seed=3)
    save_vision(model, tmp_path / "model.safetensors")
    back = load_vision(tmp_path / "model.safetensors")
    assert (back.config, back.patch_side, back.n_classes) == (model.config, 2, 10)
    for name, array in model.parameters.items():
        assert np.allclose(back.parameters[name], array, atol=2e-3)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """The files of a small model."""
    path = tmp_path / "model.safetensors"
    save_vision(untrained_vision(fitting.CONFIG, 2, 10, seed=3), path)
    return path


@pytest.mark.parametrize("bit", [70, 8 * 2000, -1])
def test_a_bit_flip_is_refused(stored: Path, bit: int) -> None:
    content = bytearray(stored.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    stored.write_bytes(content)
    with pytest.raises(ValueError, match=r"model\.safetensors is not the file that model\.json"):
        load_vision(stored)


def test_the_json_of_another_model_is_refused(stored: Path) -> None:
    shutil.copy(FOLDER / "vision.json", stored.with_suffix(".json"))
    with pytest.raises(ValueError, match="it is damaged, or of another model"):
        load_vision(stored)


def test_weights_without_their_json_are_refused(stored: Path) -> None:
    stored.with_suffix(".json").unlink()
    with pytest.raises(FileNotFoundError, match=r"model\.json is missing"):
        load_vision(stored)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"patch_side": 0}, "patch_side must be a whole number from 1, got 0"),
        ({"n_classes": "ten"}, "n_classes must be a whole number from 1, got 'ten'"),
        ({"n_classes": 11}, r"'classes.weight' has shape \[64, 10\]"),
        ({"config": {}}, "source_vocabulary"),
        ({"config": []}, "config must be an object"),
    ],
)
def test_a_json_that_describes_no_such_model_is_refused(
    stored: Path, changed: dict[str, object], message: str
) -> None:
    described = stored.with_suffix(".json")
    header = json.loads(described.read_text(encoding="utf-8"))
    described.write_text(json.dumps(header | changed), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_vision(stored)


def test_the_class_token_starts_the_same_for_every_image() -> None:
    model = load_vision(FOLDER / "vision.safetensors")
    seen = look(model, digits.read()["test"].images[:3])
    entering = seen.layers[0].input
    assert np.array_equal(entering[0, 0], entering[1, 0])
    assert not np.allclose(entering[0, 1:], entering[1, 1:])
    assert np.allclose(seen.layers[0].self_attention.weights.sum(axis=-1), 1, atol=1e-5)


def test_the_committed_model_reads_unseen_digits() -> None:
    test = digits.read()["test"]
    model = load_vision(FOLDER / "vision.safetensors")
    answers = class_logits(model, look(model, test.images)).argmax(axis=-1)
    assert len(answers) == digits.N_TEST
    assert (answers == test.labels).mean() > 0.9


def test_deletion_starts_whole_and_ends_with_one_answer_for_all() -> None:
    model = load_vision(FOLDER / "vision.safetensors")
    images = digits.read()["test"].images[:20]
    scores = maps.random_map(images, 2, seed=0, inked_first=True)
    curve = measure.deletion(model, images, scores)["answers"]
    empty = maps.probabilities(model, np.zeros_like(images[:1])).argmax()
    answers = maps.probabilities(model, images).argmax(axis=-1)
    assert curve[0] == 1
    assert curve[-1] == pytest.approx((answers == empty).mean())


def test_exchanging_patches_ends_with_the_other_images_answers() -> None:
    model = load_vision(FOLDER / "vision.safetensors")
    images = digits.read()["test"].images[:20]
    others = images[::-1].copy()
    scores = maps.random_map(images, 2, seed=0, inked_first=False)
    curve = measure.deletion(model, images, scores, others)["answers"]
    answers = maps.probabilities(model, images).argmax(axis=-1)
    assert curve[-1] == pytest.approx((answers == answers[::-1]).mean())


def test_random_inked_order_puts_all_inked_patches_first() -> None:
    images = digits.read()["test"].images[:20]
    inked = digits.ink(images, 2) >= digits.INKED
    scores = maps.random_map(images, 2, seed=1, inked_first=True)
    for row, marks in zip(scores, inked, strict=True):
        assert row[marks].min() > row[~marks].max()


def test_rollout_of_the_batch_is_rollout_of_each_image() -> None:
    model = load_vision(FOLDER / "vision.safetensors")
    images = digits.read()["test"].images[:2]
    alone = look(model, images[1])
    layers = [layer.self_attention.weights for layer in alone.layers]
    expected = inspect.rollout(layers)[-1, 0, 1:]
    assert np.allclose(maps.rolled_out(look(model, images))[1], expected, atol=1e-6)


def test_what_patches_bring_adds_up_to_the_attention_output() -> None:
    """Weight, value and projection of all tokens together are the sub-layer's output."""
    model = load_vision(FOLDER / "vision.safetensors")
    attention = look(model, digits.read()["test"].images[:2]).layers[-1].self_attention
    each = attention.weights[..., 0, :, None] * attention.values  # [n, heads, tokens, d_head]
    joined = np.moveaxis(each, 1, 2).reshape(2, 17, -1) @ attention.output_weight
    bias = model.parameters["encoder.1.self_attention.output_bias"]
    assert np.allclose(joined.sum(axis=1) + bias, attention.output[:, 0], atol=1e-4)


def test_holes_are_whole_patches() -> None:
    images = np.ones((50, 8, 8), dtype=np.float32)
    holed = cut(fitting.with_holes(images, np.random.default_rng(0)), 2)
    assert set(np.unique(holed.mean(axis=-1))) == {0.0, 1.0}


def test_correlation_is_averaged_over_images_that_have_one() -> None:
    first = np.array([[1.0, 2, 3, 4], [1, 2, 3, 4], [1, 1, 1, 1]])
    second = np.array([[1.0, 2, 3, 4], [4, 3, 2, 1], [1, 2, 3, 4]])
    assert measure.mean_correlation(first, second) == pytest.approx(0)
    assert measure.mean_correlation(first[:1], second[:1]) == pytest.approx(1)


def test_the_commonest_brightest_patch() -> None:
    assert measure.most_usual(np.eye(4)[[0, 0, 0, 2]]) == 0.75
