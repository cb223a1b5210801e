"""Figures that a reader works with: the numbers of the browser against Python's, keyboard."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import explainer
from explainer.sampling import distribution, entropy
from generators.figures.masking import mask_cells
from generators.figures.multi_head_attention import heads_switched_off
from generators.figures.positional_encoding import shuffled_attention
from generators.figures.scores import softmax_dial
from generators.figures.why_attention import sliding_query
from generators.figures.why_attention._look_up import look_up
from generators.kit.figure import Figure, Page, Piece, Values
from tests.site import piece_pages
from tests.site.browser import serving, violations

SCORES = [2.0, -1.5, 0.25, 0.25, 7.0, -40.0]
HEADS: dict[str, Any] = {
    "heads": 2,
    "texts": ["il était fatigué", "elle était fatiguée"],
    "whole": {"tired": 0, "wide": 1},
    "sets": {
        "encoder layer 1": {
            "tired": {"11": 0, "10": 0, "01": 1, "00": 1},
            "wide": {"11": 1, "10": 1, "01": 1},
        }
    },
}
Opened = Callable[[Piece], AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def mathematics(browser: Any) -> Iterator[Callable[[str], Any]]:
    """Evaluates JavaScript with all of attention.mjs in `m`."""
    with serving(piece_pages.ROOT / "docs") as address:
        page = browser.new_page()
        page.goto(f"{address}js/")
        yield lambda text: page.evaluate(
            f"async () => {{ const m = await import('{address}js/attention.mjs'); return {text}; }}"
        )
        page.close()


def test_softmax_is_pythons(mathematics: Callable[[str], Any]) -> None:
    for temperature in (0.1, 1.0, 3.7):
        found = mathematics(f"m.softmax({SCORES}, {temperature})")
        expected = explainer.softmax(np.array(SCORES) / temperature)
        np.testing.assert_allclose(found, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("temperature", "top_k", "top_p"),
    [
        (1.0, None, None),
        (2.0, 3, None),
        (0.5, None, 0.9),
        (3.0, 4, 0.7),
        (1.0, 1, 1.0),
        (9.0, None, 0.05),
    ],
)
def test_a_step_is_chosen_from_as_in_python(
    mathematics: Callable[[str], Any], temperature: float, top_k: int | None, top_p: float | None
) -> None:
    how = json.dumps({"temperature": temperature, "topK": top_k, "topP": top_p})
    found = mathematics(f"m.distribution({SCORES}, {how})")
    expected = distribution(np.array(SCORES), temperature, top_k, top_p)
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    undecided = mathematics(f"m.entropy({json.dumps(found)})")
    assert undecided == pytest.approx(float(entropy(expected)), abs=1e-12)


def test_a_row_that_sees_nothing_has_no_weights(mathematics: Callable[[str], Any]) -> None:
    assert mathematics("m.masked([1, 2], [false, false])") is None
    assert mathematics("m.masked([1, 2, 1], [true, false, true])") == [0.5, 0, 0.5]


def test_the_look_up_is_pythons_at_every_angle(mathematics: Callable[[str], Any]) -> None:
    data = json.dumps(sliding_query.piece({"path": []}).data)
    for angle in (0, 15, 60, 199, 333):
        found = mathematics(f"m.lookUp({angle}, {data})")
        trace = look_up(angle)
        np.testing.assert_allclose(found["weights"], trace.weights[0], rtol=1e-9)
        np.testing.assert_allclose(found["output"], trace.output[0], rtol=1e-9)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Opened:
    """Opens a page with one figure of this piece; everything in it holds to axe's rules."""

    def draw(_: Values, page: Page) -> Figure:
        return page.canvas((300, 100))[0]

    @contextmanager
    def open_page(piece: Piece) -> Iterator[Any]:
        figure = piece_pages.drawn("one", "A still.", draw=draw, piece=lambda _: piece)
        with piece_pages.page_of(tmp_path, {"one": figure}) as address:
            page = browser.new_page(viewport={"width": 360, "height": 700})
            page.goto(address)
            page.wait_for_selector("[data-piece][data-state=ready]")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert violations(page) == []
            yield page
            page.close()

    return open_page


def said(page: Any) -> str:
    return str(page.locator(".piece-said").text_content())


def numbers(page: Any) -> list[float]:
    """The numbers beside the bars; a dash is none, and "<0.001" rounds to nothing."""
    texts = page.locator(".piece-number").all_text_contents()
    return [0.0 if text == "<0.001" else float(text) for text in texts if text != "–"]


def test_the_temperature_is_turned_with_the_keyboard(opened: Opened) -> None:
    v = softmax_dial.values()
    with opened(softmax_dial.piece(v)) as page:
        at_one = v["weights"][v["temperatures"].index(1.0)]
        np.testing.assert_allclose(numbers(page), at_one, atol=5.1e-4)
        page.locator("input").press("End")
        np.testing.assert_allclose(
            numbers(page), explainer.softmax(np.array(v["scores"]) / 8), atol=5.1e-4
        )
        assert page.locator("input").get_attribute("aria-valuetext") == "8.00"
        assert said(page).startswith("scores ÷ 8.00")


