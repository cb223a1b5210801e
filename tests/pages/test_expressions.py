"""Figures and numbers in pages: the HTML they become."""

import re

import pytest

from generators.pages.addresses import urls_in_html
from generators.pages.formats import format_value
from generators.pages.markup import relative, relative_url
from generators.pages.page import weave_page

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
    "steps": [{"frame": 0, "shows": 'the "first"'}, {"frame": 2, "shows": "the last"}],
}
PHONE = {
    "narrow": {**{key: MOVING[key] for key in MOVING if key not in ("name", "values")}, "width": 60}
}
NUMBERS = {"name": "numbers", "kind": "numbers", "shows": "", "values": {"limit": 0.9}}
RECORDS = {
    "still": STILL,
    "small": NARROW,
    "moving": MOVING,
    "phone": MOVING | PHONE | {"name": "phone"},
    "numbers": NUMBERS,
    "broken": None,
}


def weave(text, page="page.md"):
    woven = weave_page(text, page, RECORDS)
    assert not woven.problems, woven.problems
    return woven.text


def test_still_figure():
    html = weave("![A *square*.](figure:still)")
    assert 'style="--figure-width:560px;--figure-min-width:420px"' in html
    assert '<div class="figure-frame" tabindex="0" role="group" aria-label="A square.">' in html
    assert 'class="off-glb" src="figures/still.svg" width="560" height="300"' in html
    assert 'alt="A &quot;square&quot; of &#36;5 with &#96;code&#96;."' in html
    assert 'loading="lazy"' in html
    assert '<figcaption markdown="span">A *square*. <a class="figure-source"' in html
    assert 'href="lab/index.md#computed-still"' in html
    assert 'loading="eager" fetchpriority="high"' in weave("![c](figure:still){ eager }")


def test_figure_with_a_narrow_layout_needs_no_scrolling_frame():
    html = weave("![c](figure:small)")
    assert '<div class="figure-frame"><picture><source media="(max-width: 719px)"' in html
    assert 'srcset="figures/small.narrow.svg" width="340" height="500"' in html
    assert "--figure-narrow-min-width:280px" in html


NO_SCRIPT = "(scripting: none) and (prefers-reduced-motion: no-preference)"


def test_animation_is_its_poster_where_a_script_can_play_it():
    html = weave("![c](figure:moving)", "index.md")
    assert '<explainer-animation data-gif="figures/moving.gif"' in html
    source = html.index(f'media="{NO_SCRIPT}" srcset="figures/moving.gif"')
    assert source < html.index('src="figures/moving.png"')
    assert 'data-frames="3" data-seconds="4.5" data-steps="0 2"' in html
    assert 'data-shows="&#91;&quot;the \\&quot;first\\&quot;&quot;, &quot;the last' in html.replace(
        "&#92;", "\\"
    )


def test_animation_for_phones_comes_before_the_wide_one():
    html = weave("![c](figure:phone)", "index.md")
    files = re.findall(r'<source media="([^"]*)" srcset="figures/([^"]*)" width="(\d+)"', html)
    assert files == [
        (f"{NO_SCRIPT} and (max-width: 719px)", "phone.narrow.gif", "60"),
        (NO_SCRIPT, "phone.gif", str(MOVING["width"])),
        ("(max-width: 719px)", "phone.narrow.png", "60"),
    ]
    assert 'data-narrow-gif="figures/phone.narrow.gif"' in html
    assert 'data-narrow-steps="0 2"' in html


def test_caption_keeps_latex_and_takes_numbers():
    caption = (
        r"$\query{Q}^{=}\frac{1}{2}$ of {still.count:,} `=}` \"q\", {? still.n == 1} [a](b.md)"
    )
    html = weave(f"![{caption}](figure:still)")
    assert r"$\query{Q}^{=}\frac{1}{2}$ of 12,345 `=}` " in html
    assert '<span class="check"' in html and "[a](b.md) <a " in html


def test_caption_may_span_lines():
    text = "!!! try\n    ![One\n    *two* {still.n}\n    three.](figure:still)\n\n    After.\n"
    html = weave(text)
    assert html.startswith("!!! try\n    <figure ") and html.endswith("</figure>\n\n    After.\n")
    assert "<figcaption>One *two* 1 three. <a" in html


def test_figure_inside_an_admonition_stays_on_its_indented_line():
    html = weave("!!! try\n\n    ![c](figure:still)\n")
    assert html.startswith("!!! try\n\n    <figure ") and html.count("\n") == 3


@pytest.mark.parametrize(
    ("target", "page", "address", "url"),
    [
        ("figures/a.svg", "index.md", "figures/a.svg", "figures/a.svg"),
        ("figures/a.svg", "page.md", "figures/a.svg", "../figures/a.svg"),
        ("figures/a.svg", "part/index.md", "../figures/a.svg", "../figures/a.svg"),
        ("figures/a.svg", "part/page.md", "../figures/a.svg", "../../figures/a.svg"),
        ("lab/a.md", "index.md", "lab/a.md", "lab/a/"),
        ("lab/a.md", "page.md", "lab/a.md", "../lab/a/"),
        ("b.md#part", "a.md", "b.md#part", "../b/#part"),
        ("a.md#part", "a.md", "a.md#part", "./#part"),
        ("index.md", "a.md", "index.md", "../"),
        ("a.md", "index.md", "a.md", "a/"),
        ("figures/a.json", "lab/a.md", "../figures/a.json", "../../figures/a.json"),
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


@pytest.mark.parametrize(
    ("value", "specification", "text"),
    [(5e-6, ".0e", "5 × 10⁻⁶"), (-1.25e12, ".2e", "−1.25 × 10¹²"), (float("inf"), "", "inf")],
)
def test_powers_of_ten_are_written_out(value, specification, text):
    assert format_value(value, specification) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0%"), (0.0, "0%"), (1, "100%"), (1.0, "100%"), (0.9996, "100.0%"), (0.0004, "0.0%")],
)
def test_nothing_and_all_have_no_decimals(value: float, text: str) -> None:
    assert format_value(value, ".1%") == text


def test_a_check_of_an_empty_list_says_none():
    records = {"still": {**STILL, "values": {"left": []}}}
    woven = weave_page("Nothing is left{? still.left == []}.", "page.md", records)
    assert not woven.problems, woven.problems
    assert "measured none, equal to none" in woven.text
