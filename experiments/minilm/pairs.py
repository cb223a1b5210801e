"""The minimal pairs: sentences in which one adjective decides which noun "it" stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from experiments.translator.recipe import ENDINGS, NOUNS, RUNNING_SENTENCE

FILE = Path(__file__).with_name("pairs.json")
KINDS = ("meaning", "situation")


@dataclass(frozen=True)
class Pair:
    """Two sentences alike up to their last word.

    With ``when_first`` at the end "it" is the first noun, with ``when_second`` the second. In a
    pair of kind "meaning" the adjective itself suits one noun only (a bridge is never tired); in
    one of kind "situation" it suits both, and what happens decides (a rope too weak, an engine too
    heavy).
    """

    kind: str
    sentence: str
    first: str
    second: str
    when_first: str
    when_second: str

    @property
    def versions(self) -> tuple[str, str]:
        """The sentence whose answer is the first noun, then the other."""
        return f"{self.sentence} {self.when_first}", f"{self.sentence} {self.when_second}"


RUNNING = Pair(  # the picture; it is not one of the pairs that are counted
    "meaning", RUNNING_SENTENCE, *NOUNS, *ENDINGS
)


def read() -> list[Pair]:
    """All pairs, in the order of the file."""
    return [Pair(**row) for row in json.loads(FILE.read_text(encoding="utf-8"))]
