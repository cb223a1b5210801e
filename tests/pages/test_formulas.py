"""Formulas: rendered while a page is woven, wrong ones named with page and line."""

import html
import re

import markdown
import pytest

from generators.pages.formulas import formula_html, render, replace_formulas

EXTENSIONS = ["attr_list", "md_in_html", "tables", "admonition", "def_list", "footnotes", "abbr"]


def woven(text: str) -> str:
    result, problems = replace_formulas(text, "page.md", text)
    assert not problems, problems
    return result


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


def test_formulas_of_a_page_are_replaced() -> None:
    result = woven("See $a < b$.\n\n$$\nc\n$$\n")
    assert "$" not in result
    assert result.count("data-search-exclude") == 2
    assert '\n\n<div class="formula"' in result
    assert "<mo>&#60;</mo>" in result


@pytest.mark.parametrize(
    "text",
    [
        "`$a$` and ``$`b`$``",
        "```\n$a$\n```",
        "    ~~~ sh\n    $a$ $$b$$\n    ~~~",
        "<!-- $a$ -->",
        '<img alt="$a$">',
        "<pre>$a$</pre>",
        "---\ntitle: $a$\n---\n",
        "from $ 5 to $6",
        "5 $ or $6",
        "$a\n\nb$",
    ],
)
def test_what_is_no_formula_stays(text: str) -> None:
    assert woven(text) == text


def test_a_dollar_is_written_with_a_backslash() -> None:
    assert woven(r"\$5 and $x$ and \$6").startswith("&#36;5 and <span")
    assert woven(r"`\$5`") == r"`\$5`"


# Every mark that Markdown or an extension looks for.
HARD = r"a_b^*c* \text{`x` ![y](z) <a> \&amp; \#1 [1] \{: .k\} \_e\_} \mid |f| \\ \$"


@pytest.mark.parametrize(
    "frame", ["A {} b.", "| x | y |\n|---|---|\n| {} | 1 |", "*a {} b*", "- {}", "[{}](x)"]
)
def test_markdown_changes_nothing_in_a_formula(frame: str) -> None:
    page = markdown.markdown(woven(frame.format(f"${HARD}$")), extensions=EXTENSIONS)
    expected = f'<span class="formula-inline" data-search-exclude>{render(HARD)}</span>'
    assert html.unescape(" ".join(expected.split())) in html.unescape(" ".join(page.split()))


def test_a_display_formula_is_a_block_and_scrolls_in_itself() -> None:
    tex = r"\sqrt{\frac{a}{b}} = \begin{cases} 1 & x \\ 2 & y \end{cases}"
    page = markdown.markdown(woven(f"Before\n\n$$\n{tex}\n$$\n\nafter"), extensions=EXTENSIONS)
    assert re.search(r'<p>Before</p>\s*<div class="formula"', page)
    assert re.search(r"</span></div>\s*<p>after</p>$", page)
    assert "\n" not in formula_html(tex, display=True)  # a path in it has line breaks


@pytest.mark.parametrize("frame", ["!!! note\n\n    {}\n", "- a\n\n    {}\n"])
def test_a_display_formula_may_stand_in_an_admonition_or_a_list(frame: str) -> None:
    page = markdown.markdown(woven(frame.format("$$\n    x_1\n    $$")), extensions=EXTENSIONS)
    assert '<p><span class="formula" data-search-exclude><span class="katex-display">' in page
    assert "<msub>" in page


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
def test_a_wrong_formula_is_a_problem_with_its_line(tex: str, reason: str) -> None:
    text = f"One\n\ntwo ${tex}$\n"
    _, (problem,) = replace_formulas(text, "page.md", text)
    assert (problem.page, problem.line, problem.expression) == ("page.md", 3, f"${tex}$")
    assert reason in problem.message


def test_all_wrong_formulas_are_named_with_the_lines_of_the_source() -> None:
    source = "{= a =}\n$\\no$ {= b =} $\\no$\n\n```\n$\\no$\n```\n$x_{\\no {= c =}}$ $\\bad$"
    text = "<p>\nfour\nlines\n</p>\n$\\no$ 1 $\\no$\n\n```\n$\\no$\n```\n$x_{\\no 2}$ $\\bad$"
    _, problems = replace_formulas(text, "page.md", source)
    assert [problem.line for problem in problems] == [2, 2, 7, 7]


@pytest.mark.parametrize(
    "heading", ["## The $x$", "The $x$\n---", '<h2 id="x">The $x$</h2>', "    ### The $x$"]
)
def test_a_formula_in_a_heading_is_refused(heading: str) -> None:
    text = f"Text\n\n{heading}\n"
    _, (problem,) = replace_formulas(text, "page.md", text)
    assert problem.line == 3
    assert "heading" in problem.message


def test_a_formula_after_a_heading_is_fine() -> None:
    assert "katex" in woven("## Title\n\n$x$")
    assert "katex" in woven("```\n# code\n```\n\n$x$")


def test_a_display_formula_inside_a_line_is_refused() -> None:
    _, (problem,) = replace_formulas("a $$x$$ b", "page.md", "a $$x$$ b")
    assert "lines of its own" in problem.message
