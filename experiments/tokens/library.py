"""The `tokenizers` library, set up as GPT-2 does it: byte-level pairs, nothing unknown."""

import json
from collections.abc import Sequence

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from explainer.byte_pairs import BYTES, Pair

# The library writes a byte as a letter: those that print as themselves, the rest from U+0100 on.
_PRINTING = 188  # so many of BYTES print
LETTERS = {
    chr(byte[0] if number < _PRINTING else 256 + number - _PRINTING): byte
    for number, byte in enumerate(BYTES)
}


def train(text: str, n_merges: int) -> Tokenizer:
    """A byte-level tokenizer of 256 bytes and so many merges."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=len(BYTES) + n_merges,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([text], trainer)
    return tokenizer


def as_bytes(letters: str) -> bytes:
    """The bytes of a token or a part of it as the library writes it."""
    return b"".join(LETTERS[letter] for letter in letters)


def merges(tokenizer: Tokenizer) -> list[Pair]:
    """The merges in the order in which they were learned."""
    model = json.loads(tokenizer.to_str())["model"]
    return [(as_bytes(left), as_bytes(right)) for left, right in model["merges"]]


def split(tokenizer: Tokenizer, text: str) -> list[bytes]:
    """The text's tokens."""
    return [as_bytes(token) for token in tokenizer.encode(text).tokens]


def count(tokenizer: Tokenizer, texts: Sequence[str]) -> int:
    """How many tokens the texts take together."""
    return sum(len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts)))
