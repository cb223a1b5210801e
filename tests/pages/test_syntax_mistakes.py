"""What is said of mistakes in a page: the place, the sentence, the value; never a traceback."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generators.pages.page import figures_named, weave_page
from tests.pages.records import RECORDS, problem, problems


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
