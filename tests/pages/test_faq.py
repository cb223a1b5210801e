"""The questions: each can be linked to, and each answer has something to look at or to run."""

import re
from pathlib import Path

import numpy as np
import pytest

from generators.figures._shared import four_words

PAGE = Path(__file__).parents[2] / "docs" / "faq.md"
QUESTION = re.compile(r"^### (?P<title>.*?)(?: \{ #(?P<anchor>[\w-]+) \})?\n", re.MULTILINE)


def answers() -> list[tuple[str, str, str]]:
    """Title, anchor and answer of every question."""
    text = PAGE.read_text(encoding="utf-8")
    found = list(QUESTION.finditer(text))
    ends = [later.start() for later in found[1:]] + [len(text)]
    return [
        (match["title"], match["anchor"] or "", text[match.end() : end].split("\n## ")[0])
        for match, end in zip(found, ends, strict=True)
    ]


def test_anchors_are_written_and_differ() -> None:
    anchors = [anchor for _, anchor, _ in answers()]
    assert len(anchors) >= 25
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer[1])
def test_an_answer_shows_something_and_leads_on(answer: tuple[str, str, str]) -> None:
    title, _, text = answer
    assert title.endswith("?")
    assert "](figure:" in text or "```python" in text
    assert re.search(r"\]\((lab/)?[\w-]+\.md", text), "a link to the page with the long answer"


def test_the_first_code_is_the_worked_example() -> None:
    code = re.search(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert code
    names: dict[str, np.ndarray] = {}
    exec(code[1], names)
    assert tuple(names["words"]) == four_words.WORDS
    for name in ("X", "W_Q", "W_K", "W_V"):
        assert np.array_equal(names[name], getattr(four_words, name))
    assert np.allclose(names["shares"], four_words.attention().weights)
