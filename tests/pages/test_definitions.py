"""The glossary: how it is read, and which words of a page become links."""

import re
from pathlib import Path

import pytest

from generators.pages.definitions import (
    Entry,
    Glossary,
    define_terms,
    glossary_of,
    link_terms,
    read_glossary,
)
from generators.pages.letters import PLACE, with_letters

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
        '<span class="definition" id="definition-a" role="tooltip" hidden data-search-exclude>'
        'less &lt; more &amp; "so" &#91;1&#93; &#92;</span></span>'
    )
    assert "](../glossary.md#a)" in link_terms("mask", "deep/page.md", (entry,))


def test_letters_lead_to_the_first_term_of_each() -> None:
    glossary = read_glossary(DOCS / "glossary.md")
    text = with_letters(f"a\n\n{PLACE}\n", "glossary.md", glossary)
    assert '<a href="#ablation">A</a>' in text
    assert '<a href="#batch">B</a>' in text
    assert '<span aria-hidden="true">Z</span>' in text
    assert with_letters(PLACE, "faq.md", glossary) == PLACE


def test_the_glossary_is_left_alone_and_every_page_if_it_has_problems() -> None:
    assert define_terms("mask", "glossary.md", Glossary(BOTH)) == ("mask", [])
    assert define_terms("mask", "a.md", glossary_of(WRITTEN)) == ("mask", [])
    assert read_glossary(DOCS / "no-such.md") == Glossary()


def test_terms_are_in_order_and_each_names_a_page() -> None:
    found = read_glossary(DOCS / "glossary.md").entries
    names = [entry.term.lower() for entry in found]
    assert len(names) > 60
    assert names == sorted(names)
    assert [e.term for e in found if not e.page or not (DOCS / e.page).exists()] == []
