"""Today's pages woven in memory, with the values of now or of another time, failing or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generators.pages.definitions import PAGE, read_glossary
from generators.pages.drift.check_changes import without_checks
from generators.pages.drift.state import State
from generators.pages.finish import finish_page
from generators.pages.page import weave_page
from generators.pages.problems import Problem
from generators.pipeline.paths import DOCS
from generators.pipeline.records import Record


@dataclass
class Pages:
    """Pages as they are woven without their checks, what is wrong in them, what they looked up."""

    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    looked_up: dict[str, Any] = field(default_factory=dict)


def weave(sources: Mapping[str, str], records: Mapping[str, Record | None]) -> Pages:
    """Weave the pages `sources`; one that has problems is woven with an ellipsis for each.

    A check that fails would leave such an ellipsis in a sentence whose words are the same, so the
    texts are woven without checks, and the problems are those of the pages as they are.
    """
    pages = Pages()
    glossary = read_glossary(DOCS / PAGE)
    for name, source in sources.items():
        found = weave_page(source, name, records)
        pages.problems += found.problems
        pages.looked_up |= found.looked_up
        plain = without_checks(source)
        woven = weave_page(plain, name, records)
        pages.texts[name], _ = finish_page(woven, plain, name, glossary)
    return pages


def with_values_of(then: State, records: Mapping[str, Record | None]) -> dict[str, Record | None]:
    """Today's records with the values and the alternative texts of `then`.

    A figure that then did not have has none: today's pages cannot quote it.
    """
    found: dict[str, Record | None] = {}
    for name, record in records.items():
        before = then.figures.get(name)
        shape = record or ({"name": name, **before} if before else None)
        found[name] = None
        if before and shape and "shows" in shape:
            found[name] = {**shape, "alt": before["alt"], "values": before["values"]}
    return found
