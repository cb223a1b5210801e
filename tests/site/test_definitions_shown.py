"""Definitions in the site: linked where a reader meets a term first, and shown within the page."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generators.pages.definitions import Finder, read_glossary
from tests.site.articles import articles
from tests.site.test_site import violations

DOCS = Path(__file__).parents[2] / "docs"

# What is not searched for terms, in the HTML of a page; a reader of its own, to compare with.
CLOSED = {"a", "button", "code", "em", "figure", "pre", "strong", "summary", "svg", "table"}
CLOSED |= {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "math", "blockquote"}
CLOSED_CLASS = re.compile(r'class="[^"]*\b(?:check|token|role-\w+|admonition-title|formula)\b')
VOID = {"br", "hr", "img", "input", "source", "wbr"}


def open_texts(pieces: list[str]) -> Iterator[str]:
    """The texts of an article outside closed elements; a linked term is `<term ANCHOR>`.

    A margin note is left out: it stands beside its paragraph, whichever comes first here.
    """
    stack: list[bool] = []
    notes: list[bool] = []
    for piece in pieces:
        tag = re.match(r"</?([a-z][\w-]*)", piece)
        if not tag:
            if not any(stack) and not any(notes):
                yield piece
        elif tag[1] in VOID:
            continue
        elif piece.startswith("</"):
            stack.pop()
            notes.pop()
        else:
            if anchor := re.search(r'aria-describedby="definition-([^"]*)"', piece):
                assert not any(stack), piece
                yield f"<term {anchor[1]}>"
            notes.append('class="margin"' in piece)
            own = 'class="definition"' in piece or tag[1] in CLOSED
            stack.append(own or bool(CLOSED_CLASS.search(piece)))


def test_in_the_site_nothing_is_linked_twice_and_no_term_stands_before_its_link(site: Path) -> None:
    glossary = read_glossary(DOCS / "glossary.md")
    finder = Finder.of(glossary.entries)
    seen = 0
    for path, pieces in articles(site, "http://site.invalid/").items():
        if path.startswith(("glossary/", "reference/", "404")):  # lists of words
            continue
        page = path.removesuffix("/index.html").removesuffix(".html") + ".md"
        if not (DOCS / page).is_file():  # the first of a folder
            page = path.removesuffix(".html") + ".md"
        front = (DOCS / page).read_text(encoding="utf-8").partition("\n---\n")[0]
        plain = re.findall(r"[\w-]+", front.partition("plain_words:")[2].partition("]")[0])
        linked_here: list[str] = []
        before: list[str] = []
        listed = next((n for n, piece in enumerate(pieces) if 'id="computed"' in piece), None)
        for text in open_texts(pieces[:listed]):  # the Lab's list of figures defines no words
            if text.startswith("<term "):
                linked_here.append(text[6:-1])
                assert linked_here[-1] not in before, (path, text)
                continue
            found = [(e.anchor, text[at:to].lower()) for at, to, e in finder.search(text)]
            before += [anchor for anchor, word in found if word not in plain]
        assert len(linked_here) == len(set(linked_here)), path
        own = {entry.anchor for entry in glossary.entries if entry.page == page}
        bold = {
            entry.anchor
            for start, piece in pairwise(pieces)
            if start.startswith("<strong")
            for _, _, entry in finder.search(piece)
        }
        assert set(before) <= {*linked_here, *own, *bold}, path
        seen += len(linked_here)
    assert seen > 200


BOX = """(element) => {
  const box = element.getBoundingClientRect();
  return [box.left, box.right, box.top, document.documentElement.scrollWidth,
    document.documentElement.scrollHeight];
}"""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_definitions_are_shown_within_the_page(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address + "decoder/", wait_until="networkidle")  # figures have their hints
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    height = page.evaluate("document.documentElement.scrollHeight")
    terms = page.locator(".term")
    assert terms.count() > 5
    for number in range(terms.count()):
        term = terms.nth(number)
        definition = term.locator(".definition")
        page.mouse.move(0, 0)  # off the definition before, which would stay
        assert not definition.is_visible()
        term.locator("a").hover()
        assert definition.is_visible()
        left, right, top, scrolls, tall = definition.evaluate(BOX)
        assert left >= 0, definition.inner_text()
        assert right <= width, definition.inner_text()
        assert scrolls == width
        assert tall == height  # nothing moved
        line = term.locator("a").evaluate("a => a.getClientRects()[0].top")
        assert line < top < line + 70  # under its own line
    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    terms.first.locator("a").focus()
    page.keyboard.press("Shift")  # as a reader with a keyboard
    assert terms.first.locator(".definition").is_visible()
    assert violations(page) == []
    page.close()


def test_focus_shows_escape_hides_and_screen_readers_hear(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + "decoder/", wait_until="load")
    link = page.locator(".term > a").first
    definition = page.locator(".term > .definition").first
    page.locator("article a").first.focus()
    while not link.evaluate("a => a === document.activeElement"):
        page.keyboard.press("Tab")
    assert definition.is_visible()
    page.keyboard.press("Escape")
    assert not definition.is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert definition.is_visible()  # back again
    described = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    text = definition.inner_text()
    assert text in [node.get("description", {}).get("value") for node in described]
    page.close()


def test_without_a_script_a_finger_follows_the_link(browser: Any, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address + "decoder/")
    link = page.locator(".term > a").first
    anchor = str(link.get_attribute("href")).partition("#")[2]
    link.tap()
    page.wait_for_url(f"**/glossary/#{anchor}")
    assert page.locator(f"dt#{anchor}").is_visible()
    context.close()
