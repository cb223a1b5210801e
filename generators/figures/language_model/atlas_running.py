"""Every head of SmolLM2 (4-bit quantised) on the running sentence, as data for the atlas."""

from generators.figures._shared import smollm2
from generators.kit.values import Values


def values() -> Values:
    return smollm2.atlas("running")
