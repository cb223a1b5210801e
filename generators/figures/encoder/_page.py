"""What the experiment on the encoder measured, as the figures need it."""

from typing import Any

from generators.pipeline import results

VARIANTS = {"translator": "four heads", "translator-one-head": "one head"}


def read() -> dict[str, Any]:
    """The results of ``experiments/context``."""
    return results.read("context")


def models(variant: str) -> list[dict[str, Any]]:
    """The measurements of one variant, seed 0 first."""
    measured = read()["models"]
    names = sorted(name for name in measured if name.rpartition(" seed ")[0] == variant)
    return [measured[name] for name in names]
