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


def test_a_page_is_rendered_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    html = render(PAGE)
    assert html.endswith("<h1>Title</h1>")
    monkeypatch.setattr(kept, "write_whole", lambda *_: pytest.fail("rendered again"))
    assert render(PAGE) == html


@pytest.mark.parametrize(
    "damaged", [b"", b"remembered", b"\xff\xfe", b"<p>\n", "cut", "edited", "of another page"]
)
def test_a_damaged_page_is_rendered_again(folder: Path, damaged: bytes | str) -> None:
    html = render(PAGE)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    if damaged == "of another page":
        render(PAGE + "more")
        (other,) = {*folder.iterdir()} - {file}
        file.write_bytes(other.read_bytes())
    elif damaged == "cut":
        file.write_bytes(whole[:-4])
    elif damaged == "edited":
        file.write_bytes(whole.replace(b"Title", b"Other"))
    else:
        assert isinstance(damaged, bytes)
        file.write_bytes(damaged)
    assert render(PAGE) == html
    assert file.read_bytes() == whole


def test_what_cannot_be_kept_is_made_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "kept").write_text("a file where the folder should be")
    monkeypatch.setattr(kept, "KEPT", folder / "kept")
    assert [kept.kept(["a"], lambda: "text") for _ in range(2)] == ["text"] * 2


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
