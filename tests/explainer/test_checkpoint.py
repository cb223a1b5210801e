"""Models on disk: what goes in comes out, and what is wrong is named at the door."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors import numpy as safetensors

from explainer import checkpoint
from explainer.checkpoint import load, names, save
from explainer.model import Config
from explainer.transformer import forward
from tests.explainer.helpers import assert_close, many, random_model, unchecked_shapes

TENSOR = "encoder.0.self_attention.query"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good checkpoint."""
    path = tmp_path / "small.safetensors"
    save(random_model(), path)
    return path


def change_header(path: Path, **fields: Any) -> None:
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    kept = {key: value for key, value in (header | fields).items() if value is not None}
    path.with_suffix(".json").write_text(json.dumps(kept), encoding="utf-8")


def change_tensors(path: Path, **tensors: np.ndarray | None) -> None:
    found = safetensors.load(path.read_bytes()) | tensors
    kept = {name: value for name, value in found.items() if value is not None}
    rewrite(path, safetensors.save(kept))


def rewrite(path: Path, content: bytes) -> None:
    """Other weights, with a JSON that says they belong to it."""
    path.write_bytes(content)
    change_header(path, sha256=hashlib.sha256(content).hexdigest())


def expect(path: Path, message: str, error: type[Exception] = ValueError) -> None:
    with pytest.raises(error, match=re.escape(message)):
        load(path)


# --- there and back --------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [{}, {"positions": "learned", "norm": "post"}], ids=str)
@pytest.mark.parametrize("dtype", ["float16", "float32"])
def test_save_and_load(tmp_path: Path, dtype: str, choices: dict) -> None:
    model = replace(random_model(**choices), card={"seed": 3, "text": "déjà vu"})
    save(model, tmp_path / "new" / "small.safetensors", dtype)
    loaded = load(tmp_path / "new" / "small.safetensors")
    assert loaded.config == model.config
    assert loaded.card == model.card
    assert loaded.source_vocabulary == model.source_vocabulary
    assert loaded.target_vocabulary == model.target_vocabulary
    assert list(loaded.parameters) == list(model.parameters)
    for name, array in model.parameters.items():
        assert loaded.parameters[name].dtype == np.float32
        np.testing.assert_array_equal(loaded.parameters[name], array.astype(dtype))
    ids = np.array([3, 4, 5])
    logits = forward(model, ids, ids).logits
    atol = 0.05 if dtype == "float16" else 1e-4
    assert_close(forward(loaded, ids, ids).logits, logits, atol=atol)
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == [
        "small.json",
        "small.safetensors",
    ]


def test_what_was_loaded_is_saved_bit_for_bit(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.safetensors"
    save(load(path), again)
    assert again.read_bytes() == path.read_bytes()
    assert again.with_suffix(".json").read_bytes() == path.with_suffix(".json").read_bytes()


def test_models_are_known_by_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(random_model(seed=1), path.with_name("other.safetensors"))
    monkeypatch.setattr(checkpoint, "FOLDER", path.parent)
    assert names() == ["other", "small"]
    assert load("other").card == {"seed": 1}
    with pytest.raises(FileNotFoundError, match=r"no model at tiny\..*known models: other, small"):
        load("tiny")


@pytest.mark.parametrize("broken", ["write_bytes", "replace"])
def test_an_interrupted_save_leaves_the_old_model(
    path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = path.read_bytes()
    write = Path.write_bytes

    def interrupted(self: Path, content: Any) -> None:
        if broken == "write_bytes":
            write(self, content[: len(content) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, broken, interrupted)
        with pytest.raises(KeyboardInterrupt):
            save(random_model(seed=5), path)
    assert path.read_bytes() == before
    assert load(path).card == {"seed": 0}
    save(random_model(seed=5), path)  # what the interruption left behind does not disturb
    assert load(path).card == {"seed": 5}


# --- wrong files -----------------------------------------------------------------------------


def test_a_missing_json_is_named(path: Path) -> None:
    path.with_suffix(".json").unlink()
    expect(path, "small.json is missing", FileNotFoundError)


@pytest.mark.parametrize("content", [b'{"config": ', b"", b'{"card": "\xff\xfe"}', b"\x00\x01"])
def test_a_broken_json_is_named(path: Path, content: bytes) -> None:
    path.with_suffix(".json").write_bytes(content)
    expect(path, "small.json is not valid JSON")


@pytest.mark.parametrize("content", [b"[]", b"3", b'"config"'])
def test_a_json_that_is_no_object_is_named(path: Path, content: bytes) -> None:
    path.with_suffix(".json").write_bytes(content)
    expect(path, "small.json must hold a JSON object")


@pytest.mark.parametrize("key", ["config", "source_words", "target_words", "card", "sha256"])
def test_a_lacking_key_is_named(path: Path, key: str) -> None:
    change_header(path, **{key: None})
    expect(path, f"small.json lacks {key}")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "colour"),
        ({"n_heads": 3}, "3 heads do not divide d_model 8"),
        ({"norm": "middle"}, "norm must be"),
        ({"encoder_layers": -1}, "encoder_layers must be a whole number from 0, got -1"),
        ({"decoder_layers": 2.0}, "decoder_layers must be a whole number from 0, got 2.0"),
        ({"d_feed_forward": True}, "d_feed_forward must be a whole number from 1, got True"),
        ({"scale_scores": "no"}, "scale_scores must be true or false, got 'no'"),
    ],
)
def test_a_config_that_makes_no_sense_is_named(path: Path, change: dict, message: str) -> None:
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    change_header(path, config=header["config"] | change)
    with unchecked_shapes(), pytest.raises(ValueError, match=rf"small\.json: .*{message}"):
        load(path)


