"""What is done to a page after its expressions: definitions, formulas, map and the like.

Afterwards the page is Markdown that any builder with the extensions of `mkdocs.yml` understands.
"""

from generators.pages.definitions import Glossary, define_terms
from generators.pages.formulas import replace_formulas
from generators.pages.letters import with_letters
from generators.pages.machine import with_map
from generators.pages.margin import place_notes
from generators.pages.page import Woven
from generators.pages.problems import Problem
from generators.pages.reference import with_reference


def finish_page(
    woven: Woven, source: str, page: str, glossary: Glossary, draft: bool = False
) -> tuple[str, list[Problem]]:
    """Return the text of a woven `page` finished, and what more is wrong in it.

    `source` is the page as it is written; problems name its lines. In a `draft` they are marked.
    """
    text, problems = define_terms(woven.text, page, glossary)
    text, more = replace_formulas(text, page, source, woven.problems if draft else None)
    if woven.problems:  # a number may be missing in a formula: speak of those that are complete
        more = [problem for problem in more if problem.expression in source]
    text = with_letters(with_map(with_reference(text), page), page, glossary)
    return place_notes(text), [*problems, *more]
