"""Margin notes: `??? margin "Title"` and indented text, below the paragraph it belongs to.

Where the screen is wide enough a note stands beside its paragraph; elsewhere it folds out below it.
For the former it must come first in the HTML, so both get a frame in which the style sheet decides.
"""

import re

from generators.pages.running_text import parts

_NOTE = re.compile(
    r'^\?\?\?\+? margin(?: "[^"\n]*")?[ \t]*\n(?:(?:[ ]{4}.*)?(?:\n|\Z))+', re.MULTILINE
)
_OTHER = re.compile(r"[#|!<>]|[-*+] |\d+[.)] |\?\?\?|:::|`{3}|~{3}|[ ]{4}|\$\$|: ")


def place_notes(text: str) -> str:
    """The page `text` with each paragraph that has notes in a frame, behind its notes.

    A note below anything but a paragraph stays where it is, beside what follows.
    """
    code = [part.span() for part in parts(text) if part.lastgroup in ("fence", "verbatim")]
    pieces: list[str] = []
    done = 0
    for note in _NOTE.finditer(text):
        start = _paragraph(text, done, note.start())
        if start is None or any(begin <= start < end for begin, end in code):
            continue  # below code with an empty line in it, or in code itself
        paragraph = text[start : note.start()].strip("\n")
        framed = (
            f'<div class="beside" markdown="1">\n\n{note[0].strip()}\n\n{paragraph}\n\n</div>\n\n'
        )
        pieces += [text[done:start], framed]
        done = note.end()
    return "".join([*pieces, text[done:]])


def _paragraph(text: str, done: int, end: int) -> int | None:
    """Where the paragraph that ends before `end` begins; None if what is there is none."""
    before = text[done:end].rstrip("\n")
    start = before.rfind("\n\n") + 2 if "\n\n" in before else 0
    paragraph = before[start:].lstrip("\n")
    if not paragraph or _OTHER.match(paragraph):
        return None
    return done + len(before) - len(paragraph)
