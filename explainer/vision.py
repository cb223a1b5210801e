"""The vision transformer: pictures cut into patches, read by the encoder that also reads words.

Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words", at the size of a postage stamp. Each patch
is a token: its pixels times one matrix, plus a learned code of its place. One token more, the
class token, stands in front and has no picture; the class is read off its output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from safetensors import numpy as safetensors

from explainer.arrays import Array, Bool, Float, array_namespace, device, shape_of
from explainer.checkpoint import read_described, read_parameters, write_described
from explainer.model import Config, Model, parameter_shapes
from explainer.transformer import StackTrace, encode
from explainer.untrained import untrained as untrained_encoder

KEYS = ("config", "patch_side", "n_classes")  # of the JSON beside the weights


@dataclass(frozen=True)
class VisionModel:
    """An encoder, the side of a patch in pixels, and parameters for both ends of the encoder.

    The encoder's vocabulary has one word, the same at every place: places differ by their learned
    code, and patches by what ``patches.projection`` adds.
    """

    config: Config
    parameters: Mapping[str, Array]
    patch_side: int
    n_classes: int

    @property
    def n_patches(self) -> int:
        """All places but the class token's."""
        return self.config.longest - 1

    @property
    def n_parameters(self) -> int:
        """How many numbers were learned."""
        return sum(int(np.prod(tuple(array.shape))) for array in self.parameters.values())


def vision_shapes(config: Config, patch_side: int, n_classes: int) -> dict[str, tuple[int, ...]]:
    """Every parameter's name and shape: those of the encoder, and both ends."""
    return {
        "patches.projection": (patch_side**2, config.d_model),
        **parameter_shapes(config),
        "classes.weight": (config.d_model, n_classes),
        "classes.bias": (n_classes,),
    }


def untrained_vision(config: Config, patch_side: int, n_classes: int, seed: int) -> VisionModel:
    """A model before any training: where training starts, and a control for measurements.

    Pictures and places enter alike strong; what all tokens share starts at zero.
    """
    parameters = dict(untrained_encoder(Model(config, {}), seed).parameters)
    random = np.random.default_rng([seed, 1])
    shapes = vision_shapes(config, patch_side, n_classes)
    for name, deviation in (
        ("source_embedding", 0.0),
        ("source_positions", 0.5),
        ("patches.projection", 1 / patch_side),
        ("classes.weight", config.d_model**-0.5),
        ("classes.bias", 0.0),
    ):
        parameters[name] = random.normal(size=shapes[name]) * deviation
    return VisionModel(config, parameters, patch_side, n_classes)


def cut(images: Float[Array, "... height width"], side: int) -> Float[Array, "... patches pixels"]:
    """The patches of each image, row by row; each one's pixels, row by row.

    Raises ValueError where patches of this side do not fill the image.
    """
    *batch, height, width = images.shape
    if side < 1 or height % side or width % side:
        raise ValueError(f"patches of side {side} do not fill images {shape_of(images)}")
    xp = array_namespace(images)
    tiles = xp.reshape(images, (-1, height // side, side, width // side, side))
    tiles = xp.permute_dims(tiles, (0, 1, 3, 2, 4))
    return xp.reshape(tiles, (*batch, height * width // side**2, side * side))


def keep_patches(
    images: Float[Array, "... height width"], kept: Bool[Array, "... patches"], side: int
) -> Float[Array, "... height width"]:
    """The same images without ink in every patch for which ``kept`` is False.

    Patches are numbered as in ``cut``. Raises ValueError like ``cut`` and where their number
    differs.
    """
    *_, height, width = images.shape
    n_patches = cut(images, side).shape[-2]
    if kept.shape[-1] != n_patches:
        raise ValueError(f"{kept.shape[-1]} patches to keep or not, the images have {n_patches}")
    xp = array_namespace(images)
    grid = xp.reshape(kept, (*kept.shape[:-1], height // side, width // side))
    grid = xp.repeat(xp.repeat(grid, side, axis=-2), side, axis=-1)
    return xp.where(grid, images, xp.zeros_like(images))


def look(model: VisionModel, images: Float[Array, "... height width"]) -> StackTrace:
    """Read images, ink 0 to 1: position 0 is the class token, then the patches row by row.

    Raises ValueError for images that the model's patches do not fill, or of another size.
    """
    tokens = cut(images, model.patch_side) @ model.parameters["patches.projection"]
    if tokens.shape[-2] != model.n_patches:
        raise ValueError(
            f"the model knows {model.n_patches} patches, images {shape_of(images)} give "
            f"{tokens.shape[-2]}"
        )
    xp = array_namespace(tokens)
    no_picture = xp.zeros_like(tokens[..., :1, :])
    added = xp.concat([no_picture, tokens], axis=-2)
    ids = xp.zeros(added.shape[:-1], dtype=xp.int64, device=device(added))

    def add_pictures(name: str, stream: Array) -> Array:
        return stream + added if name == "encoder.0.input" else stream

    return encode(Model(model.config, model.parameters), ids, edit=add_pictures)


def class_logits(model: VisionModel, seen: StackTrace) -> Float[Array, "... classes"]:
    """A score for each class, from the class token's output."""
    parameters = model.parameters
    return seen.output[..., 0, :] @ parameters["classes.weight"] + parameters["classes.bias"]


def save_vision(model: VisionModel, path: Path) -> None:
    """Write a .safetensors file, rounded to 16 bits, and its JSON, each replaced whole."""
    arrays = {
        name: np.ascontiguousarray(np.asarray(array), dtype=np.float16)
        for name, array in model.parameters.items()
    }
    sizes = (asdict(model.config), model.patch_side, model.n_classes)
    write_described(path, safetensors.save(arrays), dict(zip(KEYS, sizes, strict=True)))


def load_vision(path: Path) -> VisionModel:
    """Read what ``save_vision`` wrote; parameters become float32.

    Raises FileNotFoundError and ValueError like ``checkpoint.load``: for a JSON that is missing,
    that was written with other weights or describes no vision model, and for tensors that do not
    fit it.
    """
    header, content = read_described(path, KEYS)
    try:
        config = Config(**header["config"])
        side, n_classes = (_counted(key, header[key]) for key in ("patch_side", "n_classes"))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.with_suffix('.json').name}: {error}") from error
    parameters = read_parameters(
        content, path.name, config, lambda config: vision_shapes(config, side, n_classes)
    )
    return VisionModel(config, parameters, side, n_classes)


def _counted(key: str, size: object) -> int:
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise ValueError(f"{key} must be a whole number from 1, got {size!r}")
    return size
