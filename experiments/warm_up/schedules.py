"""The two learning rates by step that are compared here."""

from __future__ import annotations


def constant_rate(step: int, peak: float, warm_up: int) -> float:
    """Up in a line over ``warm_up`` steps, counted from zero, then constant."""
    return peak * min(1.0, (step + 1) / warm_up) if warm_up else peak
