"""How large a training step may be, by its number."""

from __future__ import annotations

import math


def paper_rate(step: int, d_model: int = 512, warm_up: int = 4000) -> float:
    """Vaswani et al. 2017, equation 3: up in a line for ``warm_up`` steps, then down as 1/√step.

    Steps count from one. Raises ValueError for an earlier one, where 1/√step is undefined.
    """
    if step < 1:
        raise ValueError(f"steps count from one, got {step}")
    return float(d_model**-0.5 * min(step**-0.5, step * warm_up**-1.5))


def cosine_rate(step: int, peak: float, steps: int, warm_up: int) -> float:
    """Up in a line for ``warm_up`` steps, then down to zero as half a cosine; steps from zero."""
    if step < warm_up:
        return peak * (step + 1) / warm_up
    done = (step - warm_up) / max(1, steps - warm_up)
    return peak * 0.5 * (1 + math.cos(math.pi * done))
