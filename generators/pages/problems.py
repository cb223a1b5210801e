"""What is wrong in a page, told to its author, and the values that pages had before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generators.pipeline.paths import ROOT, replace_bytes

VALUES_BEFORE = ROOT / "build" / "values-before.json"


@dataclass(frozen=True)
class Problem:
    """What is wrong in a page, and where: the expression, and the sentence in words around it.

    `before` says which values the expression had when all pages were last right. Without a line,
    `page` is a file of the project that concerns no page alone.
    """

    page: str
    line: int
    expression: str
    message: str
    sentence: str = ""
    before: str = ""

    def __str__(self) -> str:
        where = f"docs/{self.page}:{self.line}" if self.line else self.page
        lines = [f"{where}: {self.expression}"]
        if self.sentence:
            lines.append(f"in: {self.sentence}")
        lines.append(f"{self.message}{'; before, ' if self.before else ''}{self.before}")
        return "\n    ".join(lines)


def read_before() -> Mapping[str, Any]:
    """The values that the pages looked up when all of them were last right, by full name."""
    try:
        found = json.loads(VALUES_BEFORE.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_before(values: Mapping[str, Any]) -> None:
    """Keep the values that the pages looked up, for the problems of later weavings."""
    text = json.dumps(values, indent=0, sort_keys=True, ensure_ascii=False)
    replace_bytes(VALUES_BEFORE, (text + "\n").encode())
