"""Formulas: rendered while the site is built, wrong ones named with their page."""

import pytest
from mkdocs.exceptions import PluginError

from generators.mathematics import render, replace_formulas


def test_a_formula_becomes_html_and_mathml() -> None:
    result = render(r"\frac{a}{b}")
    assert "<mfrac>" in result
    assert 'class="katex-html" aria-hidden="true"' in result


@pytest.mark.parametrize(
    ("macro", "role"),
    [
        ("query", "query"),
        ("key", "key"),
        ("val", "value"),
        ("weight", "weight"),
        ("resid", "residual"),
    ],
)
def test_role_macros_carry_the_class(macro: str, role: str) -> None:
    assert f"role-{role}" in render(rf"\{macro}{{X}}_i")


def test_elements_of_a_page_are_replaced() -> None:
    page = (
        '<p>See <span class="arithmatex">\\(a &lt; b\\)</span>.</p>'
        '<div class="arithmatex">\\[\nc\n\\]</div>'
    )
    result = replace_formulas(page, "page.md")
    assert "arithmatex" not in result
    assert result.count("data-search-exclude") == 2
    assert '<div class="formula"' in result
    assert "<mo>&lt;</mo>" in result


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\frac{", "Unexpected end of input"),
        (r"\nonsense", "Undefined control sequence"),
        (r"\href{https://example.org}{x}", "not allowed"),
        (r"\mathfrak{x}", "needs a font"),
        ("é", "Unicode"),
    ],
)
def test_wrong_formulas_stop_the_build(tex: str, reason: str) -> None:
    page = f'<span class="arithmatex">\\({tex}\\)</span>'
    with pytest.raises(PluginError, match=r"page\.md") as caught:
        replace_formulas(page, "page.md")
    assert reason in str(caught.value)


def test_a_formula_in_a_heading_is_refused() -> None:
    heading = '<h2 id="x">The <span class="arithmatex">\\(x\\)</span></h2>'
    with pytest.raises(PluginError, match="heading"):
        replace_formulas(heading, "page.md")


def test_a_formula_after_a_heading_is_fine() -> None:
    page = '<h2 id="x">Title</h2><p><span class="arithmatex">\\(x\\)</span></p>'
    assert "katex" in replace_formulas(page, "page.md")
