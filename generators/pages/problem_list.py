"""The list of all problems with which every page of a draft begins."""

import html
import re
from collections.abc import Sequence
from itertools import groupby

from generators.pages.marks import quiet
from generators.pages.markup import relative
from generators.pages.problems import Problem, counted
from generators.pages.running_text import FRONT_MATTER

_TITLE = re.compile(r"\s*(?:<details class=\"machine\">.*\s*)?# [^\n]*\n")  # below a map
OUTSIDE = "Figures and results"  # the problems of no page


def with_list(text: str, page: str, problems: Sequence[Problem]) -> str:
    """The finished Markdown `text` of `page` with the list of `problems` below its title."""
    if not problems:
        return text
    front = FRONT_MATTER.match(text)
    place = front.end() if front else 0
    title = _TITLE.match(text, place)
    return _inserted(text, title.end() if title else place, list_html(problems, page))


def _inserted(text: str, place: int, block: str) -> str:
    return f"{text[:place]}\n\n{block}\n\n{text[place:].lstrip(chr(10))}"


def list_html(problems: Sequence[Problem], page: str) -> str:
    """The problems by file; those of no page and those of `page` come first and are open."""
    by_file = sorted(
        problems,
        key=lambda problem: (
            problem.in_page,
            problem.page != page,
            problem.page if problem.in_page else "",
            problem.line if problem.in_page else 0,
        ),
    )
    groups = []
    for title, group in groupby(
        by_file, lambda problem: f"docs/{problem.page}" if problem.in_page else OUTSIDE
    ):
        listed = list(group)
        opened = " open" if title in (OUTSIDE, f"docs/{page}") else ""
        items = "".join(f"<li>{_item(problem, page)}</li>" for problem in listed)
        groups.append(
            f'<details class="problems-of-a-file"{opened}><summary>{html.escape(title)}:'
            f" {counted(len(listed), 'problem')}</summary><ul>{items}</ul></details>"
        )
    return (
        '<section class="problems" id="problems" aria-label="Problems of this draft"'
        ' tabindex="0" data-search-exclude><p><strong>This is a draft with'
        f" {counted(len(problems), 'problem')}.</strong> Mend"
        f" {'it' if len(problems) == 1 else 'them'}, and the page is right again; a strict build"
        f" stops here.</p>{''.join(groups)}</section>"
    )


def _item(problem: Problem, page: str) -> str:
    place = quiet(problem.place)
    if problem.in_page and problem.anchor:
        address = relative(f"{problem.page}#{problem.anchor}", page)
        place = f'<a href="{html.escape(address)}">{place}</a>'
    sentence = f" <q>{quiet(problem.sentence)}</q>" if problem.sentence else ""
    expression = f"<code>{quiet(problem.expression)}</code>" if problem.expression else ""
    return f"{place} {expression} {quiet(problem.says)}{sentence}"
