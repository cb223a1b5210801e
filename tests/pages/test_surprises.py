"""When your code surprises you: each question has its thread, each line prints what it says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "surprises.md"
TEXT = PAGE.read_text(encoding="utf-8")
HEADING = re.compile(r"^(?P<level>##|###) (?P<title>.*?)(?: \{ #(?P<anchor>[\w-]+) \})?\n", re.M)
CODE = re.compile(r"^```(?P<language>py|python)\n(?P<code>.*?)^```$", re.M | re.S)
THREAD = re.compile(
    r"\[([\w.-]+) (\d+)\]\(https://github\.com/[\w.-]+/([\w.-]+)/(?:issues|pull)/(\d+)\)"
)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
EXPECTED = re.compile(r"^ *# → (.*)$", re.M)
NEEDS = re.compile(r"^# needs the block under “(.*)”$", re.M)


def sections() -> list[tuple[str, str, str, str]]:
    """Level, title, anchor and text of every section."""
    found = list(HEADING.finditer(TEXT))
    ends = [later.start() for later in found[1:]] + [len(TEXT)]
    return [
        (match["level"], match["title"], match["anchor"] or "", TEXT[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    ]


QUESTIONS = [section[1:] for section in sections() if section[0] == "###"]


def test_there_are_sixty_and_each_can_be_linked_to() -> None:
    anchors = [anchor for _, anchor, _ in QUESTIONS]
    assert len(anchors) >= 60
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)


def test_the_top_leads_to_every_theme() -> None:
    themes = [anchor for level, _, anchor, _ in sections() if level == "##" and anchor]
    assert re.findall(r"^\| \[[^\]]*\]\(#([\w-]+)\)", TEXT, re.M) == themes


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[1])
def test_an_answer_is_short_has_its_thread_and_something_to_run(
    question: tuple[str, str, str],
) -> None:
    _, _, text = question
    threads = THREAD.findall(text)
    assert len(threads) == 1, "one thread, as [repository number](address)"
    name, number, repository, address = threads[0]
    assert (name, number) == (repository, address)
    site = re.search(r"\]\((?:[\w-]+\.md)?(?:#[\w-]+)?\)", text)
    assert CODE.search(text) or "](figure:" in text or site
    answer = LINK.sub(r"\1", text.strip().split("\n\n")[0])
    answer = re.sub(r"`[^`]*`|\$[^$]*\$|\([^)]*\)", "", answer)
    assert len(re.findall(r"[.?!](?=\s|$)", answer.strip())) in (1, 2, 3)


BLOCKS = [
    (title, match["language"], match["code"])
    for title, _, text in QUESTIONS
    for match in CODE.finditer(text)
]


def _needed(code: str) -> list[str]:
    """The blocks that a block says it needs, and those that these need, first things first."""
    found = NEEDS.search(code)
    if not found:
        return []
    (above,) = [block for title, _, block in BLOCKS if title == found[1]]
    return [*_needed(above), above]


def _run(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block by itself, after no other than those that it names."""
    monkeypatch.chdir(PAGE.parents[1])
    for title, written_in, code in BLOCKS:
        if written_in != language:
            continue
        namespace: dict[str, object] = {}
        for block in (*_needed(code), code):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(block, title, "exec"), namespace)
        assert printed.getvalue().splitlines() == EXPECTED.findall(code), code


def test_lines_print_what_stands_behind_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _run("python", monkeypatch)


def test_lines_on_tiny_transformers_print_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("transformers", reason="the package transformers is optional")
    _run("py", monkeypatch)
