"""The Lab: each of its pages ends with the figures of its chapter and how they were computed.

A page of the Lab, `docs/lab/NAME.md`, has the evidence of the chapter `docs/NAME.md`. The list at
its end names every figure of the folder `generators/figures/NAME` (underscores for hyphens), and of
the folders that its front matter adds (`figures: [index, models]`), whichever page shows them.
"""

import re
from collections.abc import Mapping

from generators.pages.markup import plain_text, relative
from generators.pipeline.paths import figure_sources
from generators.pipeline.records import Record

FOLDER = "lab/"
_MORE = re.compile(r"\A---\n(?:.*\n)*?figures: *\[(?P<folders>[\w, ]*)\]\n(?:.*\n)*?---\n")


def is_lab(page: str) -> bool:
    """Whether `page` (its path in docs) is a page of the Lab."""
    return page.startswith(FOLDER)


def with_figures(
    text: str, page: str, records: Mapping[str, Record], used_by: Mapping[str, Mapping[str, str]]
) -> str:
    """The woven page `page` of the Lab with the list of its figures at its end.

    `used_by` has, of each figure, the pages that show it with their titles.
    """
    names = figures_of(page, text)
    entries = [_entry(records[name], used_by[name], page) for name in names if name in records]
    if not entries:
        return text
    heading = "## How the figures were computed { #computed }"
    return "\n\n".join([text.rstrip("\n"), heading, "\n".join(entries)]) + "\n"


def figures_of(page: str, text: str) -> list[str]:
    """The figures whose evidence the page of the Lab holds, by name."""
    folders = {page.removeprefix(FOLDER).removesuffix(".md").replace("-", "_")}
    if more := _MORE.match(text):
        folders.update(folder.strip() for folder in more["folders"].split(","))
    return sorted(name for name, file in figure_sources().items() if file.split("/")[2] in folders)


def _entry(record: Record, used_by: Mapping[str, str], page: str) -> str:
    name = record["name"]
    shown = ", ".join(
        f"[{title}]({relative(used, page)}#figure-{name})" for used, title in used_by.items()
    )
    says = plain_text(" ".join(record["shows"].splitlines()[0].split()))
    where = f" Shown on {shown}." if shown else ""
    return f"- [`{name}`]({relative(f'computed/{name}.md', page)}): {says}{where}"
