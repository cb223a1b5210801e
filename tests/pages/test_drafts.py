"""A draft: every problem is marked at its place, in words, and every page begins with the list."""

import re

import markdown
import pytest

from generators.pages.definitions import glossary_of, with_anchors, with_marks
from generators.pages.finish import finish_page
from generators.pages.marks import Draft, problem_html, quiet
from generators.pages.page import weave_page
from generators.pages.problem_list import with_list
from generators.pages.problems import Problem, figure_problem
from tests.pages import records

EXTENSIONS = ["attr_list", "md_in_html", "tables", "admonition", "def_list", "pymdownx.superfences"]
STILL = {**records.STILL, "values": {"share": 0.98, "rows": [{"word": "cat"}]}}
RECORDS = {"still": STILL, "broken": None}
MARK = re.compile(r'<(mark|div) class="problem" id="([\w-]+)"[^>]*>(.*?)</\1>')


def drafted(text: str, draft: Draft | None = None) -> tuple[str, list[Problem]]:
    """A page of a draft as HTML, and its problems."""
    woven = weave_page(text, "page.md", RECORDS, {"still.share": 0.5}, draft or Draft())
    finished, more = finish_page(woven, text, "page.md", glossary_of(""), draft=True)
    html = markdown.markdown(finished, extensions=EXTENSIONS)
    return str(html), [*woven.problems, *more]


def words(html: str) -> str:
    """What a reader sees of some HTML."""
    plain = re.sub(r"<[^>]*>", "", html)
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), plain).replace("&gt;", ">")


@pytest.mark.parametrize(
    ("text", "inside", "says"),
    [
        ("A share of {still.no}.", r"<p>A share of <mark.*</mark>\.</p>", "no value 'no'"),
        ("Most{? still.share > 0.99}.", "<p>Most<mark.*", "still.share is 0.98, which is not >"),
        ("# Of {still.no}", "<h1>Of <mark.*</h1>", "no value 'no'"),
        ("- one\n- {still.no}", "<li><mark.*</li>", "no value 'no'"),
        ("*{still.no}*", "<em><mark.*</em>", "no value 'no'"),
        ("| a | b |\n|---|---|\n| {still.no} | 2 |", "<td><mark.*</td>\n<td>2</td>", "no value"),
        (
            "| a | b |\n|---|---|\n| {w.x} | 2 | {each w in still.no}",
            "<td><mark.*</mark></td>",
            "no value 'no'",
        ),
        ("![A *b*.](figure:broken)", "<figcaption>A <em>b</em>.</figcaption>", "could not"),
        ("!!! note\n\n    ![A.](figure:no)", "<figcaption>A.</figcaption>", "no figure and no"),
        ("![Of {still.no}.](figure:still)", "<figcaption>Of <mark.*<a class=", "no value 'no'"),
        ("It is $x + {still.no}$ then.", r'role="math"|class="katex"', "no value 'no'"),
        ("$$\n\\sqrt{still.no}\n$$", '<div class="formula"', "no value 'no'"),
        (r"Not $\nonsense$ so.", r"<p>Not <mark.*</mark> so\.</p>", "KaTeX parse error"),
        ("$$\n\\nonsense\n$$\n\nNext.", "<p><mark.*</mark></p>\n<p>Next", "KaTeX parse error"),
        ("Odd {{ double }} braces.", "<p>Odd <mark.*</mark> braces", "single braces"),
        ("Text.\n\n```\nnever closed", "<p>Text.</p>\n<p><mark", "never closed"),
    ],
)
def test_a_problem_is_marked_where_it_stands(text: str, inside: str, says: str) -> None:
    html, problems = drafted(text)
    assert re.search(inside, html, re.DOTALL), html
    (mark,) = MARK.findall(html)
    (problem,) = problems
    assert mark[1] == problem.anchor
    assert says in words(mark[2]) and says in problem.message
    assert words(mark[2]).startswith("✗ Problem: ")  # for the eye, and for a screen reader


def test_a_mark_tells_the_value_before() -> None:
    html, _ = drafted("Most{? still.share > 0.99}.")
    assert "still.share was 0.5" in words(html)


def test_where_no_element_may_stand_the_list_alone_tells() -> None:
    html, problems = drafted('<b title="{still.no}">x</b>')
    assert "<mark" not in html and "…" in html and len(problems) == 1


