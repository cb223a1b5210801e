"""Models on disk: ``NAME.safetensors`` holds the numbers, ``NAME.json`` all that is not a number.

Loading checks every tensor's name and shape against the config, so that a wrong file is found at
the door and not in the middle of a forward pass.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors import numpy as safetensors

from explainer.arrays import Array
from explainer.files import write_whole
from explainer.model import Config, Model, parameter_shapes
from explainer.tokenizer import Vocabulary

FOLDER = Path(__file__).parent / "checkpoints"


def names() -> list[str]:
    """The models that come with the library."""
    return sorted(path.stem for path in FOLDER.glob("*.safetensors"))


def load(name: str | Path) -> Model:
    """A model by its name, or by the path of its .safetensors file.

    Parameters become float32 NumPy arrays. Raises FileNotFoundError that lists the known models,
    and ValueError that names file and tensor for anything that does not fit the config.
    """
    path = Path(name)
    if path.suffix != ".safetensors":
        path = FOLDER / f"{name}.safetensors"
    if not path.exists():
        raise FileNotFoundError(f"no model at {path.name}; known models: {', '.join(names())}")
    header = _read_header(path.with_suffix(".json"))
    config = _read_config(header["config"], path.with_suffix(".json"))
    source_words, target_words = (
        Vocabulary(tuple(header[key])) for key in ("source_words", "target_words")
    )
    model = Model(
        config, _read_parameters(path, config), source_words, target_words, header["card"]
    )
    for kind, words, size in (
        ("source", model.source_vocabulary, config.source_vocabulary),
        ("target", model.target_vocabulary, config.target_vocabulary),
    ):
        if len(words) != size:
            raise ValueError(
                f"{path.with_suffix('.json').name}: {len(words)} {kind} words, config says {size}"
            )
    return model


def save(model: Model, path: Path, dtype: str = "float16") -> None:
    """Write both files, each replaced whole. The parameters are rounded to ``dtype``.

    Raises ValueError, and leaves the files as they are, for numbers that ``dtype`` cannot hold.
    """
    parameters = {}
    for name, array in model.parameters.items():
        exact = np.asarray(array)
        if not np.all(np.abs(exact) <= np.finfo(dtype).max):  # False for undefined numbers too
            raise ValueError(f"{name!r} holds numbers that {dtype} cannot; nothing was written")
        parameters[name] = np.ascontiguousarray(exact, dtype=dtype)
    header = {
        "config": dataclasses.asdict(model.config),
        "source_words": list(model.source_vocabulary.words),
        "target_words": list(model.target_vocabulary.words),
        "card": dict(model.card),
    }
    write_whole(path.with_suffix(".safetensors"), safetensors.save(parameters))
    text = json.dumps(header, ensure_ascii=False, indent=1) + "\n"
    write_whole(path.with_suffix(".json"), text)


def _read_header(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise FileNotFoundError(f"{path.name} is missing: it holds the model's config and words")
    try:
        header = json.loads(path.read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} is not valid JSON: {error}") from error
    if not isinstance(header, dict):
        raise ValueError(f"{path.name} must hold a JSON object, got {type(header).__name__}")
    missing = {"config", "source_words", "target_words", "card"} - set(header)
    if missing:
        raise ValueError(f"{path.name} lacks {', '.join(sorted(missing))}")
    return header


def _read_config(fields: Mapping[str, Any], path: Path) -> Config:
    try:
        return Config(**fields)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _read_parameters(path: Path, config: Config) -> dict[str, Array]:
    try:
        tensors = safetensors.load(path.read_bytes())
    except SafetensorError as error:
        raise ValueError(f"{path.name} is truncated or not a safetensors file: {error}") from error
    shapes = parameter_shapes(config)
    for what, found in (
        ("lacks", sorted(set(shapes) - set(tensors))),
        ("has unknown", sorted(set(tensors) - set(shapes))),
    ):
        if found:
            raise ValueError(f"{path.name} {what} {found[0]!r} ({len(found)} such tensors)")
    for name, shape in shapes.items():
        if tensors[name].shape != shape:
            raise ValueError(
                f"{path.name}: {name!r} has shape {list(tensors[name].shape)}, "
                f"the config calls for {list(shape)}"
            )
        if not np.all(np.isfinite(tensors[name])):
            raise ValueError(f"{path.name}: {name!r} holds infinite or undefined numbers")
    return {name: tensors[name].astype(np.float32) for name in shapes}
