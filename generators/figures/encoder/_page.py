"""What the experiment on the encoder measured, as the figures need it."""

from generators.kit.values import Values
from generators.pipeline import results

VARIANTS = {"translator": "four heads", "translator-one-head": "one head"}


def read() -> Values:
    """The results of ``experiments/context``."""
    return results.read("context")


def models(variant: str) -> list[Values]:
    """The measurements of one variant, seed 0 first."""
    measured = read()["models"]
    names = sorted(name for name in measured if name.rpartition(" seed ")[0] == variant)
    return [measured[name] for name in names]