def test_a_missing_figure_keeps_its_address_once() -> None:
    html, problems = drafted("![A.](figure:broken)\n\n![B.](figure:still)\n\n![C.](figure:still)")
    assert html.count('id="figure-broken"') == html.count('id="figure-still"') == 1
    assert len(problems) == 2


def test_a_missing_figure_says_why_and_where() -> None:
    failure = {"figure": "broken", "file": "generators/x.py", "line": 3, "error": "ValueError: no"}
    html, _ = drafted("![A.](figure:broken)", Draft((figure_problem(failure),)))
    assert "could not be drawn: generators/x.py:3: ValueError: no" in words(html)


def test_a_stale_number_is_shown_and_marked() -> None:
    text = "It is {still.share:.0%}{? still.share > 0.5}.\n\n![A.](figure:still)"
    html, problems = drafted(text, Draft(stale=["still"]))
    assert problems == [] and html.count('class="problem stale"') == 3
    assert "98% (stale)" in words(html)
    html, _ = drafted(text, Draft(stale=["other"]))
    assert "stale" not in html


HOSTILE = "<b>*x*</b> `y` [z](w) | {v} $u$ <script> &amp; {: .a }\n# t"


def test_a_message_is_never_markup() -> None:
    mark = problem_html("problem-1", HOSTILE, HOSTILE)
    for place in (f"A {mark} b.", f"| a | b |\n|---|---|\n| {mark} | 2 |", f"# A {mark}"):
        html = markdown.markdown(place, extensions=EXTENSIONS)
        assert mark in html
    assert "\n" not in quiet(HOSTILE)


def test_problems_of_the_glossary_are_marked_and_the_rest_is_used() -> None:
    page = (
        '# Glossary\n\nOne { #one data-words="one" }\n:   A `number`.\n\n'
        'Two { #two data-words="two" }\n:   A number.\n'
    )
    glossary = with_anchors(glossary_of(page))
    (problem,) = glossary.problems
    html = markdown.markdown(with_marks(page, glossary.problems), extensions=EXTENSIONS)
    assert f'<dd><mark class="problem" id="{problem.anchor}"' in html
    assert [entry.term for entry in glossary.entries] == ["Two"]


PROBLEMS = [
    figure_problem({"figure": "f", "file": "generators/x.py", "line": 3, "error": "ValueError"}),
    Problem("experiments/e/results.json", 0, "not today's", "run it again"),
    Problem("b/c.md", 9, "{x.y}", "no value", anchor="problem-1"),
    Problem("a.md", 7, "{? x.z > 1}", "the check fails", "It is so.", "x.z was 2", "problem-4"),
    Problem("a.md", 2, "{x}", "not a value"),
]


def test_the_list_has_every_problem_with_links_and_begins_with_this_page() -> None:
    text = with_list("---\ntitle: x\n---\n\n# A { #a }\n\nText.\n", "a.md", PROBLEMS)
    assert text.startswith("---\ntitle: x\n---") and text.endswith("\n\nText.\n")
    html = markdown.markdown(text.partition("---\n\n")[2], extensions=EXTENSIONS)
    assert html.index('<h1 id="a">') < html.index('<section class="problems" id="problems"')
    said = words(html)
    places = ["generators/x.py:3", "experiments/e/results.json", "docs/a.md:2", "docs/a.md:7"]
    found = [said.index(place) for place in [*places, "docs/b/c.md:9"]]
    assert found == sorted(found)
    assert "This is a draft with 5 problems." in said
    assert "the check fails; before, x.z was 2 It is so." in said
    assert 'href="a.md#problem-4"' in html and 'href="b/c.md#problem-1"' in html
    assert html.count("<details") == 3 and html.count("<details class=") == 3
    assert html.count(" open>") == 2  # what concerns no page, and this page


def test_the_list_stands_below_the_title_also_below_a_map() -> None:
    page = '<details class="machine"><nav></nav></details>\n\n# A\n\nText.\n'
    listed = with_list(page, "a.md", PROBLEMS)
    assert listed.startswith(page.partition("\nText")[0])
    assert listed.index("# A") < listed.index('class="problems"') < listed.index("Text.")


def test_a_right_page_has_no_list() -> None:
    assert with_list("# A\n", "a.md", []) == "# A\n"
