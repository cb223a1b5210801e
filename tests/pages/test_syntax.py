"""The syntax of a page: what is an expression, what is left alone, what is said of a mistake."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generators.pages.page import figures_named, weave_page
from generators.pages.problems import Problem

VALUES = {
    "share": 0.98,
    "count": 12345,
    "change": -0.25,
    "word": "il",
    "words": ["l'", "<end>"],
    "empty": [],
    "n": 1,
    "none": None,
    "right": True,
    "rows": [{"word": "cat", "near": ["dog", "cow"]}, {"word": "sun", "near": ["moon", "sky"]}],
    "by name": {"a": 1},
    "named": {"cow": {"share": 0.5}, "two words": {"share": 0.25}},
    "0": "a dict's key",
    "heads": [10, 20, 30, 40],
    "huge": 10**400,
}
STILL = {
    "name": "still",
    "shows": "A square.",
    "kind": "svg",
    "alt": "A square.",
    "width": 300,
    "height": 300,
    "min_width": 200,
    "values": VALUES,
}
RECORDS = {
    "still": STILL,
    "numbers": {"name": "numbers", "kind": "numbers", "shows": "", "values": {"limit": 0.9}},
    "broken": None,
}


def weave(text: str, before: dict[str, object] | None = None) -> str:
    woven = weave_page(text, "page.md", RECORDS, before)
    assert not woven.problems, "\n".join(map(str, woven.problems))
    return woven.text


def problems(text: str, before: dict[str, object] | None = None) -> tuple[Problem, ...]:
    return weave_page(text, "page.md", RECORDS, before).problems


def problem(text: str, before: dict[str, object] | None = None) -> Problem:
    (found,) = problems(text, before)
    return found


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
    assert '<span class="check-tick" aria-hidden="true">✓ 98%</span>' in html
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


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("still: still.rows", "'still' is a figure, so it cannot be a short name"),
        ("a: stil.n", "no figure and no short name 'stil'; nearest: still"),
        ("a: still.x", "no value 'x' in still"),
        ("b: still.n", "the page uses 'b' nowhere"),
        ("a b", "values: holds lines such as"),
        ("a: still.n\n  a: still.n", "each once"),
    ],
)
def test_wrong_short_name(entry: str, message: str) -> None:
    text = f"---\ntitle: T\nvalues:\n  {entry}\n---\n\n{'{a}' if entry.startswith('a:') else ''}"
    found = problems(text)
    assert message in found[0].message
    assert found[0].line in (4, 5)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("{still.shar}", "no value 'shar' in still; nearest: share"),
        ("{stil.share}", "no figure and no short name 'stil'; nearest: still"),
        ("{model}", "no figure and no short name 'model'"),
        ("{still}", "'still' is a figure; say which value"),
        ("{still.words}", "a list cannot be printed"),
        ("{still.named}", "a dict cannot be printed"),
        ("{still.none}", "the value is None"),
        ("{still.words.7}", "still.words has 2 items, so no item '7'"),
        ("{still.words.0}", "they are counted from 1, and the last one is called last"),
        ("{still.words.-1}", "items are counted from 1, and the last one is called last"),
        ("{? still.heads.-1 > 2}", "items are counted from 1"),
        ("{? still.n > still.heads.-1}", "items are counted from 1"),
        ("{still.empty.last}", "still.empty has 0 items"),
        ("{still.share:.q}", "format '.q' is unknown"),
        ("{still.words.1:,}", "format ',' does not fit"),
        ("{broken.x}", "figure 'broken' could not be drawn"),
        ("{}", "this is no value"),
        ("{ still.n }", "this is no value"),
        ("{still.by name}", "this is no value"),
        ("{1}", "this is no value"),
        ("{still.n + 1}", "this is no value"),
        ("{__import__('os').getcwd()}", "this is no value"),
        ("{= still.n =}", "this is no value"),
        ('{=check("still.n", "==", 1)=}', "this is no value"),
        ("{{ still.n }}", "single braces"),
        ("{still.n", "never closed"),
        ("{? still.n > 0", "never closed"),
        ("still.n}", "never opened"),
        ("{?still.n>0}", "a check is {? figure.key > 0.5}"),
        ("{? still.n}", "a check is"),
        ("{? 0 < still.n}", "a check is"),
        ("{? still.share >= 0.99}", "still.share is 0.98, which is not >= 0.99"),
        ("{? still.share < numbers.limit}", "which is not < 0.9 (numbers.limit)"),
        ("{? still.share => 0.9}", "unknown comparison '=>'"),
        ("{? still.share < 'a'}", "0.98 < 'a' cannot be compared"),
        ("{? still.share > numbers.x}", "no value 'x' in numbers"),
        ("{? still.share in 0.98}", "to the right of in stands a list, not 0.98"),
        ("{? still.share > 0.5 > 0.1}", "'0.5 > 0.1' is neither a name nor a number"),
        ("{? still.words == [['a']]}", "is neither a name nor a number"),
        ("{? still.share:.q > 0.5}", "format '.q' is unknown"),
        ("{each row in still.rows}", "stands at the end of a table row"),
        ("| {row.x} | {each row still.rows}", "a row is repeated with {each"),
        ("| {n} | {each n in still.n}", "still.n has no items"),
        ("| {n} | {each n in still.empty}", "still.empty has no items"),
        ("| {n} | {each n in still.no}", "no value 'no' in still"),
        ("| {n} | {each still in still.rows}", "'still' already stands for something else"),
        ("| {n} | {each n, n in still.rows}", "cannot stand for both"),
        ("![c](figure:broken)", "figure 'broken' could not be drawn"),
        ("![c](figure:numbers)", "has numbers but no picture"),
        ("![c](figure:stil)", "no figure and no short name 'stil'; nearest: still"),
        ("![c](figure:)", "no figure"),
        ("![c](figure:still.n)", "no figure 'still.n'"),
        ("![c](figure:still){ lazy }", "on a line of its own"),
        ("- ![c](figure:still)", "on a line of its own"),
        ("[c](figure:still)", "on a line of its own"),
        ("![c](figure:still", "on a line of its own"),
        ("```\n{still.n}", "this code is never closed by ```"),
        ("~~~~\n~~~\n", "this code is never closed by ~~~~"),
    ],
)
def test_problem_names_page_line_expression_and_value(expression: str, message: str) -> None:
    found = problems(f"first\n\n{expression}\n")
    assert message in found[0].message
    assert (found[0].page, found[0].line) == ("page.md", 3)
    first = " ".join(expression.split("\n", maxsplit=1)[0].split())
    assert found[0].expression[:2] in first
    assert str(found[0]).startswith("docs/page.md:3: ")


@pytest.mark.parametrize(
    "expression",
    [
        "{still.n:>3000000000}",
        "{still.n:0999999999999d}",
        "{still.share:.999999999f}",
        "{still.n:41}",
        "{still.share:.21f}",
        f"{{still.n:{'9' * 5000}}}",
        "{still.n:c}",
        "{still.n:n}",
        "{still.n:{still.n}}",
        "{still.huge:.2f}",
        "{? still.n " + "> 1 " * 5000 + "}",
        "{? still.n == " + "-" * 5000 + "1}",
        "{? still.n == " + "[" * 5000 + "]" * 5000 + "}",
        "{? still.n == " + "9" * 5000 + "}",
        "{" + "still." * 5000 + "n}",
        "{" * 5000,
        "{" * 5000 + "}" * 5000,
        "![" * 5000 + "{",
        "`" * 5000 + "{still.n",
        "$a " * 3000 + "{still.n",
        "| {a} " * 2000 + "{each a in b",
        "<!-- " * 2000 + "{",
        "{still.x} " * 2000,
        "{? " + "still.n " * 30 + "}",
    ],
    ids=range(24),
)
def test_hostile_expression_is_refused(expression: str) -> None:
    found = problems(expression)
    assert found
    assert all(
        len(line) < 400 for one in found for line in str(one).splitlines() if "in: " not in line
    )


def test_all_problems_are_reported_also_in_one_caption() -> None:
    text = (
        "{a.b}\n![c](figure:still) no\n\n![First {still.x} and {still.n}.\nThen {still.y}"
        "{? still.n == 2}.](figure:still)\n\n{still.z"
    )
    found = problems(text)
    assert [one.line for one in found] == [1, 2, 4, 5, 5, 7]
    assert [one.expression for one in found[2:5]] == ["{still.x}", "{still.y}", "{? still.n == 2}"]
    assert [one.sentence for one in found[2:5]] == ["First … and 1.", "Then ….", "Then …."]


def test_figure_twice_on_a_page_is_refused() -> None:
    found = problem("![c](figure:still)\n\n![d](figure:still)\n")
    assert found.line == 3 and "already on this page" in found.message


def test_code_that_swallows_other_code_is_noticed() -> None:
    text = "```python\none\n\n{still.x}\n\n```python\ntwo\n```\n\n{still.x}\n"
    found = problems(text)
    assert [one.line for one in found] == [1, 10]
    assert "still open where other code begins, 5 lines on" in found[0].message


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two *is* {still.x}, of [{still.n}](a.md). Three.", "Two is …, of 1."),
        ("One is one. Two is two.{? still.n == 2} Three.", "Two is two."),
        ("One is\ntwo{? still.n == 2}, three.\n\nFour.", "One is two, three."),
        ("# Title {still.x} { #anchor }\nText.", "Title …"),
        ("- One.\n- **Two** `x` {still.x}\n- Three.", "Two x …"),
        ("| a | b |\n|---|---|\n| *c* | {still.x} |\n| d | e |", "c | …"),
        ('!!! note "Title"\n    Text {still.x}.\n', "Text …."),
        ("| {row.word} | {row.x} | {each row in still.rows}", "cat | …"),
        ("{still.x}", ""),
    ],
)
def test_problem_quotes_the_sentence_in_words(text: str, sentence: str) -> None:
    assert problems(text)[0].sentence == sentence


def test_problem_tells_the_value_before() -> None:
    before = {"still.share": 0.5, "still.rows.2.word": "day", "still.gone": 7, "numbers.limit": 0.4}
    page = "---\nvalues: {s: still}\n---\n\n"
    found = problem(page + "{? s.share < numbers.limit}", before)
    assert found.before == "still.share was 0.5, numbers.limit was 0.4"
    assert "is 0.98, which is not < 0.9 (numbers.limit); before, still.share was" in str(found)
    assert problem("{still.gone}", before).before == "still.gone was 7"
    assert problem("{still.n:.q}", before).before == ""
    row = '| {row.word}{? row.word == "cat"} | {each row in still.rows}'
    assert problem(row, before).before == "still.rows.2.word was 'day'"


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


PARTS = r"""
{ } {still.n} {still.n: {?_still.n_==_1} {?_ _==_ still . share 1 [ ] ( ) ![ ](figure:still)
](figure: {_eager_} | {each_r_in_still.rows} {each_ {r.word} ` ``` ~~~ $ $$ \ \( \) <!-- -->
/ // ____ ---/ values:/ __s:_still.n/ {s} values:_{ : " ' , % .2f {_.lead_} {:_ >_ -_ #_ * é !!!_x/
"""
PARTS = [part.replace("_", " ").replace("/", "\n") for part in re.findall(r"\S+", PARTS)]
PARTS += ["_", "\0", "\ue000"]


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=30).map("".join))
@example("---\nvalues:\n---\n")
@example("---\nvalues: {\n---\n{")
@example("```")
@example("|{each")
def test_any_text_is_woven_or_has_problems(text: str) -> None:
    woven = weave_page(text, "page.md", RECORDS, {"still.n": 2})
    figures_named(text)
    for one in woven.problems:
        assert 1 <= one.line <= text.count("\n") + 1
        assert str(one)
    if not woven.problems and "{" not in text and "}" not in text and "figure:" not in text:
        assert woven.text == text or text.startswith("---")


@given(st.text(alphabet="still.nshare wod{}?:<>=!in[]'\"0123456789,%fe+-#_^", max_size=40))
def test_any_inside_of_braces_is_woven_or_has_problems(inside: str) -> None:
    weave_page(f"{{{inside}}}", "page.md", RECORDS)
    weave_page(f"{{still.share:{inside}}}", "page.md", RECORDS)
    weave_page(f"{{? still.share {inside}}}", "page.md", RECORDS)
