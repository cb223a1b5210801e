"""The syntax of a page: what is an expression, what is left alone, what is said of a mistake."""

import pytest

from generators.pages.page import figures_named, weave_page
from tests.pages.records import RECORDS, STILL, VALUES, problem, weave


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{still.count:,}", "12,345"),
        ("{still.change:.0%}", "−25%"),
        ("{still.share}", "0.98"),
        ("{still.words.2}", "&lt;end&gt;"),
        ("{still.words.last}", "&lt;end&gt;"),
        ("{still.heads.4}", "40"),
        ("{still.rows.1.near.2}", "cow"),
        ("{still.0}", "a dict's key"),
        ("{still.n: >4}", "   1"),
        ("{still.right}", "True"),
    ],
)
def test_value(expression: str, expected: str) -> None:
    assert weave(f"a {expression} b") == f"a {expected} b"


@pytest.mark.parametrize(
    "text",
    [
        "```\n{no.such}\n```\n",
        "    ~~~ python\n    {no.such}\n    ~~~\n",
        "````md\n```\n{no.such}\n```\n````\n",
        "> ```\n> {no.such}\n> ```\n",
        "see `{no.such}` here",
        "see ``a ` {no.such}`` here",
        "see `{no\n.such}` here",
        "<!-- {no.such} -->",
        r"a set $\{=\}$ and $a{=}b$ and $\text{model}$ and $1{,}000$",
        "$$\n\\frac{a}{b}\n{c}\n$$",
        r"\(x_{i}\)",
        r"a brace \{no.such\} in prose",
        '# Title { #anchor .wide }\n\nText\n{: .lead }\n\n[a](b.md){ .x title="y" }',
        'Term { #term data-words="a, b" }\n:   Text',
        "![a picture](picture.png)",
        "![](figure.png)",
    ],
)
def test_code_comments_formulas_and_attributes_are_left_alone(text: str) -> None:
    assert weave(text) == text


def test_expression_after_code_is_found() -> None:
    assert weave("```\n{x}\n```\n\n`{` {still.n}").endswith("`{` 1")


def test_only_a_name_with_a_dot_is_a_value_in_a_formula() -> None:
    page = "---\nvalues:\n  d: still.n\n---\n\n{d} "
    assert weave(page + r"$\sqrt{d} = {still.count:,}$") == r"1 $\sqrt{d} = 12,345$"
    assert weave(r"$$\frac{{still.n}}{2}$$") == r"$$\frac{1}{2}$$"
    assert "no short name 'stil'" in problem("$x = {stil.n}$").message
    assert "outside the formula" in problem("$x {? still.n > 0}$").message


def test_strings_cannot_become_markup() -> None:
    records = {"f": {**STILL, "values": {"word": "<b>*d_model*</b> `x` {still.n}"}}}
    text = weave_page("{f.word}", "page.md", records).text
    assert not set("<>*_`") & set(text)
    assert "{still.n}" in text


@pytest.mark.parametrize(
    "check",
    [
        "still.share > 0.9",
        "still.share >= numbers.limit",
        "still.change <= -0.2",
        "still.share < 1e3",
        "still.n != 2",
        "still.right == True",
        "still.word in ['elle', \"il\"]",
        'still.words == ["l\'", "<end>"]',
        "still.empty == []",
        "still.word\n in still.near",
    ],
)
def test_check_holds(check: str) -> None:
    records = {
        "still": {**STILL, "values": VALUES | {"near": ["il"]}},
        "numbers": RECORDS["numbers"],
    }
    woven = weave_page(f"a{{? {check}}}", "page.md", records)
    assert not woven.problems, woven.problems
    assert woven.text.startswith('a<span class="check"')


def test_check_shows_the_measured_value_and_says_the_rest() -> None:
    html = weave("{? still.share:.0% >= numbers.limit}")
    assert '<span class="check-tick" aria-hidden="true" data-search-exclude>✓ 98%</span>' in html
    assert "checked at build: measured 98%, at least 90%" in html
    assert "measured 0.98, more than 0.123" in weave("{? still.share > 0.12345}")


def test_a_row_is_repeated_for_each_item() -> None:
    row = "| *{row.word}* | {row.near.1}, {row.near.last} |"
    assert weave(f"{row} {{each row in still.rows}}\n") == (
        "| *cat* | dog, cow |\n| *sun* | moon, sky |\n"
    )
    numbered = "| {n} | {row.word}{? n >= 1} | {each n, row in still.rows}"
    assert weave(numbered).startswith("| 1 | cat<span") and "\n| 2 | sun<span" in weave(numbered)
    named = "    | {name} | {one.share:.0%} | {each name, one in still.named}"
    assert weave(named) == "    | cow | 50% |\n    | two words | 25% |"


def test_short_names_are_used_and_do_not_reach_the_woven_page() -> None:
    rest = '# T {s} {first.word} {? first.word == "cat"}'
    for values in (
        "values:\n  s: still.share\n  first: still.rows.1\n",
        "values:\n\n  s:  still.share\n  first: still.rows.1\n\n",
        "values: {s: still.share, first: still.rows.1}\n",
    ):
        woven = weave(f"---\n{values}---\n\n{rest}")
        assert woven.startswith("# T 0.98 cat <span")
        kept = weave(f"---\ntitle: A\n{values}hide: [toc]\n---\n\n{rest}")
        assert kept.startswith("---\ntitle: A\nhide: [toc]\n---\n\n# T 0.98")
    front = "---\ntitle: Braces {are} YAML's\n---\n\n{still.n}"
    assert weave(front) == front.replace("{still.n}", "1")


def test_values_are_kept_under_their_full_names() -> None:
    page = "---\nvalues: {s: still}\n---\n\n{s.n}{? s.share > numbers.limit}![c {s.count}](x.png)\n"
    looked_up = weave_page(page, "page.md", RECORDS).looked_up
    assert looked_up == {
        "still.n": 1,
        "still.share": 0.98,
        "numbers.limit": 0.9,
        "still.count": 12345,
    }


def test_figures_that_a_page_names() -> None:
    text = (
        "---\nvalues: {s: short.x}\n---\n\n{one.a} {? two.b > three.c} {s} `{no.x}` {not this}\n\n"
        "![c {four.d}](figure:five)\n\n| {r.a} {seven.x} | {each r in six.rows}\n"
    )
    assert figures_named(text) - {"r", "s"} == {
        "short", "one", "two", "three", "four", "five", "six", "seven",
    }  # fmt: skip
