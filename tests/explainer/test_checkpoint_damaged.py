"""A stored model's two files belong together; damage, other files and absurd sizes are refused."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.checkpoint import load, save
from explainer.model import Config
from tests.explainer.helpers import many, random_model, unchecked_shapes
from tests.explainer.stored import TENSOR, change_header, change_tensors, expect, rewrite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good checkpoint."""
    path = tmp_path / "small.safetensors"
    save(random_model(), path)
    return path


def test_the_json_names_the_hash_of_the_weights(path: Path) -> None:
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert header["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_committed_json_names_the_hash_of_its_weights() -> None:
    root = Path(__file__).parents[2]
    committed = [
        *root.glob("explainer/checkpoints/**/*.safetensors"),
        *root.glob("experiments/*/models/*.safetensors"),
        *root.glob("experiments/*/*.safetensors"),
    ]
    assert len(committed) >= 18
    for weights in committed:
        header = json.loads(weights.with_suffix(".json").read_text(encoding="utf-8"))
        assert header["sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest(), weights


@many
@given(st.data())
def test_a_bit_flip_is_refused(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "small.safetensors")
        save(random_model(), path)
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, 8 * len(content) - 1))
        content[place // 8] ^= 1 << place % 8
        path.write_bytes(content)
        expect(path, "small.safetensors is not the file that small.json was written with (SHA-256")


def test_the_json_of_another_model_is_refused(path: Path) -> None:
    other = path.with_name("other.safetensors")
    save(random_model(seed=1, n_heads=4), other)  # the same shapes, another number of heads
    shutil.copy(other.with_suffix(".json"), path.with_suffix(".json"))
    expect(path, "it is damaged, or of another model")


@pytest.mark.parametrize("field", ["encoder_layers", "decoder_layers"])
def test_more_layers_than_the_file_can_hold_are_refused_at_once(path: Path, field: str) -> None:
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    change_header(path, config=header["config"] | {field: 10**7})
    start = time.process_time()
    expect(path, "layers, the file holds")
    assert time.process_time() - start < 1


@pytest.mark.parametrize("field", ["d_model", "d_feed_forward", "longest", "source_vocabulary"])
def test_other_absurd_sizes_are_refused(tmp_path: Path, field: str) -> None:
    path = tmp_path / "small.safetensors"
    save(random_model(positions="learned"), path)
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    change_header(path, config=header["config"] | {field: 10**12})
    expect(path, f"{10**12}")


@pytest.mark.parametrize(
    ("dtype", "name"), [("int8", "I8"), ("bool", "BOOL"), ("complex64", "C64")]
)
def test_weights_that_are_no_floats_are_refused(path: Path, dtype: str, name: str) -> None:
    change_tensors(path, **{TENSOR: np.ones((8, 8), dtype=dtype)})
    expect(path, f"small.safetensors: '{TENSOR}' is stored as {name}, not as F16, F32 or F64")


def test_numbers_beyond_float32_are_refused(path: Path) -> None:
    change_tensors(path, **{TENSOR: np.full((8, 8), 1e300)})
    expect(path, f"'{TENSOR}' holds infinite or undefined numbers")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"config": []}, "small.json: config must be an object"),
        ({"card": "red"}, "small.json: card must be an object"),
        ({"source_words": "abc"}, "small.json: source_words must be a list"),
        ({"source_words": [[]] * 11}, "small.json: a vocabulary holds words, but got []"),
        ({"source_words": ["a"] * 11}, "small.json: a vocabulary holds each word once"),
        ({"sha256": 3}, "instead of 3…"),
    ],
)
def test_a_header_of_other_kinds_is_named(path: Path, changed: dict, message: str) -> None:
    change_header(path, **changed)
    with unchecked_shapes():
        expect(path, message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [field.name for field in fields(Config)]


@many
@given(st.data())
def test_whatever_a_header_says_the_error_is_a_documented_one(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, unchecked_shapes():
        path = Path(folder, "small.safetensors")
        save(random_model(), path)
        header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        where = header["config"] if data.draw(st.booleans()) else header
        where[data.draw(st.sampled_from(sorted({*where, *FIELDS})) | st.text())] = data.draw(JSON)
        path.with_suffix(".json").write_text(json.dumps(header), encoding="utf-8")
        try:
            load(path)
        except ValueError as error:
            assert "small" in str(error)


@many
@given(st.binary(max_size=60) | st.sampled_from([b"[" * 100_000, b"9" * 5000]))
def test_bytes_that_are_no_checkpoint(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "small.safetensors")
        save(random_model(), path)
        rewrite(path, content)
        expect(path, "small.safetensors is truncated or not a safetensors file")
        path.with_suffix(".json").write_bytes(content)
        expect(path, "small.json")


@many
@given(st.data())
def test_a_damaged_file_with_a_fresh_hash_fails_in_documented_ways(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "small.safetensors")
        save(random_model(), path)
        content = bytearray(path.read_bytes())
        described = 8 + int.from_bytes(content[:8], "little")
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, described - 1))] = data.draw(st.integers(0, 255))
        rewrite(path, bytes(content))
        try:
            load(path)
        except ValueError as error:
            assert "small.safetensors" in str(error)


# --- what cannot be saved --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({TENSOR: None}, f"the model lacks '{TENSOR}'"),
        ({TENSOR: np.ones((8, 4))}, f"'{TENSOR}' has shape [8, 4], the config calls for [8, 8]"),
        (
            {TENSOR: np.ones((8, 8), dtype=complex)},
            f"'{TENSOR}' must hold real numbers, got complex128",
        ),
        ({TENSOR: [[1.0] * 8] * 8}, None),
        ({TENSOR: np.ones((8, 8), dtype=int)}, None),
    ],
)
def test_parameters_that_cannot_be_saved_are_named(tmp_path: Path, change, message) -> None:
    model = random_model()
    changed = {k: v for k, v in (dict(model.parameters) | change).items() if v is not None}
    path = tmp_path / "small"  # the ending may be left out
    if message is None:
        save(replace(model, parameters=changed), path)
        assert load(f"{path}.safetensors").parameters[TENSOR].tolist() == [[1.0] * 8] * 8
        return
    with pytest.raises(ValueError, match=re.escape(message)):
        save(replace(model, parameters=changed), str(path))
    assert not list(tmp_path.iterdir())


def test_exchanged_arguments_are_named(tmp_path: Path) -> None:
    with unchecked_shapes(), pytest.raises(TypeError, match="save takes a model, then a path; got"):
        save(tmp_path, random_model())


def test_a_card_or_dtype_that_cannot_be_saved_leaves_the_old_files(path: Path) -> None:
    before = path.read_bytes(), path.with_suffix(".json").read_bytes()
    with pytest.raises(ValueError, match=r"the card or config: .*ndarray.*nothing was written"):
        save(replace(random_model(1), card={"scores": np.ones(2)}), path)
    with pytest.raises(ValueError, match="dtype must be float16, float32 or float64, got 'int8'"):
        save(random_model(1), path, "int8")
    assert before == (path.read_bytes(), path.with_suffix(".json").read_bytes())
