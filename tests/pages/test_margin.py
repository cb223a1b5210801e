"""Margin notes: beside the paragraph above them, and nowhere else."""

import markdown
import pytest

from generators.pages.margin import place_notes

NOTE = '??? margin "Why"\n    Because of it.\n\n    And more.\n'
EXTENSIONS = ["md_in_html", "admonition", "pymdownx.details", "pymdownx.superfences"]


def rendered(text: str) -> str:
    return str(markdown.markdown(place_notes(text), extensions=EXTENSIONS))


def test_a_note_and_its_paragraph_share_a_frame_the_note_first() -> None:
    html = rendered(f"Before.\n\nOne *line*,\nanother.\n\n{NOTE}\nAfter.\n")
    frame = html[html.index('<div class="beside">') : html.index("</div>")]
    assert frame.index('<details class="margin">') < frame.index("<p>One <em>line</em>")
    assert "<p>And more.</p>" in frame
    assert "Before" not in frame
    assert html.endswith("<p>After.</p>")


def test_two_notes_stand_one_after_the_other() -> None:
    html = rendered(f"A.\n\n{NOTE}\nB.\n\n{NOTE}")
    assert html.count('<div class="beside">') == 2
    assert html.index("<p>A.") < html.index("<p>B.")


@pytest.mark.parametrize(
    "above", ["# Heading", "- item", "| a |\n|---|", "![x](y)", "<div>x</div>"]
)
def test_below_anything_else_a_note_stays(above: str) -> None:
    text = f"{above}\n\n{NOTE}"
    assert place_notes(text) == text


def test_in_code_and_in_a_list_nothing_is_a_note() -> None:
    for text in (f"Text.\n\n```\nx\n\n{NOTE}```\n", f"- a\n\n    {NOTE}"):
        assert place_notes(text) == text


def test_a_note_that_opens_a_page_stays() -> None:
    assert place_notes(NOTE) == NOTE


def test_a_note_below_code_with_an_empty_line_leaves_the_code_whole() -> None:
    text = 'Code:\n\n```python\none = 1\n\ntwo = 2\n```\n\n??? margin "Why"\n\n    Because.\n'
    assert place_notes(text) == text
