"""Every head of SmolLM2 (4-bit quantised) on the running sentence, as data for the atlas."""

from typing import Any

from generators.figures._shared import smollm2


def values() -> dict[str, Any]:
    return smollm2.atlas("running")
