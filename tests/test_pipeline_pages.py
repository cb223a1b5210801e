"""Expressions in pages: what they become, and what is said when they are wrong."""

import pytest

from generators.addresses import urls_in_html
from generators.expressions import find_expressions, format_value
from generators.markup import relative, relative_url
from generators.pages import weave_page

STILL = {
    "name": "still",
    "shows": "A square.",
    "kind": "svg",
    "alt": 'A "square" of $5 with `code`.',
    "width": 560,
    "height": 300,
    "min_width": 420,
    "values": {"share": 0.98, "count": 12345, "change": -0.25, "words": ["l'", "<end>"], "n": 1},
}
NARROW = {**STILL, "name": "small", "narrow": {"width": 340, "height": 500, "min_width": 280}}
MOVING = {
    **STILL,
    "name": "moving",
    "kind": "gif",
    "min_width": 300,
    "frames": 3,
    "milliseconds": [250, 250, 4000],
}
NUMBERS = {"name": "numbers", "kind": "numbers", "shows": "", "values": {"limit": 0.9}}
RECORDS = {
    "still": STILL,
    "small": NARROW,
    "moving": MOVING,
    "numbers": NUMBERS,
    "broken": None,
}


def weave(text, page="page.md"):
    woven = weave_page(text, page, RECORDS)
    assert not woven.problems, woven.problems
    return woven.text


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('value("still.count", ",")', "12,345"),
        ('value("still.change", ".0%")', "−25%"),
        ('value("still.share")', "0.98"),
        ('value("still.words.1")', "&lt;end&gt;"),
        ('value("still.words.-2")', "l'"),
        ("value(\n  'still.count',\n  ',')", "12,345"),
    ],
)
def test_value(expression, expected):
    assert weave(f"a {{= {expression} =}} b") == f"a {expected} b"


def test_strings_cannot_become_markup():
    records = {"f": {**NUMBERS, "values": {"word": "<b>*d_model*</b> `x`"}}}
    text = weave_page('{= value("f.word") =}', "page.md", records).text
    assert not set("<>*_`") & set(text)


@pytest.mark.parametrize(
    "text",
    [
        '```\n{= value("no.such") =}\n```\n',
        '    ~~~ python\n    {= value("no.such") =}\n    ~~~\n',
        '````md\n```\n{= value("no.such") =}\n```\n````\n',
        'see `{= value("no.such") =}` here',
        'see ``a ` {= value("no.such") =}`` here',
        '<!-- {= value("no.such") =} -->',
        r"a set $\{=\}$ and $a{=}b$",
    ],
)
def test_code_comments_and_formulas_are_left_alone(text):
    assert weave(text) == text


def test_expression_after_code_is_found():
    text = '```\n{= x =}\n```\n\n`{=` {= value("still.n") =}'
    assert weave(text).endswith("`{=` 1")


def test_check_shows_the_measured_value_and_says_the_rest():
    html = weave('{= check("still.share", ">=", name("numbers.limit"), format=".0%") =}')
    assert '<span class="check-tick" aria-hidden="true">✓ 98%</span>' in html
    assert "checked at build: measured 98%, at least 90%" in html


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ('value("still.shar")', "no value 'shar' in still; nearest: share"),
        ('value("stil.share")', "no figure 'stil'; nearest: still"),
        ('value("still")', "'still' is a figure; say which value"),
        ('value("still.words")', "a list cannot be printed"),
        ('value("still.words.7")', "still.words has 2 items"),
        ('value("still.share", ".q")', "format '.q' does not fit 0.98"),
        ('value("still.words.0", ",")', "format ',' does not fit"),
        ('value("still.share", 2)', "strings in quotes"),
        ('value("broken.x")', "figure 'broken' could not be drawn"),
        ('figure("broken", "c")', "figure 'broken' could not be drawn"),
        ('figure("numbers", "c")', "has numbers but no picture"),
        ('figure("still")', "figure() takes 2 arguments, not 1"),
        ('figure("still", "c", lazy=True)', "figure() has no keyword lazy"),
        ('figure("stil", "c")', "no figure 'stil'; nearest: still"),
        ('figure("still", "{= value(\'still.x\') =}")', "no value 'x' in still"),
        ('check("still.share", ">=", 0.99)', "still.share is 0.98, which is not >= 0.99"),
        ('check("still.share", "=>", 0.9)', "unknown comparison '=>'"),
        ('check("still.share", "<", "a")', "cannot be compared"),
        ('check("still.share", ">", name("numbers.x"))', "no value 'x' in numbers"),
        ('__import__("os").getcwd()', "expected one of"),
        ('eval("1")', "unknown function eval()"),
        ('value(open("x"))', "is no literal"),
        ('value("a" "b".c)', "is no literal"),
        ('value("still.n"', "this cannot be read"),
        ("1 + 1", "expected one of"),
    ],
)
def test_problem_names_page_line_expression_and_value(expression, message):
    woven = weave_page(f"first\n\n{{= {expression} =}}\n", "deep/page.md", RECORDS)
    (problem,) = woven.problems
    assert (problem.page, problem.line) == ("deep/page.md", 3)
    assert problem.expression == f"{{= {expression} =}}"
    assert message in problem.message
    assert str(problem).startswith("docs/deep/page.md:3: {= ")


def test_every_problem_is_reported():
    text = '{= value("a.b") =}\n{= figure("still", "c") =} no\n\n{= never closed'
    problems = weave_page(text, "page.md", RECORDS).problems
    assert [problem.line for problem in problems] == [1, 2, 4]
    assert "line of its own" in problems[1].message
    assert "never closed" in problems[2].message


