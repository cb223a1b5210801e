"""The atlas of heads in a browser: order, keyboard, one head enlarged, and without scripts."""

import base64
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explainer import inspect
from generators.figures._shared import smollm2
from generators.kit.roles import style_sheet
from tests.site.browser import serving, violations

ROOT = Path(__file__).resolve().parents[2]
PAGE = """<!doctype html><html lang="en"><title>Atlas</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="roles.css"><link rel="stylesheet" href="head-atlas.css">
<script type="module" src="head-atlas.mjs"></script>
<body class="md-typeset"><main style="padding:0 16px">
<h1>Atlas</h1><h2>All heads</h2>
<head-atlas><p>Without scripts: <a href="running.json">Running</a>,
<a href="repeated.json">Repeated</a>.</p></head-atlas></main></body></html>"""
HEADS, PLACES = 9, 12  # heads of a layer, tokens of the running sentence


@pytest.fixture(scope="module")
def data() -> dict[str, dict[str, Any]]:
    return {text: smollm2.atlas(text) for text in smollm2.TEXTS}


@pytest.fixture
def atlas_page(tmp_path: Path, data: dict[str, dict[str, Any]]) -> Iterator[str]:
    for text, values in data.items():
        (tmp_path / f"{text}.json").write_text(json.dumps({"values": values}), encoding="utf-8")
    for module in (
        "head-atlas.mjs",
        "head-atlas-detail.mjs",
        "head-atlas-map.mjs",
        "head-atlas-text.mjs",
        "elements.mjs",
    ):
        shutil.copy(ROOT / "docs/js" / module, tmp_path)
    shutil.copy(ROOT / "docs/css/head-atlas.css", tmp_path)
    (tmp_path / "roles.css").write_text(style_sheet(), encoding="utf-8")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    with serving(tmp_path) as address:
        yield address


@pytest.fixture
def atlas(browser: Any, atlas_page: str) -> Iterator[Any]:
    page = browser.new_page()
    page.goto(atlas_page)
    page.wait_for_selector("head-atlas[data-state=ready]")
    yield page
    page.close()


def shown_heads(page: Any) -> list[int]:
    heads = page.locator(".atlas-grid button").evaluate_all(
        "buttons => buttons.map((button) => Number(button.dataset.head))"
    )
    return [int(head) for head in heads]


def sort_by(page: Any, label: str) -> None:
    page.locator("select").nth(1).select_option(label=label)


def choose_text(page: Any, label: str, tokens: int) -> None:
    page.locator("select").nth(0).select_option(label=label)
    page.wait_for_function(f"document.querySelectorAll('.atlas-token').length === {tokens}")


