"""What tests of stored models share: changing one of the two files, and what loading says."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import numpy as safetensors

from explainer.checkpoint import load

TENSOR = "encoder.0.self_attention.query"


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
