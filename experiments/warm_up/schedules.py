"""Learning rates by step: the paper's schedule, and the two that are compared here."""

from __future__ import annotations

PAPER_D_MODEL, PAPER_WARM_UP = 512, 4000


def paper_rate(
    step: int, d_model: int = PAPER_D_MODEL, warm_up: int = PAPER_WARM_UP
) -> float:
    """Vaswani et al. 2017, equation 3, for the first step and after: up in a line, down as 1/√step.

    Raises ValueError for a step below one, where the formula divides by zero.
    """
    if step < 1:
        raise ValueError(f"steps are counted from one, got {step}")
    return d_model**-0.5 * min(step**-0.5, step * warm_up**-1.5)


def constant_rate(step: int, peak: float, warm_up: int) -> float:
    """Up in a line over ``warm_up`` steps, counted from zero, then constant."""
    return peak * min(1.0, (step + 1) / warm_up) if warm_up else peak