def test_the_query_is_turned_with_keys_and_dragged(opened: Opened) -> None:
    with opened(sliding_query.piece({"path": [[5.0, 5.0], [6.0, 5.0]]})) as page:
        np.testing.assert_allclose(numbers(page), look_up(15).weights[0], atol=5.1e-4)
        page.locator("input").press("ArrowRight")
        np.testing.assert_allclose(numbers(page), look_up(16).weights[0], atol=5.1e-4)
        box = page.locator(".look-up-dial").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
        page.mouse.down()
        page.mouse.up()
        assert page.locator("input").input_value() == "90"
        assert said(page).startswith("key B gets ")


def test_cells_of_a_mask_are_opened_and_closed_with_the_keyboard(opened: Opened) -> None:
    v = mask_cells.values()
    with opened(mask_cells.piece(v)) as page:
        shown = page.locator(".mask-grid button").all_text_contents()
        causal = [f"{weight:.2f}" if weight else "" for row in v["causal"] for weight in row]
        assert shown == causal
        page.locator(".mask-grid [tabindex='0']").focus()
        assert page.locator(".mask-grid [tabindex='0']").count() == 1  # one stop for all cells
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        row = explainer.softmax(np.array(v["scores"][0])[:2])
        first = page.locator(".mask-grid button").all_text_contents()[:2]
        assert first == [f"{weight:.2f}" for weight in row]
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Space")
        assert said(page).endswith("sees nothing: there is no average to take")
        page.get_by_role("button", name="no mask").click()
        assert page.locator(".mask-grid [data-closed]").count() == 0


def test_heads_are_switched_off_and_the_french_is_what_was_measured(opened: Opened) -> None:
    with opened(Piece("heads-off", HEADS)) as page:
        french = page.locator(".heads-off-french")
        assert str(french.text_content()).strip() == "il était fatigué"
        page.get_by_role("switch", name="head 1").press("Space")
        assert str(french.text_content()).strip() == "elle était fatiguée"
        assert french.locator("strong").all_text_contents() == ["elle", "fatiguée"]
        assert said(page) == "1 of 2 off: the French changes"
        page.get_by_role("switch", name="head 2").press("Space")
        page.get_by_role("button", name="… too wide").click()
        assert said(page).startswith("This set was not measured")


def test_one_step_is_what_python_draws_from(opened: Opened) -> None:
    words = {f"word{index}": float(score) for index, score in enumerate(np.linspace(4, -6, 20))}
    ways = {"greedy": {"top_k": 1}, "hot": {"temperature": 2.0}}
    with opened(Piece("one-step", {"before": "a b", "scores": words, "ways": ways})) as page:
        temperature, top_k, top_p = page.locator("input").all()
        for _ in range(4):
            temperature.press("ArrowRight")
        top_k.press("Home")
        for _ in range(4):
            top_k.press("ArrowRight")
        for _ in range(4):
            top_p.press("ArrowLeft")
        expected = distribution(np.array([*words.values()]), 2**0.5, 5, 0.8)
        kept = np.count_nonzero(expected)
        np.testing.assert_allclose(numbers(page), expected[:kept], atol=5.1e-4)
        assert f"{kept} of 20 words" in said(page)
        page.get_by_role("button", name="hot").press("Enter")
        expected = distribution(np.array([*words.values()]), 2.0)
        np.testing.assert_allclose(numbers(page)[:12], expected[:12], atol=5.1e-4)
        page.get_by_role("button", name="greedy").press("Enter")
        assert numbers(page) == [1.0]


def test_shuffled_words_take_their_attention_with_them(opened: Opened) -> None:
    v = shuffled_attention.values()
    with opened(shuffled_attention.piece(v)) as page:
        page.get_by_role("button", name="backwards").press("Enter")
        assert str(page.locator(".shuffle-words").text_content()).split() == v["words"][::-1]
        cells = page.locator("table").nth(1).locator("td[style]").all_text_contents()
        assert cells == [f"{weight:.2f}" for row in v["coded"]["backwards"] for weight in row]
        assert "between two words: 0.000 without" in said(page)


def test_the_set_of_all_heads_is_the_whole_model() -> None:
    model = explainer.load("translator")
    texts: list[str] = []
    sets = heads_switched_off.french_of(model, "decoder.0.cross_attention", ["1111", "0111"], texts)
    whole = explainer.translate(model, heads_switched_off.RUNNING["tired"]).text
    assert texts[sets["tired"]["1111"]] == whole


def test_without_scripts_or_data_the_still_stands(browser: Any, tmp_path: Path) -> None:
    figure = piece_pages.drawn(
        "one",
        "A still.",
        draw=lambda _, page: page.canvas((300, 100))[0],
        piece=lambda _: Piece("softmax-dial", {"who": "il", "words": ["a"], "scores": [1.0]}),
    )
    with piece_pages.page_of(tmp_path, {"one": figure}) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address)
        assert page.locator("softmax-dial img").is_visible()
        context.close()
        page = browser.new_page()
        page.route("**/*.piece.json", lambda route: route.abort())
        page.goto(address)
        page.wait_for_selector("softmax-dial[data-state=failed]")
        assert page.locator("softmax-dial img").is_visible()
        page.close()
