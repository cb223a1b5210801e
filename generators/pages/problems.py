"""What is wrong in a page, told to its author, and the values that pages had before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generators.pipeline.paths import ROOT, write_whole
from generators.pipeline.records import Failure

VALUES_BEFORE = ROOT / "build" / "values-before.json"


@dataclass(frozen=True)
class Problem:
    """What is wrong in a page, and where: the expression, and the sentence in words around it.

    `before` says which values the expression had when all pages were last right; `anchor` is where
    a draft marks it in its page. `file` is the place of what stands in no page, such as a figure's
    code; without a line, `page` is a file of the project that concerns no page alone.
    """

    page: str
    line: int
    expression: str
    message: str
    sentence: str = ""
    before: str = ""
    anchor: str = field(default="", compare=False)
    file: str = ""

    @property
    def in_page(self) -> bool:
        """Whether it stands in a page."""
        return bool(self.line) and not self.file

    @property
    def place(self) -> str:
        """File and line."""
        file = self.file or (f"docs/{self.page}" if self.line else self.page)
        return f"{file}:{self.line}" if self.line else file

    @property
    def says(self) -> str:
        """What is wrong, and what was before."""
        return f"{self.message}{'; before, ' if self.before else ''}{self.before}"

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.expression}"]
        if self.sentence:
            lines.append(f"in: {self.sentence}")
        lines.append(self.says)
        return "\n    ".join(lines)


def figure_problem(failure: Failure) -> Problem:
    """A figure that could not be drawn, as a problem of all pages."""
    name, line = f"figure {failure['figure']}", int(failure["line"])
    return Problem("", line, name, str(failure["error"]), file=str(failure["file"]))


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 problem", "2 problems"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def read_before() -> Mapping[str, Any]:
    """The values that the pages looked up when all of them were last right, by full name."""
    try:
        found = json.loads(VALUES_BEFORE.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def write_before(values: Mapping[str, Any]) -> None:
    """Keep the values that the pages looked up, for the problems of later weavings."""
    text = json.dumps(values, indent=0, sort_keys=True, ensure_ascii=False)
    write_whole(VALUES_BEFORE, text + "\n")
