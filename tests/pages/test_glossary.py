"""The glossary: how it is read, which words become links, and that a definition is shown."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import PluginError

from generators.pages.glossary import Entry, entries, link_terms, on_page_content
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
MASK = Entry("Mask", "mask", ("mask", "masks"), "Who may look.", "masking.md")
CAUSAL = Entry("Causal mask", "causal-mask", ("causal mask", "causal masks"), "Back.", None)
BOTH = (CAUSAL, MASK)


def linked(content: str, page: str = "decoder.md", plain: tuple[str, ...] = ()) -> list[str]:
    """The words of `content` that became links, after a look at everything else being as it was."""
    woven = link_terms(content, page, BOTH, plain)
    term = (
        r'<span class="term"><a [^>]*>([^<]*)</a><span class="definition"[^>]*>[^<]*</span></span>'
    )
    assert re.sub(term, r"\1", woven) == content
    return re.findall(term, woven)


def test_reads_term_words_definition_and_page() -> None:
    causal, mask = entries(WRITTEN.replace("1 < 2 & so on", "1 and 2 & so on"))
    assert causal.words == ("causal mask", "causal masks")
    assert causal.definition == "Lets each place look back only."
    assert causal.page == "masking.md"
    assert mask.definition == "Who may look at whom, if 1 and 2 & so on."
    assert mask.page is None


def test_refuses_markup_in_a_definition() -> None:
    with pytest.raises(PluginError, match="the definition of 'Mask' holds '<'"):
        entries(WRITTEN)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('mask, masks"', 'masks, causal mask"', "'causal mask' stands in 'Causal mask' and 'Mask'"),
        ("#mask", "#causal-mask", "'#causal-mask' stands in"),
        ('mask, masks"', 'mask, "', "an empty word in data-words of 'Mask'"),
        (' data-words="mask, masks"', "", "2 definitions, 1 of them can be read"),
    ],
)
def test_says_what_is_wrong(before: str, after: str, message: str) -> None:
    written = WRITTEN.replace("1 < 2 & so on", "any")
    assert before in written
    with pytest.raises(PluginError, match=re.escape(message)):
        entries(written.replace(before, after))


def test_links_the_first_occurrence_only() -> None:
    assert linked("<p>A Mask, two masks.</p><p>Mask</p>") == ["Mask"]


def test_the_longer_name_wins_and_may_break_over_lines() -> None:
    assert linked("<p>The causal\nmask is a mask.</p>") == ["causal\nmask", "mask"]


def test_only_whole_words() -> None:
    assert linked("<p>unmasked mask-like premask &mask; #mask maskable</p>") == []
    assert linked("<p>(mask's)</p>") == ["mask"]


@pytest.mark.parametrize(
    "content",
    [
        "<h2>Mask</h2>",
        '<a href="x">the <b>mask</b></a>',
        "<pre><span>mask</span> <code>mask</code> mask</pre>",
        "<code>mask</code>",
        '<figure><figcaption>mask <a href="x">y</a> mask</figcaption></figure>',
        "<table><tr><td>mask</td></tr></table>",
        "<em>mask</em>",
        "<summary>mask</summary>",
        '<span class="arithmatex">\\(mask\\)</span>',
        '<span class="role-masked">mask</span>',
        '<p class="admonition-title">mask</p>',
        '<img alt="a > mask mask" src="mask"/>',
        "<!-- mask > mask -->",
    ],
)
def test_not_in_headings_links_code_figures(content: str) -> None:
    assert linked(content) == []
    assert linked(f"{content}<p>mask</p>") == ["mask"]


def test_where_a_page_explains_a_term_nothing_is_linked() -> None:
    assert linked("<p>A <strong>mask</strong> is … The mask</p>") == []
    assert linked("<p><strong>Masks.</strong> Masks</p>") == []
    assert linked("<p>mask</p>", page="masking.md") == []
    assert linked("<p><strong>No mask here</strong> mask</p>") == ["mask"]  # bold, but no term


def test_words_of_another_sense_stay_plain() -> None:
    assert linked("<p>masks and a mask</p>", plain=("masks",)) == ["mask"]
    with pytest.raises(PluginError, match=r"decoder\.md: plain_words not in the glossary: masque"):
        linked("<p>mask</p>", plain=("masque",))


def test_definition_is_escaped_and_the_link_is_relative() -> None:
    entry = Entry("A", "a", ("mask",), 'less < more & "so"', None)
    assert link_terms("mask", "decoder.md", (entry,)) == (
        '<span class="term"><a href="../glossary/#a" aria-describedby="definition-a">mask</a>'
        '<span class="definition" id="definition-a" role="tooltip" data-search-exclude>'
        'less &lt; more &amp; "so"</span></span>'
    )
    assert 'href="glossary/#a"' in link_terms("mask", "index.md", (entry,))


@pytest.mark.parametrize("page", ["glossary.md", "computed/causal_mask_grows.md"])
def test_glossary_and_computed_pages_are_left_alone(page: str) -> None:
    asked = SimpleNamespace(file=SimpleNamespace(src_uri=page), meta={})
    assert on_page_content("mask", asked, SimpleNamespace(docs_dir=DOCS)) == "mask"


def test_terms_are_in_order_and_each_names_a_page() -> None:
    found = entries((DOCS / "glossary.md").read_text(encoding="utf-8"))
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
