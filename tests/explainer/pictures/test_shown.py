"""What pictures and films become: files, and what a notebook shows."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from explainer.drawing import legibility, marks, theme
from explainer.drawing.motion import Frame
from explainer.inspect import Attentions, part
from explainer.pictures import Film, Picture, heatmap, walk
from tests.explainer.pictures.given import ODD, attentions, words
from tests.site.browser import serving, violations

CAT = ("the", "cat", "saw", "the", "dog")


@pytest.fixture(scope="module")
def film() -> Film:
    return walk(attentions(CAT, heads=2), 1)


def steps(film: Film) -> Iterator[Frame]:
    return (frame for frame in film.frames() if frame.name)


@pytest.mark.parametrize("width", [800, 336])
@pytest.mark.parametrize(
    "seen",
    [
        attentions(CAT),
        attentions(ODD, layers=1, causal=True),
        attentions(words(3), words(150), layers=2, heads=30),
        attentions(["a"], ["b"], layers=1, heads=1),
    ],
    ids=["a sentence", "odd tokens", "a long text", "one token"],
)
def test_every_step_of_a_walk_can_be_read(seen: Attentions, width: int) -> None:
    made = walk(seen, len(seen.who_looks) - 1, width)
    for step in steps(made):
        with theme.house_style():
            legibility.check("the walk", step.figure, narrow=width < 800, moving=True)
        assert step.figure.get_size_inches()[0] * theme.DPI <= width
    assert 40 <= len(made.alt) <= 700


def test_a_walk_shows_one_layer_after_another(film: Film) -> None:
    first, *layers = film.steps
    assert first == "“cat” looks at 5 places"
    assert [text.split(":")[0] for text in layers] == ["layer 0", "layer 1"]
    assert all(text in film.alt for text in layers)
    image = Image.open(io.BytesIO(film.gif))
    assert getattr(image, "n_frames") == 5  # noqa: B009  (nothing, and four heads)
    assert image.info["loop"] == 0


def test_a_walk_looks_where_its_token_may() -> None:
    assert walk(attentions(CAT, causal=True), 1).steps[0] == "“cat” looks at 2 places"


@pytest.mark.parametrize(
    ("seen", "query", "error"),
    [
        (attentions(CAT), 5, "no token 5: 5 tokens look, counted from 0"),
        (attentions(["a"], words(201)), 0, r"201 tokens are looked at.*part\(seen, looked_at="),
        (attentions(["a"], layers=31, heads=10), 0, r"310 heads; a walk shows 300.*layers=slice"),
    ],
)
def test_a_walk_that_there_is_not(seen: Attentions, query: int, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        walk(seen, query)


def test_pictures_are_written_by_the_name_of_the_file(film: Film, tmp_path: Path) -> None:
    picture = heatmap(attentions(CAT), 0, 0)
    assert picture.save(tmp_path / "new" / "heat.svg").read_bytes() == picture.svg
    assert picture.save(str(tmp_path / "heat.pdf")).read_bytes().startswith(b"%PDF")
    png = Image.open(picture.save(tmp_path / "heat.png"))
    assert png.size == tuple(2 * side for side in picture.size)
    assert png.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert film.save(tmp_path / "walk.gif").read_bytes() == film.gif
    assert film.save(tmp_path / "walk.PNG").read_bytes() == film.poster
    with pytest.raises(ValueError, match=r"'heat.gif' must end in one of: .svg, .png, .pdf"):
        picture.save(tmp_path / "heat.gif")
    with pytest.raises(ValueError, match=r"'walk.svg' must end in one of: .gif, .png"):
        film.save(tmp_path / "walk.svg")


def test_pictures_have_the_same_bytes_each_time() -> None:
    first, second = (heatmap(attentions(CAT), 0, 0) for _ in range(2))
    assert first.svg == second.svg == first.svg


def test_own_figures_of_marks_become_pictures() -> None:
    with theme.house_style():
        figure, ax = theme.canvas(160, 50)
        marks.token(ax, 10, 12, "animal", theme.QUERY)
        wrong, axes = theme.canvas(160, 50)
        marks.token(axes, 10, 12, "animal", "#123456")
    assert b"var(--query)" in Picture(figure, "The word animal.").svg
    with pytest.raises(ValueError, match="colour #123456, which is no role"):
        _ = Picture(wrong, "The word animal.").svg


@pytest.fixture(scope="module")
def notebook(film: Film, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that shows what a notebook does: a picture, a film, weights."""
    seen = attentions(("<b>the</b>", *CAT[1:]))
    shown = [heatmap(seen, 0, 0), film, part(seen, layers=slice(0, 1))]
    cells = "\n".join(f"<div>{one._repr_html_()}</div>" for one in shown)
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><title>A notebook</title><link rel="icon" href="data:,">'
        f"<main><h1>A notebook</h1>{cells}</main></html>",
        encoding="utf-8",
    )
    with serving(folder) as address:
        yield address


def test_a_notebook_shows_them_and_asks_no_other_host(browser: Any, notebook: str) -> None:
    page = browser.new_page(viewport={"width": 500, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(notebook)
    images = page.evaluate(
        "[...document.images].map(i => [i.complete && i.naturalWidth > 0, i.clientWidth, i.alt])"
    )
    assert [image[0] for image in images] == [True] * 3
    assert all(image[1] <= 500 for image in images)
    assert "<b>the</b>" in images[0][2]
    assert not page.locator("b").count()
    assert {url for url in asked if not url.startswith("data:")} == {notebook}
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize(("scheme", "theme_index"), [("light", 0), ("dark", 1)])
def test_a_notebook_shows_stills_in_the_reader_s_scheme(
    browser: Any, notebook: str, scheme: str, theme_index: int
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(notebook)
    image = Image.open(io.BytesIO(page.locator("img").first.screenshot())).convert("RGB")
    panel = theme.ROLES["PANEL"][theme_index]
    colours = {colour: count for count, colour in image.getcolors(1 << 20) or []}
    assert max(colours, key=lambda colour: colours[colour]) == tuple(bytes.fromhex(panel[1:]))
    page.close()


def test_who_wants_no_motion_gets_the_last_frame(browser: Any, notebook: str, film: Film) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(notebook)
    source = page.locator("picture img").evaluate("image => image.currentSrc")
    assert base64.b64decode(source.removeprefix("data:image/png;base64,")) == film.poster
    listed = re.findall(r"<li>(.*?)</li>", film._repr_html_())
    assert tuple(listed) == film.steps
    page.close()
