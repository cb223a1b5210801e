"""The glossary: how it is read, which words become links, and that a definition is shown."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generators.pages.definitions import (
    Entry,
    Finder,
    Glossary,
    define_terms,
    glossary_of,
    link_terms,
    read_glossary,
)
from tests.site.articles import articles
from tests.site.browser import violations

DOCS = Path(__file__).parents[2] / "docs"
WRITTEN = """# Glossary

Causal mask { #causal-mask data-words="causal mask, causal masks" }
:   Lets each place look
    *back* only.
    See [Masking](masking.md#padding).

Mask { #mask data-words="mask, masks" }
:   Who may look at whom, if 1 < 2 & so on.
"""
RIGHT = WRITTEN.replace("1 < 2 & so on", "1 and 2 & so on")
MASK = Entry("Mask", "mask", ("mask", "masks"), "Who may look.", "masking.md")
CAUSAL = Entry("Causal mask", "causal-mask", ("causal mask", "causal masks"), "Back.", None)
BOTH = (CAUSAL, MASK)


def linked(text: str, page: str = "decoder.md", plain: tuple[str, ...] = ()) -> list[str]:
    """The words of `text` that became links, after a look at everything else being as it was."""
    woven = link_terms(text, page, BOTH, plain)
    term = (
        r'<span class="term">\[([^\]]*)\]\([^)]*\)\{ aria-describedby="[^"]*" \}'
        r'<span class="definition"[^>]*>[^<]*</span></span>'
    )
    assert re.sub(term, r"\1", woven) == text
    return re.findall(term, woven)


def test_reads_term_words_definition_and_page() -> None:
    glossary = glossary_of(RIGHT)
    causal, mask = glossary.entries
    assert not glossary.problems
    assert causal.words == ("causal mask", "causal masks")
    assert causal.definition == "Lets each place look back only."
    assert causal.page == "masking.md"
    assert mask.definition == "Who may look at whom, if 1 and 2 & so on."
    assert mask.page is None


def test_refuses_markup_in_a_definition() -> None:
    (problem,) = glossary_of(WRITTEN).problems
    assert (problem.page, problem.line, problem.expression) == ("glossary.md", 8, "Mask")
    assert "the definition holds '<'" in problem.message


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ('mask, masks"', 'masks, causal mask"', 8, "'causal mask' stands in 'Causal mask' and"),
        ("#mask", "#causal-mask", 8, "'#causal-mask' stands in"),
        ('mask, masks"', 'mask, "', 8, "an empty word in data-words"),
        (' data-words="mask, masks"', "", 9, "write `Term { #anchor data-words="),
    ],
)
def test_says_what_is_wrong(before: str, after: str, line: int, message: str) -> None:
    assert before in RIGHT
    (problem,) = glossary_of(RIGHT.replace(before, after)).problems
    assert (problem.page, problem.line) == ("glossary.md", line)
    assert message in problem.message


def test_every_problem_of_the_glossary_is_reported() -> None:
    wrong = WRITTEN.replace("#mask", "#causal-mask").replace(', masks"', ', "')
    assert len(glossary_of(wrong).problems) == 3


def test_links_the_first_occurrence_only() -> None:
    assert linked("A Mask, two masks.\n\nMask") == ["Mask"]


def test_the_longer_name_wins_and_may_break_over_lines() -> None:
    assert linked("The causal\nmask is a mask.") == ["causal\nmask", "mask"]
    assert linked("!!! note\n\n    The causal\n    mask") == ["causal\n    mask"]
    assert linked("What is causal\n\nmask") == ["mask"]


def test_only_whole_words() -> None:
    assert linked("unmasked mask-like premask &mask; #mask maskable") == []
    assert linked("(mask's)") == ["mask"]


@pytest.mark.parametrize(
    "closed",
    [
        "## Mask",
        "    ### Mask",
        "Mask\n----",
        "<h2>Mask</h2>",
        "[the **mask**](x.md)",
        "[the\nmask][x]",
        "![mask](mask.svg)",
        "[x]: mask.md",
        '<a href="x">the <b>mask</b></a>',
        "```python\nmask\n```",
        "    ~~~\n    mask\n    ~~~",
        "<pre><span>mask</span> <code>mask</code> mask</pre>",
        "`mask`",
        "``a ` mask``",
        '<figure><figcaption>mask <a href="x">y</a> mask</figcaption></figure>',
        "| mask | masks |\n|---|---|\n| mask | mask |",
        "a mask | masks\n---|---\nmask | mask",
        "<table><tr><td>mask</td></tr></table>",
        "*mask*",
        "*the\nmask*",
        "_mask_",
        "<em>mask</em>",
        "<summary>mask</summary>",
        "$mask$ and $$mask$$",
        '<span class="formula-inline"><span>mask</span></span>',
        '<span class="role-masked">mask</span>',
        "<span class='check'>mask</span>",
        '!!! note "The mask"',
        '??? question "A mask?"',
        "> mask",
        "Mask\n:   defined",
        "[^1]: a mask\n    and masks",
        "*[mask]: mask",
        "`x`{.mask}",
        "x\n{: .mask }",
        '<img alt="a > mask mask" src="mask"/>',
        "<!-- mask > mask -->",
        "---\ntitle: mask\n---",
    ],
)
def test_not_in_headings_links_code_figures(closed: str) -> None:
    assert linked(closed) == []
    assert linked(f"{closed}\n\nmask") == ["mask"]


@pytest.mark.parametrize(
    "text",
    [
        "- mask",
        "* mask",
        "1. mask",
        "    mask",
        "<p class='lead' markdown>A mask</p>",
        "2 * 3 mask * 4",
        r"\*mask\*",
        "d_model mask d_k",
        "[mask, mask]",
        ":   mask",
        "<div><p>mask</p></div>",
        "a `x`{.token} mask",
        "$5 mask",
    ],
)
def test_in_lists_and_whatever_is_running_text(text: str) -> None:
    assert linked(text) == ["mask"]


def test_where_a_page_explains_a_term_nothing_is_linked() -> None:
    assert linked("A **mask** is … The mask") == []
    assert linked("**Masks.** Masks") == []
    assert linked("**a [mask](x.md)** masks") == []
    assert linked("**the *mask*** mask") == []
    assert linked("__mask__ mask") == []
    assert linked("mask", page="masking.md") == []
    assert linked("**No mask here** mask") == ["mask"]  # bold, but no term
    assert linked("| **mask** |\n|---|\n\nmask") == ["mask"]  # bold, but in a table


def test_words_of_another_sense_stay_plain() -> None:
    assert linked("masks and a mask", plain=("masks",)) == ["mask"]
    text = "---\ntitle: x\nplain_words: [{}]\n---\nmasks and a mask"
    woven, problems = define_terms(text.format('masks, "mask"'), "decoder.md", Glossary(BOTH))
    assert "term" not in woven
    assert not problems
    _, (problem,) = define_terms(text.format("masque"), "decoder.md", Glossary(BOTH))
    assert (problem.page, problem.line) == ("decoder.md", 3)
    assert problem.message == "plain_words not in the glossary: masque"
    _, (problem,) = define_terms(text.format("").replace("[]", "masks"), "a.md", Glossary(BOTH))
    assert "a list on one line" in problem.message


def test_definition_is_escaped_and_the_link_is_relative() -> None:
    entry = Entry("A", "a", ("mask",), 'less < more & "so" [1] \\', None)
    assert link_terms("mask", "decoder.md", (entry,)) == (
        '<span class="term">[mask](glossary.md#a){ aria-describedby="definition-a" }'
        '<span class="definition" id="definition-a" role="tooltip" data-search-exclude>'
        'less &lt; more &amp; "so" &#91;1&#93; &#92;</span></span>'
    )
    assert "](../glossary.md#a)" in link_terms("mask", "deep/page.md", (entry,))


def test_the_glossary_is_left_alone_and_every_page_if_it_has_problems() -> None:
    assert define_terms("mask", "glossary.md", Glossary(BOTH)) == ("mask", [])
    assert define_terms("mask", "a.md", glossary_of(WRITTEN)) == ("mask", [])
    assert read_glossary(DOCS / "no-such.md") == Glossary()


# What is not searched for terms, in the HTML of a page; a reader of its own, to compare with.
CLOSED = {"a", "button", "code", "em", "figure", "pre", "strong", "summary", "svg", "table"}
CLOSED |= {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "math", "blockquote"}
CLOSED_CLASS = re.compile(r'class="[^"]*\b(?:check|token|role-\w+|admonition-title|formula)\b')
VOID = {"br", "hr", "img", "input", "source", "wbr"}


def open_texts(pieces: list[str]) -> Iterator[str]:
    """The texts of an article outside closed elements; a linked term is `<term ANCHOR>`."""
    stack: list[bool] = []
    for piece in pieces:
        tag = re.match(r"</?([a-z][\w-]*)", piece)
        if not tag:
            if not any(stack):
                yield piece
        elif tag[1] in VOID:
            continue
        elif piece.startswith("</"):
            stack.pop()
        else:
            if anchor := re.search(r'aria-describedby="definition-([^"]*)"', piece):
                assert not any(stack), piece
                yield f"<term {anchor[1]}>"
            own = 'class="definition"' in piece or tag[1] in CLOSED
            stack.append(own or bool(CLOSED_CLASS.search(piece)))


def test_in_the_site_nothing_is_linked_twice_and_no_term_stands_before_its_link(site: Path) -> None:
    glossary = read_glossary(DOCS / "glossary.md")
    finder = Finder.of(glossary.entries)
    seen = 0
    for path, pieces in articles(site, "http://site.invalid/").items():
        if path.startswith(("computed/", "glossary/", "404")):
            continue
        page = path.removesuffix("/index.html").removesuffix(".html") + ".md"
        front = (DOCS / page).read_text(encoding="utf-8").partition("\n---\n")[0]
        plain = re.findall(r"[\w-]+", front.partition("plain_words:")[2].partition("]")[0])
        linked_here: list[str] = []
        before: list[str] = []
        for text in open_texts(pieces):
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


def test_terms_are_in_order_and_each_names_a_page() -> None:
    found = read_glossary(DOCS / "glossary.md").entries
    names = [entry.term.lower() for entry in found]
    assert len(names) > 60
    assert names == sorted(names)
    assert [e.term for e in found if not e.page or not (DOCS / e.page).exists()] == []


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
    page.goto(address + "decoder/", wait_until="load")
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
