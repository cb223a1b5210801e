"""Every page of the article: its code runs as printed, and it has the parts a page has."""

import contextlib
import html
import io
import re
from pathlib import Path

import pytest
import yaml

from generators.figures.index import home_running_sentence
from generators.pages.front_matter import read_front
from generators.pages.page_text import find_pieces

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
NOT_LESSONS = {
    "index.md",
    "ten-pictures.md",
    "404.md",
    "how-this-site-is-made.md",
    "conclusion.md",
    "faq.md",
    "surprises.md",
    "further-reading.md",
    "glossary.md",
    "your-own-model.md",
    "change-the-model.md",
    "reference.md",
}
LESSONS = [path for path in DOCS.glob("*.md") if path.name not in NOT_LESSONS]
LAB = DOCS / "lab"
CODE = re.compile(r"^( *)```python\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^# → (.*)$", re.MULTILINE)
# e, a whole, a coin toss, nothing, thresholds
DEFINED = {"2.718", "1.00", "0.50", "0.00", "0.05", "0.01", "0.99"}
NUMBER = re.compile(r"(?<![\w.^{#-])\d+\.\d{2,}")


def python_blocks(text: str) -> list[str]:
    return [
        re.sub(f"^{indent}", "", code, flags=re.MULTILINE) for indent, code in CODE.findall(text)
    ]


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose !ENV tag plain YAML does not know."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def navigation() -> list[str]:
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
    found: list[str] = []

    def walk(entry: object) -> None:
        if isinstance(entry, str):
            found.append(entry)
        for child in entry.values() if isinstance(entry, dict) else ():
            walk(child)
        for child in entry if isinstance(entry, list) else ():
            walk(child)

    walk(config["nav"])
    return found


def name_of(page: Path) -> str:
    """A page as tests name it: its path in docs, or the name of another file."""
    return page.relative_to(DOCS).as_posix() if page.is_relative_to(DOCS) else page.name


def test_navigation_lists_exactly_the_pages_there_are() -> None:
    listed = navigation()
    assert len(listed) == len(set(listed))
    assert set(listed) == {name_of(path) for path in PAGES} - {"404.md"}


def test_every_chapter_has_its_page_in_the_lab_and_they_stand_in_one_order() -> None:
    chapters = [name for name in navigation() if DOCS / name in LESSONS]
    lab = [name.removeprefix("lab/") for name in navigation() if name.startswith("lab/")]
    assert lab == ["index.md", "ten-pictures.md", *chapters]
    for name in chapters:
        assert f"](../{name}" in (LAB / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=name_of)
def test_code_runs_as_printed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = python_blocks(page.read_text(encoding="utf-8"))
    if not blocks:
        pytest.skip("no Python on this page")
    namespace: dict[str, object] = {"__name__": page.stem}
    monkeypatch.chdir(ROOT)
    for number, code in enumerate(blocks, 1):
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, f"{page.name}, Python block {number}", "exec"), namespace)
        shown = [line for said in SHOWN.findall(code) for line in said.split(" | ")]
        if shown:  # a block that shows what it prints shows all of it
            assert printed.getvalue().splitlines() == shown, code


@pytest.mark.parametrize("page", LESSONS, ids=name_of)
def test_a_lesson_ends_with_questions_and_something_to_try(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(re.findall(r"^\?\?\? question ", text, re.MULTILINE)) == 3
    assert re.search(r"^!!! try ", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_measured_number_is_typed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = re.sub(
        r"```.*?```|`[^`\n]*`|\{[^{}]*\}|\$[^$]*\$|\]\([^)]*\)", "", text, flags=re.DOTALL
    )
    typed = [number for number in NUMBER.findall(prose) if number not in DEFINED]
    assert typed == [], "quote it: {figure.key:.2f}"


def _syntax(text: str) -> int:
    """Characters of expressions, of figures without their captions, of `{each …}`."""
    length = 0
    for piece in find_pieces(text):
        length += piece.end - piece.start
        if piece.kind in ("figure", "row"):
            length += _syntax(piece.inside) - len(piece.inside)
    return length


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_is_readable_as_source(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    front = read_front(text)
    body = text[front.body_start :]
    share = _syntax(body) / len(front.kept + body)  # the short names count on neither side
    most = 0.35 if page.parent == LAB else 0.25  # numbers are what a page of the Lab is about
    assert share <= most, "give long names a short one, below values: in the front matter"


def test_the_picture_in_the_readme_is_the_one_on_the_first_page() -> None:
    picture = (DOCS / "assets/readme.svg").read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", picture, re.DOTALL)
    assert title, "copy build/figures/home_running_sentence.svg to docs/assets/readme.svg"
    drawn = html.unescape(title.group(1))
    assert drawn == home_running_sentence.alt(home_running_sentence.values())


def test_the_lab_lists_every_experiment_with_the_command_that_repeats_it() -> None:
    text = (LAB / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"`python3 run\.py train (\w+)`", text)
    done = [path.parent.name for path in (ROOT / "experiments").glob("*/results.json")]
    assert sorted(listed) == sorted(done), "docs/lab/index.md: a question, an answer, how many"
    for name in listed:
        assert f"{{ #{name.replace('_', '-')} }}" in text