def test_figure_twice_on_a_page_is_refused():
    text = '{= figure("still", "c") =}\n\n{= figure("still", "d") =}\n'
    (problem,) = weave_page(text, "page.md", RECORDS).problems
    assert problem.line == 3


def test_still_figure():
    html = weave('{= figure("still", "A *square*.") =}')
    assert 'style="--figure-width:560px;--figure-min-width:420px"' in html
    assert '<div class="figure-frame" tabindex="0" role="group" aria-label="A square.">' in html
    assert 'class="off-glb" src="figures/still.svg" width="560" height="300"' in html
    assert 'alt="A &quot;square&quot; of &#36;5 with &#96;code&#96;."' in html
    assert 'loading="lazy"' in html
    assert '<figcaption markdown="span">A *square*. <a class="figure-source"' in html
    assert 'href="computed/still.md"' in html
    assert 'loading="eager"' in weave('{= figure("still", "c", eager=True) =}')


def test_figure_with_a_narrow_layout_needs_no_scrolling_frame():
    html = weave('{= figure("small", "c") =}')
    assert '<div class="figure-frame"><picture><source media="(max-width: 599px)"' in html
    assert 'srcset="figures/small.narrow.svg" width="340" height="500"' in html
    assert "--figure-narrow-min-width:280px" in html


def test_animation_offers_the_poster_to_readers_who_prefer_less_motion():
    html = weave('{= figure("moving", "c") =}', "index.md")
    assert '<explainer-animation data-gif="figures/moving.gif"' in html
    source = html.index('(prefers-reduced-motion: reduce)" srcset="figures/moving.png"')
    assert source < html.index('src="figures/moving.gif"')
    assert 'data-frames="3" data-seconds="4.5"' in html


def test_caption_takes_numbers_in_either_quotes():
    for quote in "\"'":
        number = f"{{= value({quote}still.count{quote}, {quote},{quote}) =}}"
        text = f'{{= figure("still", "{number} x") =}}'
        assert "12,345 x" in weave(text)


def test_caption_keeps_latex_and_takes_numbers():
    caption = r"$\query{Q}^{=}\frac{1}{2}$ of {= value('still.count', ',') =} `=}` \"q\""
    html = weave(f'{{= figure("still", "{caption}") =}}')
    assert r"$\query{Q}^{=}\frac{1}{2}$ of 12,345 `=}` " in html
    doubled = weave(r'{= figure("still", "$\\query{Q}$") =}')
    assert r"$\query{Q}$" in doubled


def test_figure_inside_an_admonition_stays_on_its_indented_line():
    text = '!!! try\n\n    {= figure("still", "c") =}\n'
    html = weave(text)
    assert html.startswith("!!! try\n\n    <figure ") and html.count("\n") == 3


@pytest.mark.parametrize(
    ("target", "page", "address", "url"),
    [
        ("figures/a.svg", "index.md", "figures/a.svg", "figures/a.svg"),
        ("figures/a.svg", "page.md", "figures/a.svg", "../figures/a.svg"),
        ("figures/a.svg", "part/index.md", "../figures/a.svg", "../figures/a.svg"),
        ("figures/a.svg", "part/page.md", "../figures/a.svg", "../../figures/a.svg"),
        ("computed/a.md", "index.md", "computed/a.md", "computed/a/"),
        ("computed/a.md", "page.md", "computed/a.md", "../computed/a/"),
        ("b.md#part", "a.md", "b.md#part", "../b/#part"),
        ("a.md#part", "a.md", "a.md#part", "./#part"),
        ("index.md", "a.md", "index.md", "../"),
        ("a.md", "index.md", "a.md", "a/"),
        ("figures/a.json", "computed/a.md", "../figures/a.json", "../../figures/a.json"),
    ],
)
def test_addresses_are_relative_to_the_file_and_urls_to_the_page(target, page, address, url):
    assert relative(target, page) == address
    assert relative_url(target, page) == url
    html = f'a <a class="x" href="{address}" data-gif="{address}">'
    assert urls_in_html(html, page) == f'a <a class="x" href="{url}" data-gif="{address}">'


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org/a.md">',
        '<a href="#part"><a href="/x"><a href="?q"><a href="">',
        '`<a href="a.md">` and [b](b.md)',
        '```\n<a href="a.md">\n```',
        '<pre><a href="a.md"></pre>',
    ],
)
def test_other_addresses_stay(text):
    assert urls_in_html(text, "page.md") == text


def test_every_source_of_a_picture_becomes_a_url():
    html = '<source srcset="a.svg 1x, b.svg 2x"><img src="c.png">'
    expected = '<source srcset="../a.svg 1x, ../b.svg 2x"><img src="../c.png">'
    assert urls_in_html(html, "page.md") == expected


def test_text_with_a_hyphen_keeps_it():
    assert format_value("word-by-word") == "word-by-word"
    assert format_value(-1) == "−1"


def test_line_numbers_count_from_one():
    assert [found.line for found in find_expressions("{= a =}\n\n{= b =}")] == [1, 3]


@pytest.mark.parametrize(
    ("value", "specification", "text"),
    [(5e-6, ".0e", "5 × 10⁻⁶"), (-1.25e12, ".2e", "−1.25 × 10¹²"), (float("inf"), "", "inf")],
)
def test_powers_of_ten_are_written_out(value, specification, text):
    assert format_value(value, specification) == text
