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
from generators.pipeline.records import Record, read_record


@dataclass
class Pages:
    """Pages as they are woven without their checks, what is wrong in them, what they looked up."""

    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    looked_up: dict[str, Any] = field(default_factory=dict)


def weave(
    sources: Mapping[str, str], records: Mapping[str, Record | None], instead: Mapping[str, Record]
) -> Pages:
    """Weave the pages `sources`; one that has problems is woven with an ellipsis for each.

    A check that fails would leave such an ellipsis in a sentence whose words are the same, so the
    texts are woven without checks, and the problems are those of the pages as they are. In the
    texts, but not for the checks, the records `instead` stand for figures that cannot be drawn.
    """
    pages = Pages()
    glossary = read_glossary(DOCS / PAGE)
    for name, source in sources.items():
        found = weave_page(source, name, records)
        pages.problems += found.problems
        pages.looked_up |= found.looked_up
        plain = without_checks(source)
        woven = weave_page(plain, name, {**records, **instead})
        pages.texts[name], _ = finish_page(woven, plain, name, glossary)
    return pages


def stand_ins(then: State, records: Mapping[str, Record | None]) -> dict[str, Record]:
    """Records for figures that cannot be drawn now: as they were drawn last, with the old values.

    Otherwise every sentence that quotes them would count as changed.
    """
    last = {name: read_record(name) for name, record in records.items() if record is None}
    found = with_values_of(then, last)
    return {name: record for name, record in found.items() if record is not None}


def with_values_of(then: State, records: Mapping[str, Record | None]) -> dict[str, Record | None]:
    """Today's records with the values and the alternative texts of `then`.

    A figure that then did not have has none: today's pages cannot quote it.
    """
    found: dict[str, Record | None] = {}
    for name, record in records.items():
        before = then.figures.get(name)
        found[name] = None
        if before and record:
            found[name] = {**record, "alt": before["alt"], "values": before["values"]}
    return found
