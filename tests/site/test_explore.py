"""The reader's hand on the grids of a picture: pointer, finger, keyboard, and without scripts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Words, links, token_column, token_row
from tests.site import piece_pages
from tests.site.browser import violations

Drawn = tuple[dict[str, Any], dict[str, bytes]]
ROWS, COLUMNS = ["it", "was"], ["animal", "street", "tired"]
WEIGHTS = [[[0.3094, 0.5, 0.1906], [0.2, 0.8, 0.0]], [[0.1, 0.2, 0.7], [0.25, 0.25, 0.5]]]


def draw(_: Values, page: Page) -> Figure:
    """Two heads: beside each other, on a phone below each other."""
    grids = [
        Grid(weights, Words(ROWS, COLUMNS), title=f"head {number}")
        for number, weights in enumerate(WEIGHTS, start=1)
    ]
    return matrices(page, grids)[0]


def draw_lines(_: Values, page: Page) -> Figure:
    """Two words that look at three, above them or, on a phone, beside them."""
    figure, ax = page.canvas((400, 160), (300, 160))
    if page.narrow:
        words = token_column(ax, 10, 10, COLUMNS), token_column(ax, 200, 10, ROWS)
    else:
        words = token_row(ax, 10, 10, COLUMNS), token_row(ax, 10, 120, ROWS)
    links(ax, words[1].tokens, words[0].tokens, WEIGHTS[0], threshold=0.195)
    return figure


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return piece_pages.drawn("two", "Two heads.", draw=draw)


@pytest.fixture(scope="module")
def lined() -> Drawn:
    return piece_pages.drawn("lined", "Words joined by lines.", draw=draw_lines)


@pytest.fixture
def address(tmp_path: Path, drawn: Drawn) -> Iterator[str]:
    with piece_pages.page_of(tmp_path, {"two": drawn}) as address:
        yield address


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page()
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(".explore")
    yield page
    page.close()


def said(page: Any) -> str:
    return str(page.locator(".explore [aria-live]").text_content())


def shown(page: Any) -> str:
    """What stands in the bubble; nothing while it is hidden."""
    bubble = page.locator(".explore-said")
    return " ".join(str(bubble.inner_text()).split()) if bubble.is_visible() else ""


def press(page: Any, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return said(page)


def enter(page: Any) -> None:
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelector('.explore [aria-live]').textContent !== ''")


def cell_centre(drawn: Any, layout: str, place: int, row: int, column: int) -> dict[str, float]:
    file = json.loads(drawn[1]["two.tables.json"])
    _, left, top, width, height = file[layout]["places"][place]
    return {"x": left + (column + 0.5) * width / 3, "y": top + (row + 0.5) * height / 2}


def test_the_file_holds_the_numbers_of_the_figure_and_both_layouts(drawn: Any) -> None:
    file = json.loads(drawn[1]["two.tables.json"])
    assert [table["title"] for table in file["tables"]] == ["head 1", "head 2"]
    assert file["tables"][0]["numbers"] == [[0.309, 0.5, 0.191], [0.2, 0.8, 0.0]]
    assert [table["rows"] for table in file["tables"]] == [ROWS, ROWS]  # written beside the first
    wide, narrow = file["wide"]["places"], file["narrow"]["places"]
    assert wide[0][2] == wide[1][2] and narrow[0][1] == narrow[1][1]


def test_nothing_is_fetched_before_a_reader_comes_near(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(address, wait_until="networkidle")
    assert "two.tables.json" not in asked
    page.locator(".explore").hover()
    page.wait_for_selector("[data-explore=ready]")
    assert asked.count("two.tables.json") == 1
    page.close()


def test_arrow_keys_go_from_cell_to_cell_and_grid_to_grid(opened: Any) -> None:
    enter(opened)
    assert said(opened) == "head 1: it looks at animal: 0.309"
    assert shown(opened) == "head 1 it looks at animal 0.309"
    assert press(opened, "ArrowDown", "ArrowRight") == "head 1: was looks at street: 0.800"
    assert press(opened, "End") == "head 1: was looks at tired: 0.000"
    assert press(opened, "ArrowRight") == "head 2: was looks at animal: 0.250"
    assert press(opened, "ArrowRight", "ArrowRight", "ArrowRight").endswith("tired: 0.500")
    assert press(opened, "PageUp") == "head 1: was looks at tired: 0.000"
    assert press(opened, "Home") == "head 1: was looks at animal: 0.200"
    press(opened, "Escape")
    assert (said(opened), shown(opened)) == ("", "")


def test_pointing_lights_row_and_column_and_leaving_puts_them_out(opened: Any, drawn: Any) -> None:
    layer = opened.locator(".explore")
    layer.hover()
    opened.wait_for_selector("[data-explore=ready]")
    layer.hover(position=cell_centre(drawn, "wide", 1, 0, 2))
    assert shown(opened) == "head 2 it looks at tired 0.700"
    assert said(opened) == ""  # a pointer that passes is not read aloud
    cell = opened.locator(".explore-cell").bounding_box()
    row = opened.locator(".explore-row").bounding_box()
    assert row["width"] == pytest.approx(3 * 44, abs=12)  # px, with their outlines
    assert cell["width"] == pytest.approx(44, abs=14)
    opened.mouse.move(1, 1)
    assert shown(opened) == ""


def test_a_finger_taps_a_cell_of_the_narrow_picture(browser: Any, address: str, drawn: Any) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    page = phone.new_page()
    page.goto(address, wait_until="networkidle")
    at = cell_centre(drawn, "narrow", 1, 1, 1)
    width = drawn[0]["narrow"]["width"]
    scale = page.locator(".explore").bounding_box()["width"] / width
    page.locator(".explore").tap(position={key: value * scale for key, value in at.items()})
    page.wait_for_function("document.querySelector('.explore [aria-live]').textContent !== ''")
    assert said(page) == "head 2: was looks at street: 0.250"
    bubble, layer = (page.locator(name).bounding_box() for name in (".explore-said", ".explore"))
    assert bubble["x"] >= layer["x"] - 1
    assert bubble["x"] + bubble["width"] <= layer["x"] + layer["width"] + 1
    phone.close()


def test_accessibility_rules_hold_while_a_cell_is_shown(opened: Any) -> None:
    enter(opened)
    assert violations(opened) == []


TWO_FRAMES = "() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))"


def hint(page: Any) -> str:
    """What the caption says there is to do; "none" where it says nothing."""
    script = "getComputedStyle(document.querySelector('figcaption'), '::after').content"
    return str(page.evaluate(script))


def test_the_caption_says_what_to_do_before_any_script_has_run(opened: Any) -> None:
    assert "Point at a cell." in hint(opened)


def test_where_the_file_cannot_be_had_the_picture_is_all_there_is(
    browser: Any, address: str
) -> None:
    page = browser.new_page()
    page.route("**/*.tables.json", lambda route: route.abort())
    page.goto(address, wait_until="networkidle")
    page.locator(".explore").hover()
    page.wait_for_function("!document.querySelector('.explore')")
    assert page.locator("img").get_attribute("alt") == "Two heads."
    assert hint(page) == "none"
    page.close()


def test_without_scripts_nothing_is_lost(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("img").is_visible()
    assert page.locator(".explore").count() == 0
    assert hint(page) == "none"
    context.close()


def test_a_chosen_word_keeps_its_lines(browser: Any, tmp_path: Path, lined: Drawn) -> None:
    with piece_pages.page_of(tmp_path, {"lined": lined}) as address:
        page = browser.new_page()
        page.goto(address, wait_until="networkidle")
        enter(page)
        assert said(page) == "it looks at street: 0.500, animal: 0.309"
        assert page.locator(".explore-line").count() == 2  # what is not drawn is not joined
        assert press(page, "ArrowRight") == "was looks at street: 0.800, animal: 0.200"
        assert press(page, "ArrowUp") == "animal is looked at by it: 0.309, was: 0.200"
        assert press(page, "End") == "tired is looked at by nothing much"
        assert press(page, "ArrowDown").startswith("was looks at")
        assert violations(page) == []
        page.set_viewport_size({"width": 360, "height": 700})  # now the sides lie beside each other
        page.evaluate(TWO_FRAMES)  # the width is told to scripts when a frame is drawn
        assert press(page, "ArrowDown").startswith("was looks at")
        assert press(page, "ArrowLeft").startswith(("animal", "street", "tired"))
        page.close()