def test_the_published_data_are_the_committed_weights(data: dict[str, dict[str, Any]]) -> None:
    for text, values in data.items():
        tokens, weights = smollm2.weights(text)
        places = len(tokens)
        packed = zlib.decompress(base64.b64decode(values["weights"]))
        triangles = np.frombuffer(packed, dtype=np.uint8).reshape(-1, places * (places + 1) // 2)
        assert len(triangles) == values["layers"] * values["heads"]
        last_rows = triangles[:, -places:].reshape(values["layers"], values["heads"], places) / 255
        np.testing.assert_allclose(last_rows, weights[:, :, -1], atol=0.5 / 255 + 1e-9)


def test_every_statistic_sorts_as_python_does(atlas: Any) -> None:
    tokens, weights = smollm2.weights("repeated")
    choose_text(atlas, "Repeated", len(tokens))
    expected = {
        "on the token before": inspect.on_previous(weights),
        "on the first token": weights[:, :, 1:, 0].mean(axis=-1),
        "on itself": weights[:, :, range(1, len(tokens)), range(1, len(tokens))].mean(axis=-1),
        "entropy (0: all on one token)": inspect.entropy(weights),
        "how far back, on average": inspect.mean_distance(weights),
        "on the same token, earlier": inspect.on_duplicates(weights, tokens),
        "on what followed it (induction)": inspect.induction(weights, tokens),
    }
    offered = atlas.locator("select").nth(1).locator("option").all_text_contents()
    assert offered == ["layer and head", *expected]
    for label, numbers in expected.items():
        flat = np.round(numbers.ravel(), 4)
        sort_by(atlas, label)
        assert shown_heads(atlas) == np.argsort(-flat, kind="stable").tolist(), label
        atlas.locator("select").nth(2).select_option(label="smallest first")
        assert shown_heads(atlas) == np.argsort(flat, kind="stable").tolist(), label
        atlas.locator("select").nth(2).select_option(label="largest first")


def test_a_text_without_repetition_offers_no_copying(atlas: Any) -> None:
    offered = atlas.locator("select").nth(1).locator("option").all_text_contents()
    assert not [label for label in offered if "followed" in label or "same token" in label]


def test_the_word_that_looks_is_in_sight_among_many(atlas: Any) -> None:
    tokens, _ = smollm2.weights("repeated")
    choose_text(atlas, "Repeated", len(tokens))
    for key in ("Home", "End"):
        atlas.locator(".atlas-picture input").press(key)
        inside = atlas.evaluate(
            """() => {
              const list = document.querySelector(".atlas-looks").getBoundingClientRect();
              const chosen = document.querySelector(".atlas-token[aria-pressed=true]");
              const word = chosen.getBoundingClientRect();
              return word.top >= list.top && word.bottom <= list.bottom;
            }"""
        )
        assert inside, key


def test_layers_are_filtered(atlas: Any) -> None:
    sort_by(atlas, "layer and head")
    assert shown_heads(atlas) == list(range(270))
    atlas.locator("select").nth(3).select_option(label="layers 11–20")
    assert shown_heads(atlas) == list(range(90, 180))
    said = "90 heads, by layer and head. Under each: layer.head. Scroll for more."
    assert atlas.locator(".atlas-summary").text_content() == said


def chosen(page: Any) -> int:
    """The number of the head that is enlarged, which is the one that is pressed in the grid."""
    pressed = page.locator(".atlas-grid [aria-pressed=true]")
    assert pressed.count() == 1
    head = int(pressed.get_attribute("data-head"))
    layer, number = divmod(head, HEADS)
    assert page.locator("h3").text_content() == f"Layer {layer + 1}, head {number + 1}"
    return head


def start_with(page: Any, name: str, tokens: int) -> None:
    page.locator(".atlas-starts button", has_text=name).click()
    page.wait_for_function(f"document.querySelectorAll('.atlas-token').length === {tokens}")


def test_it_opens_on_the_head_that_looks_most_at_the_word_before(atlas: Any) -> None:
    _, weights = smollm2.weights("running")
    assert chosen(atlas) == inspect.on_previous(weights).argmax()
    words = "tired (12) looks at too (11) "
    assert str(atlas.locator(".atlas-reading").text_content()).startswith(words)


def test_a_start_shows_the_clearest_head_of_its_kind(atlas: Any) -> None:
    tokens, repeated = smollm2.weights("repeated")
    start_with(atlas, "induction", len(tokens))
    assert chosen(atlas) == inspect.induction(repeated, tokens).argmax()
    _, running = smollm2.weights("running")
    start_with(atlas, "resting", PLACES)
    assert chosen(atlas) == running[:, :, 1:, 0].mean(axis=-1).argmax()
    start_with(atlas, "previous word", PLACES)
    assert chosen(atlas) == inspect.on_previous(running).argmax()


def test_arrow_keys_choose_a_head(atlas: Any) -> None:
    order = shown_heads(atlas)
    for _ in range(9):  # three starts and four controls, then one stop for the whole grid
        atlas.keyboard.press("Tab")
        if atlas.evaluate("document.activeElement.closest('.atlas-grid') !== null"):
            break
    assert atlas.evaluate("Number(document.activeElement.dataset.head)") == chosen(atlas)
    atlas.keyboard.press("ArrowRight")
    assert chosen(atlas) == order[1]
    assert atlas.evaluate("Number(document.activeElement.dataset.head)") == order[1]
    assert atlas.locator(".atlas-grid [tabindex='0']").count() == 1
    atlas.keyboard.press("End")
    assert chosen(atlas) == order[-1]
    atlas.keyboard.press("ArrowRight")  # there is none
    assert chosen(atlas) == order[-1]
    atlas.keyboard.press("Home")
    assert chosen(atlas) == order[0]


def test_a_word_chooses_its_row(atlas: Any) -> None:
    tokens, weights = smollm2.weights("running")
    row = weights[divmod(chosen(atlas), HEADS)][4]
    word = atlas.locator(".atlas-token").nth(4)
    word.click()
    assert word.get_attribute("aria-pressed") == "true"
    assert atlas.locator(".atlas-token[aria-pressed=true]").count() == 1
    said = str(atlas.locator(".atlas-reading").text_content())
    assert said.startswith(f"{tokens[4].strip()} (5) looks at {tokens[row.argmax()].strip()} ")
    share = str(atlas.locator(".atlas-token").nth(int(row.argmax())).text_content())
    assert abs(float(share.rsplit(maxsplit=1)[-1]) - row.max()) < 0.01
    assert atlas.locator("input[type=range]").input_value() == "5"


def test_the_map_reads_the_cell_that_is_pointed_at_and_takes_its_row(atlas: Any) -> None:
    tokens, weights = smollm2.weights("running")
    row, column = 8, 1  # "it" and "animal"
    box = atlas.locator(".atlas-large").bounding_box()
    left, size = atlas.evaluate(
        "(({left, size}) => [left, size])(document.querySelector('head-atlas').detail.map)"
    )
    place = {"x": left + (column + 0.5) * size, "y": left + (row + 0.5) * size}
    assert place["y"] < box["height"]
    atlas.locator(".atlas-large").hover(position=place)
    said = str(atlas.locator(".atlas-reading").text_content())
    expected = f"{tokens[row].strip()} (9) gives {tokens[column].strip()} (2) "
    assert said.startswith(expected)
    share = weights[divmod(chosen(atlas), HEADS)][row, column]
    assert abs(float(said.removeprefix(expected)) - share) < 0.01
    atlas.locator(".atlas-large").click(position=place)
    assert atlas.locator("input[type=range]").input_value() == str(row + 1)


def test_names_hold_what_is_seen_and_nothing_is_wrong_for_axe(atlas: Any) -> None:
    atlas.locator(".atlas-grid button").nth(9).click()
    assert violations(atlas, ["label-content-name-mismatch"]) == []


def test_a_phone_shows_the_chosen_head_where_one_looks(browser: Any, atlas_page: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(atlas_page)
    page.wait_for_selector("head-atlas[data-state=ready]")
    page.locator(".atlas-grid button").nth(3).click()
    box = page.locator(".atlas-large").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_a_row_is_read_in_words(atlas: Any) -> None:
    tokens, weights = smollm2.weights("running")
    atlas.locator(".atlas-grid button[data-head='125']").click()  # layer 14, head 9
    slider = atlas.locator("input[type=range]")
    slider.focus()
    for _ in range(3):
        atlas.keyboard.press("ArrowLeft")
    row = weights[13, 8, 8]
    best = int(row.argmax())
    said = str(atlas.locator(".atlas-reading").text_content())
    expected = f"{tokens[8].strip()} (9) looks at {tokens[best].strip()} ({best + 1}) "
    assert said.startswith(expected)
    assert abs(float(said.removeprefix(expected)[:4]) - row[best]) < 0.01
    assert slider.get_attribute("aria-valuetext") == f"token 9, {tokens[8].strip()}"
    assert atlas.locator(".atlas-token[data-hidden]").count() == len(tokens) - 9


def test_the_picture_is_as_dark_as_the_weights(atlas: Any) -> None:
    _, weights = smollm2.weights("running")
    opacities = atlas.locator(".atlas-grid button[data-head='125'] canvas").evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 12, 12).data]"
        ".filter((_, index) => index % 4 === 3)"
    )
    np.testing.assert_allclose(
        np.array(opacities).reshape(12, 12) / 255, weights[13, 8], atol=0.012
    )


def test_without_scripts_the_sentence_and_the_links_stay(browser: Any, atlas_page: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(atlas_page)
    assert page.locator("head-atlas a").count() == 2
    assert page.locator("head-atlas p").is_visible()
    context.close()


def test_where_data_cannot_be_read_the_sentence_stays(browser: Any, atlas_page: str) -> None:
    page = browser.new_page()
    page.route("**/*.json", lambda route: route.abort())
    page.goto(atlas_page)
    page.wait_for_selector("head-atlas[data-state=failed]")
    assert page.locator("head-atlas a").count() == 2
    assert page.locator("head-atlas select").count() == 0
    page.close()


def test_a_text_that_cannot_be_read_later_brings_the_sentence_back(atlas: Any) -> None:
    atlas.route("**/repeated.json", lambda route: route.abort())
    atlas.locator("select").nth(0).select_option(label="Repeated")
    atlas.wait_for_selector("head-atlas[data-state=failed]")
    assert atlas.locator("head-atlas a").count() == 2
    assert atlas.locator("head-atlas select").count() == 0
