"""Models on disk: ``NAME.safetensors`` holds the numbers, ``NAME.json`` all that is not a number.

The JSON names the SHA-256 of the numbers it was written with. Loading checks it, and every
tensor's name, kind and shape against the config, so that a wrong file is found at the door and not
in the middle of a forward pass.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize
from safetensors import numpy as safetensors

from explainer.arrays import Array, as_numpy
from explainer.files import write_whole
from explainer.model import Config, Model, parameter_shapes
from explainer.tokenizer import Vocabulary

FOLDER = Path(__file__).parent / "checkpoints"
STORED = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}  # a safetensors file's name, NumPy's
_stored: Callable[[bytes], list[tuple[str, dict[str, Any]]]] = deserialize  # which has no types
KEYS = ("config", "source_words", "target_words", "card")


def names() -> list[str]:
    """The models that come with the library."""
    return sorted(path.stem for path in FOLDER.glob("*.safetensors"))


def load(name: str | Path) -> Model:
    """A model by its name, or by the path of its .safetensors file.

    Parameters become float32 NumPy arrays. Raises FileNotFoundError that lists the known models,
    and ValueError that names the file for anything else: a JSON that was written with other
    weights, tensors that do not fit the config or hold no floating-point numbers.
    """
    path = Path(name)
    if path.suffix != ".safetensors":
        path = FOLDER / f"{name}.safetensors"
    if not path.is_file():
        raise FileNotFoundError(f"no model at {path.name}; known models: {', '.join(names())}")
    header, content = read_described(path, KEYS)
    try:
        config = Config(**header["config"])
        source, target = (_vocabulary(header, side) for side in ("source", "target"))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.with_suffix('.json').name}: {error}") from error
    parameters = read_parameters(content, path.name, config)
    return Model(config, parameters, source, target, header["card"])


def save(model: Model, path: str | Path, dtype: str = "float16") -> None:
    """Write both files, each replaced whole. The parameters are rounded to ``dtype``.

    ``path`` is that of the .safetensors file; the ending may be left out. ``dtype`` is "float16",
    "float32" or "float64". Raises ValueError, and leaves the files as they are, for parameters
    that do not fit the config, for numbers that ``dtype`` cannot hold, and for a card that JSON
    cannot; TypeError for what is not a model.
    """
    if not isinstance(model, Model):
        raise TypeError(f"save takes a model, then a path; got {type(model).__name__} first")
    path = Path(path)
    if path.suffix != ".safetensors":
        path = path.with_name(f"{path.name}.safetensors")
    if dtype not in ("float16", "float32", "float64"):
        raise ValueError(f"dtype must be float16, float32 or float64, got {dtype!r}")
    exact = {name: as_numpy(array, repr(name)) for name, array in model.parameters.items()}
    shapes = {name: array.shape for name, array in exact.items()}
    _check_shapes(shapes, parameter_shapes(model.config), "the model")
    parameters = {name: _rounded(name, array, dtype) for name, array in exact.items()}
    content = safetensors.save(parameters)
    header = {
        "config": dataclasses.asdict(model.config),
        "source_words": list(model.source_vocabulary.words),
        "target_words": list(model.target_vocabulary.words),
        "card": dict(model.card),
    }
    write_described(path, content, header)


def write_described(path: Path, content: bytes, header: Mapping[str, Any]) -> None:
    """Write the bytes of a .safetensors file, and beside it ``header`` with their SHA-256.

    Raises ValueError, and leaves the files as they are, for a header that JSON cannot hold.
    """
    described = {"sha256": hashlib.sha256(content).hexdigest(), **header}
    try:
        text = json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"
    except (TypeError, ValueError) as error:
        raise ValueError(f"the card or config: {error}; nothing was written") from error
    write_whole(path, content)
    write_whole(path.with_suffix(".json"), text)


def read_described(path: Path, keys: Collection[str]) -> tuple[dict[str, Any], bytes]:
    """The JSON beside a .safetensors file, with all of ``keys``, and that file's bytes.

    Raises FileNotFoundError where either is missing, and ValueError that names the file for a JSON
    that is damaged or was written with other bytes.
    """
    described = path.with_suffix(".json")
    header = _read_header(described, keys)
    content = path.read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != header["sha256"]:
        raise ValueError(
            f"{path.name} is not the file that {described.name} was written with (SHA-256 "
            f"{found[:12]}… instead of {str(header['sha256'])[:12]}…): it is damaged, or of "
            "another model"
        )
    return header, content


def read_parameters(
    content: bytes,
    name: str,
    config: Config,
    shapes_of: Callable[[Config], Mapping[str, tuple[int, ...]]] = parameter_shapes,
) -> dict[str, Array]:
    """The float32 parameters in the bytes of a safetensors file, in the order of ``shapes_of``.

    Raises ValueError that names file and tensor for what is damaged, does not fit the config, or
    is not made of finite floating-point numbers.
    """
    try:
        tensors = dict(_stored(content))
    except SafetensorError as error:
        raise ValueError(f"{name} is truncated or not a safetensors file: {error}") from error
    if config.encoder_layers + config.decoder_layers > len(tensors):  # before they are listed
        raise ValueError(
            f"{name}: the config calls for {config.encoder_layers} + {config.decoder_layers} "
            f"layers, the file holds {len(tensors)} tensors"
        )
    shapes = shapes_of(config)
    _check_shapes({key: tuple(stored["shape"]) for key, stored in tensors.items()}, shapes, name)
    parameters = {}
    for key, shape in shapes.items():
        kind = tensors[key]["dtype"]
        if kind not in STORED:
            raise ValueError(f"{name}: {key!r} is stored as {kind}, not as F16, F32 or F64")
        with np.errstate(over="ignore"):  # F64 may hold more than float32: caught below
            numbers = np.frombuffer(tensors[key]["data"], STORED[kind]).astype(np.float32)
        if not np.all(np.isfinite(numbers)):
            raise ValueError(f"{name}: {key!r} holds infinite or undefined numbers")
        parameters[key] = numbers.reshape(shape)
    return parameters


def _check_shapes(
    found: Mapping[str, tuple[int, ...]], needed: Mapping[str, tuple[int, ...]], name: str
) -> None:
    for what, keys in (
        ("lacks", sorted(set(needed) - set(found))),
        ("has unknown", sorted(set(found) - set(needed))),
    ):
        if keys:
            raise ValueError(f"{name} {what} {keys[0]!r} ({len(keys)} such tensors)")
    for key, shape in needed.items():
        if found[key] != shape:
            raise ValueError(
                f"{name}: {key!r} has shape {list(found[key])}, the config calls for {list(shape)}"
            )


def _rounded(name: str, array: Array, dtype: str) -> Array:
    if not np.all(np.abs(array) <= np.finfo(dtype).max):  # False for undefined numbers too
        raise ValueError(f"{name!r} holds numbers that {dtype} cannot; nothing was written")
    return np.ascontiguousarray(array, dtype=dtype)


def _read_header(path: Path, keys: Collection[str]) -> dict[str, Any]:
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is missing: it holds the model's config and words")
    try:
        header = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:  # bytes that are no text, and numbers too long
        raise ValueError(f"{path.name} is not valid JSON: {error}") from error
    if not isinstance(header, dict):
        raise ValueError(f"{path.name} must hold a JSON object, got {type(header).__name__}")
    if missing := {"sha256", *keys} - set(header):
        raise ValueError(f"{path.name} lacks {', '.join(sorted(missing))}")
    for key in {"config", "card"} & {*keys}:
        if not isinstance(header[key], dict):
            raise ValueError(f"{path.name}: {key} must be an object")
    return header


def _vocabulary(header: Mapping[str, Any], side: str) -> Vocabulary:
    words, size = header[f"{side}_words"], header["config"].get(f"{side}_vocabulary")
    if not isinstance(words, list):
        raise ValueError(f"{side}_words must be a list")
    if len(words) != size:
        raise ValueError(f"{len(words)} {side} words, config says {size}")
    return Vocabulary(tuple(words))
