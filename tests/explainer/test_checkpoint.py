"""Models on disk: what goes in comes out, and what is wrong is named at the door."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explainer import checkpoint
from explainer.checkpoint import load, names, save
from explainer.transformer import forward
from tests.explainer.helpers import assert_close, random_model, unchecked_shapes
from tests.explainer.stored import TENSOR, change_header, change_tensors, expect, rewrite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A good checkpoint."""
    path = tmp_path / "small.safetensors"
    save(random_model(), path)
    return path


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