@pytest.mark.parametrize(
    ("key", "kind", "size"), [("source", "source", 11), ("target", "target", 13)]
)
def test_vocabularies_of_another_size_are_named(path: Path, key: str, kind: str, size: int) -> None:
    change_header(path, **{f"{key}_words": ["<pad>", "<start>", "<end>"]})
    expect(path, f"small.json: 3 {kind} words, config says {size}")


@pytest.mark.parametrize("kept", [0, 4, 100, -1])
def test_truncated_numbers_are_named(path: Path, kept: int) -> None:
    rewrite(path, path.read_bytes()[:kept])
    expect(path, "small.safetensors is truncated or not a safetensors file")


def test_a_missing_tensor_is_named(path: Path) -> None:
    change_tensors(path, **{TENSOR: None})
    expect(path, f"small.safetensors lacks '{TENSOR}' (1 such tensors)")


def test_an_unknown_tensor_is_named(path: Path) -> None:
    change_tensors(path, extra=np.zeros(2), more=np.zeros(2))
    expect(path, "small.safetensors has unknown 'extra' (2 such tensors)")


def test_a_tensor_of_another_shape_is_named(path: Path) -> None:
    change_tensors(path, **{TENSOR: np.zeros((8, 4), dtype=np.float16)})
    expect(path, f"small.safetensors: '{TENSOR}' has shape [8, 4], the config calls for [8, 8]")


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_named(path: Path, number: float) -> None:
    tensor = np.zeros((8, 8), dtype=np.float16)
    tensor[3, 5] = number
    change_tensors(path, **{TENSOR: tensor})
    expect(path, f"small.safetensors: '{TENSOR}' holds infinite or undefined numbers")


def test_numbers_too_large_for_the_file_leave_the_old_one(tmp_path: Path) -> None:
    model = random_model(0)
    path = tmp_path / "model.safetensors"
    save(model, path)
    before = path.read_bytes()
    name = next(iter(model.parameters))
    spoiled = replace(model, parameters={**model.parameters, name: model.parameters[name] + 1e6})
    with pytest.raises(ValueError, match=f"{name!r} holds numbers that float16 cannot"):
        save(spoiled, path)
    assert path.read_bytes() == before


# --- two files that belong together ----------------------------------------------------------


def test_the_json_names_the_hash_of_the_weights(path: Path) -> None:
    header = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert header["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_committed_json_names_the_hash_of_its_weights() -> None:
    root = Path(__file__).parents[2]
    committed = [
        *root.glob("explainer/checkpoints/**/*.safetensors"),
        *root.glob("experiments/*/models/*.safetensors"),
    ]
    assert len(committed) >= 17
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
