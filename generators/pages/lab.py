"""The Lab: each of its pages ends with the figures of its chapter and how they were computed.

`docs/lab/NAME.md` has the evidence of the chapter `docs/NAME.md`; the figures in its list are those
in `generators/figures/NAME` (underscores for hyphens), whichever page shows them. What belongs to
no page of the Lab is listed on its first.
"""

from collections.abc import Mapping

from generators.pages.markup import relative
from generators.pages.provenance import anchor, section
from generators.pipeline.paths import DOCS, figure_sources
from generators.pipeline.records import Record

FIRST = "lab/index.md"
EMPTY = "# Lab\n"  # where a project has written none
HEADING = "## How the figures were computed { #computed data-search-exclude }"


def page_of(name: str) -> str:
    """The page of the Lab (its path in docs) on which the figure `name` is listed."""
    source = figure_sources().get(name)
    if source is None:
        return FIRST
    folder = source.split("/")[2].replace("_", "-")
    page = f"lab/{folder}.md"
    return page if folder != "index" and (DOCS / page).is_file() else FIRST


def link_to(name: str, page: str) -> str:
    """Where `page` finds how the figure `name` was computed."""
    return f"{relative(page_of(name), page)}#{anchor(name)}"


def without_figures(text: str) -> str:
    """A woven page without the list of its figures, as `with_figures` found it."""
    return text.partition(f"\n\n{HEADING}\n")[0] + "\n" if HEADING in text else text


def with_figures(
    pages: Mapping[str, str],
    records: Mapping[str, Record],
    used_by: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """The woven pages, those of the Lab with the lists of their figures.

    `used_by` has, of each figure, the pages that show it with their titles.
    """
    listed: dict[str, list[str]] = {}
    for name, record in records.items():
        page = page_of(name)
        listed.setdefault(page, []).append(section(record, used_by[name], page))
    found = dict(pages)
    for page, sections in listed.items():
        text = found.get(page, EMPTY).rstrip("\n")
        found[page] = "\n\n".join([text, HEADING, *sections]) + "\n"
    return found
