"""Numbers in words, for alternative texts and for what stands in a picture."""

from collections.abc import Sequence


def weights_on(words: Sequence[str], weights: Sequence[float]) -> str:
    """Every weight with its word: "0.29 on the, 0.71 on animal"."""
    return ", ".join(f"{weight:.2f} on {word}" for word, weight in zip(words, weights, strict=True))


def most_on(words: Sequence[str], weights: Sequence[float]) -> str:
    """The largest weight with its word: "0.71 on animal"."""
    weight, word = max(zip(weights, words, strict=True))
    return f"{weight:.2f} on {word}"


def counted(number: int, thing: str) -> str:
    """A number of things: "1 head", "4 heads", "16,640 parameters"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
