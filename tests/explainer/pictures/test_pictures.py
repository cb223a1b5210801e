"""Pictures of attention: legible whatever is drawn, told in words, right in what they show."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from explainer.drawing import legibility, theme
from explainer.inspect import Attentions, from_arrays, part
from explainer.pictures import Picture, head_view, heatmap, model_view
from tests.explainer.pictures.given import ODD, attentions, words

SVG = "{http://www.w3.org/2000/svg}"
CAT = ("the", "cat", "saw", "the", "dog")
STILLS: dict[str, Callable[[Attentions, int], Picture]] = {
    "heatmap": lambda seen, width: heatmap(seen, 0, 1, width),
    "head view": lambda seen, width: head_view(seen, 0, 1, width=width),
    "model view": model_view,
}
GIVEN = {
    "a sentence": attentions(CAT),
    "one token": attentions(["a"]),
    "a decoder": attentions(words(9), causal=True),
    "cross-attention": attentions(words(4), words(17)),
    "one that looks": attentions(["now"], words(70)),
    "one looked at": attentions(words(30), ["all"]),
    "odd tokens": attentions(ODD, causal=True),
    "a long decoder": attentions(words(66), layers=1, heads=2, causal=True),
    "many heads": attentions(CAT, layers=7, heads=65),
}
stills = pytest.mark.parametrize("draw", STILLS.values(), ids=STILLS)
widths = pytest.mark.parametrize("width", [800, 336])


def labels(figure: Figure) -> list[str]:
    return [text.get_text() for text in legibility.visible_texts(figure)]


@stills
@widths
@pytest.mark.parametrize("seen", GIVEN.values(), ids=GIVEN)
def test_whatever_is_drawn_can_be_read(
    draw: Callable[[Attentions, int], Picture], seen: Attentions, width: int
) -> None:
    picture = draw(seen, width)
    with theme.house_style():
        assert not legibility.overlaps(picture.figure)
        assert not legibility.check_inside(picture.figure)
        assert not legibility.too_small(picture.figure, narrow=False)
    assert picture.size[0] <= width
    root = ElementTree.fromstring(picture.svg)
    assert root.findtext(f"{SVG}title") == picture.alt
    assert 40 <= len(picture.alt) <= 700
    assert "prefers-color-scheme:dark" in (root.findtext(f"{SVG}style") or "")


@stills
def test_tokens_are_text_never_markup(draw: Callable[[Attentions, int], Picture]) -> None:
    seen = attentions(["<script>", "</svg>", '" onload="', "&lt;"])
    shown = draw(seen, 800)._repr_html_()
    assert re.findall(r"<(\w+)", shown) == ["img"]
    found = re.search(r'alt="([^"]*)"', shown)
    assert found is not None and html.unescape(found[1]) == draw(seen, 800).alt
    tags = {element.tag for element in ElementTree.fromstring(draw(seen, 800).svg).iter()}
    assert f"{SVG}script" not in tags


def test_a_token_is_written_as_it_is() -> None:
    shown = labels(heatmap(attentions(ODD), 0, 0).figure)
    for token in ("$x$", r"\frac{$", "<s>", '""', "␣␣", "␣cat", r"\n", r"\x00", r"\ud800", "Ġcat"):
        assert shown.count(token) == 2  # as a row and as a column
    assert sum(text.startswith("wwwwwwww") and text.endswith("…") for text in shown) == 2


def test_the_heatmap_prints_the_weights_of_the_head_it_names() -> None:
    weights = np.zeros((2, 2, 2, 2))
    weights[..., 0] = 1
    weights[1, 0] = [[0.25, 0.75], [1, 0]]
    picture = heatmap(from_arrays(weights, ("a", "b")), 1, 0)
    shown = labels(picture.figure)
    assert "layer 1, head 0" in shown and {".25", ".75", "1.00", "0"} <= set(shown)
    assert "“a” at “b”, 0.75; “b” at “a”, 1.00" in picture.alt
    assert "layer 1, head 0" in labels(heatmap(from_arrays(weights, ("a", "b")), -1, -2).figure)


def test_a_sink_is_a_place_of_its_own_and_no_future() -> None:
    weights = np.tril(np.full((1, 1, 3, 3), 0.25))
    picture = heatmap(
        from_arrays(weights, list("abc"), attention_mask=np.ones(3), sink="(sink)"), 0, 0
    )
    assert "(sink)" in labels(picture.figure) and "none at later ones" in picture.alt
    assert "“a” at “(sink)”, 0.75" in picture.alt


def test_only_what_no_head_looks_at_is_the_future() -> None:
    causal = attentions(CAT, causal=True)
    both = np.concatenate([causal.layers[0], attentions(CAT).layers[0]])
    assert "none at later" in heatmap(causal, 0, 0).alt
    assert "none at later" not in heatmap(from_arrays([both], CAT), 0, 0).alt


def test_a_part_of_a_long_text_keeps_its_words_and_its_weights() -> None:
    seen = attentions(words(300))
    with pytest.raises(ValueError, match=r"300 tokens look at 300; a heatmap shows 200.*part\("):
        heatmap(seen, 0, 0)
    with pytest.raises(ValueError, match=r"a head view shows 100"):
        head_view(seen, 0, 0)
    some = part(seen, slice(10, 14), slice(280, None), layers=slice(1, 2))
    assert (some.who_looks, some.looked_at[0]) == (
        ("word10", "word11", "word12", "word13"),
        "word280",
    )
    np.testing.assert_array_equal(some.layers[0], seen.layers[1][:, 10:14, 280:])
    assert "word11" in labels(heatmap(some, 0, 0).figure)
    with pytest.raises(ValueError, match="nothing is left of 2 layers"):
        part(seen, slice(300, None))


def test_long_texts_have_the_numbers_of_places() -> None:
    assert {"0", "22", "89"} <= set(labels(heatmap(attentions(words(90)), 0, 0).figure))


def test_fewer_lines_say_how_much_of_the_weight_they_are() -> None:
    weights = np.array([[[[0.5, 0.5], [0.9, 0.1]]]])
    seen = from_arrays(weights, ("a", "b"))
    assert "4 lines, 100% of the weight" in labels(head_view(seen, 0, 0).figure)
    assert "3 lines, 95% of the weight" in labels(head_view(seen, 0, 0, least=0.2).figure)
    with pytest.raises(ValueError, match=r"least is a share, 0 to 1, got 3\.0"):
        head_view(seen, 0, 0, least=3.0)


def test_the_model_view_of_a_long_text_says_what_a_dot_is() -> None:
    assert "one dot is the largest of 2 × 2 weights" in labels(
        model_view(attentions(words(120))).figure
    )
    assert not any("dot" in text for text in labels(model_view(attentions(CAT)).figure))


@pytest.mark.parametrize(
    ("layer", "head", "error"),
    [
        (2, 0, "no layer 2: 2 layers"),
        (0, 3, "no head 3 in layer 0: 3 heads"),
        (0, -4, "no head -4"),
    ],
)
def test_a_head_that_there_is_not(layer: int, head: int, error: str) -> None:
    with pytest.raises(ValueError, match=f"{error}.*counted from 0|{error}"):
        heatmap(attentions(CAT), layer, head)


def test_drawing_leaves_matplotlib_as_it_was() -> None:
    before = dict(mpl.rcParams)
    heatmap(attentions(CAT), 0, 0)._repr_html_()
    assert dict(mpl.rcParams) == before


def test_attentions_show_all_heads_in_a_notebook() -> None:
    seen = attentions(CAT)
    assert seen._repr_html_() == model_view(seen)._repr_html_()
