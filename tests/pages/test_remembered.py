"""Pages that ask for it are rendered once, and whatever decides the result is looked at."""

from pathlib import Path

import pytest
from markdown import Markdown

from generators.pages import kept
from generators.pages.computed import RENDERED_ONCE

PAGE = f"{RENDERED_ONCE}\n\n# Title\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "KEPT", tmp_path)
    return tmp_path


def render(text: str, *extensions: str) -> str:
    return Markdown(extensions=["generators.pages.remembered", *extensions]).convert(text)


def test_a_page_is_rendered_once(folder: Path) -> None:
    html = render(PAGE)
    assert html.endswith("<h1>Title</h1>")
    (file,) = folder.iterdir()
    file.write_text("remembered", encoding="utf-8")
    assert render(PAGE) == "remembered"


def test_other_text_and_other_processors_give_other_pages(folder: Path) -> None:
    render(PAGE)
    assert render(PAGE + "more").endswith("<p>more</p>")
    assert 'id="title"' in render(PAGE, "toc")
    assert len(list(folder.iterdir())) == 3


def test_pages_that_do_not_ask_are_rendered_each_time(folder: Path) -> None:
    assert render("# Title") == "<h1>Title</h1>"
    assert not list(folder.iterdir())


def test_very_many_are_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(4):
        assert kept.kept([str(number)], lambda: "text") == "text"
    assert len(list(folder.iterdir())) == 1
