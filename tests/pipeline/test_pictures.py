"""What a drawn figure becomes: an SVG that follows the scheme, a GIF with one palette."""

import io
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from explainer.drawing.svg.numbers import shorten_glyph, shorten_path, shorten_transform
from generators.kit import theme
from generators.kit.motion import step
from generators.pipeline.gif import render as animation
from generators.pipeline.measure import measure
from generators.pipeline.records import plain
from generators.pipeline.svg import render as svg


def blank(width=300, height=200):
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return figure, axes


def drawn(colour=theme.QUERY, **style):
    figure, axes = blank()
    axes.add_patch(Rectangle((20, 30), 40, 50, facecolor=colour, edgecolor="none", **style))
    axes.text(100, 100, "word", color=theme.INK, fontsize=12)
    return figure


def test_svg_has_size_title_panel_and_both_schemes():
    details, drawing = svg.render("name", drawn(), 'A "word" & more')
    root = ElementTree.fromstring(drawing)
    assert (root.get("width"), root.get("height")) == ("560", "200")  # one of two widths
    assert root.get("viewBox") == "-130 0 560 200" and root.get("role") == "img"
    space = {"s": "http://www.w3.org/2000/svg"}
    assert root.find("s:title", space).text == 'A "word" & more'
    panel = root.find("s:rect", space)
    assert panel.get("fill") == "var(--panel)" and (panel.get("x"), panel.get("width")) == (
        "-130",
        "560",
    )
    style = root.find("s:style", space).text
    light, dark = theme.ROLES["QUERY"]
    assert f"--query:{light}" in style.split("@media")[0]
    assert f"--query:{dark}" in style.split("prefers-color-scheme:dark")[1]
    body = drawing.decode().replace(style, "")
    assert "var(--query)" in body and not re.search(r"#[0-9a-f]{6}\b", body, re.IGNORECASE)
    assert (details["width"], details["left"]) == (560, 130)


def test_svg_is_the_same_each_time_and_holds_no_date():
    first, second = (svg.render("name", drawn(), "alt")[1] for _ in range(2))
    assert first == second
    assert b"date" not in first.lower() and b"metadata" not in first


def test_opacity_is_kept():
    drawing = svg.render("name", drawn(alpha=0.25), "alt")[1].decode()
    assert re.search(r'opacity="0.25"[^>]*style="fill:var\(--query\)"', drawing)


@pytest.mark.parametrize("colour", ["#123456", "red"])
def test_unknown_colour_names_figure_and_colour(colour):
    with pytest.raises(ValueError, match=r"bright uses the colour #[0-9a-f]{6}, which is no role"):
        svg.render("bright", drawn(colour), "alt")


def test_black_is_an_unknown_colour_although_matplotlib_does_not_write_it():
    with pytest.raises(ValueError, match="dark uses the colour #000000"):
        svg.render("dark", drawn("black"), "alt")


def test_raster_image_is_refused():
    figure, axes = blank()
    axes.imshow([[0.0, 1.0]])
    with pytest.raises(ValueError, match="holds a raster image"):
        svg.render("name", figure, "alt")


def test_outlines_become_one_path_unless_they_are_see_through():
    def paths(**style):
        figure, axes = blank()
        for left in range(0, 100, 20):
            box = Rectangle((left + 10, 10), 15, 15, fill=False, edgecolor=theme.GRID, **style)
            axes.add_patch(box)
        return svg.render("name", figure, "alt")[1].count(b"<path")

    assert paths() == 1
    assert paths(alpha=0.5) == 5


def _points(path):
    """Absolute end points of a path in relative steps, with h and v."""
    here, found = (0.0, 0.0), []
    for command, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d*\.\d+|\d+)", text)]
        if command == "M":
            here = (numbers[0], numbers[1])
        elif command == "h":
            here = (here[0] + numbers[0], here[1])
        elif command == "v":
            here = (here[0], here[1] + numbers[0])
        elif command != "z":
            here = (here[0] + numbers[-2], here[1] + numbers[-1])
        found.append((command, here))
    return found


def test_short_path_goes_to_the_same_places():
    rng = np.random.default_rng(1)
    places = np.cumsum(rng.normal(size=(200, 2)), axis=0)
    text = "M 0 0 \n" + "".join(f"L {x} {y} \n" for x, y in places)
    ends = np.array([place for _, place in _points(shorten_path(text))][1:])
    assert np.abs(ends - places).max() <= 0.0051
    assert shorten_path("M 10 20 \nL 30.5 20 \nL 30.5 0.25 \nz") == "M10 20h20.5v-19.75z"
    assert shorten_glyph("M 100 200 \nQ 104 196 90 211 \nz") == "M10 20q0 0-1 1z"
    assert shorten_transform("translate(1.23456 2) scale(0.123456789 -0.12)") == (
        "translate(1.23 2) scale(0.123457 -0.12)"
    )


@pytest.mark.parametrize(
    ("drawn_width", "narrow", "shown"),
    [(1, False, 560), (560, False, 560), (561, False, 800), (800, False, 800), (336, True, 360)],
)
def test_a_picture_has_one_of_two_widths_and_on_a_phone_one(drawn_width, narrow, shown):
    details = measure("name", blank(drawn_width)[0], narrow)
    assert (details["width"], details["left"]) == (shown, (shown - drawn_width) / 2)


@pytest.mark.parametrize(("width", "narrow", "most"), [(801, False, 800), (361, True, 360)])
def test_a_picture_that_is_too_wide_is_refused(width, narrow, most):
    with pytest.raises(ValueError, match=f"name is {width} px wide; .* shows {most} px at most"):
        measure("name", blank(width)[0], narrow)


def test_smallest_label_sets_how_far_a_phone_may_shrink():
    figure, axes = blank(560)
    axes.text(10, 10, "small", fontsize=12)
    axes.text(10, 50, "", fontsize=2)
    axes.text(10, 50, "hidden", fontsize=2, visible=False)
    details = measure("name", figure)
    assert (details["smallest_font"], details["min_width"]) == (12.0, 420)
    axes.text(10, 90, "tiny", fontsize=8)
    with pytest.raises(ValueError, match="'tiny' of name is 8 px high"):
        measure("name", figure)


def walk(steps=4, hold=2, seconds=0.25):
    figure, axes = blank(120, 60)
    axes.text(60, 30, "still", color=theme.INK, fontsize=12, zorder=5)
    box = Rectangle((0, 0), 20, 60, facecolor=theme.QUERY, edgecolor="none", animated=True)
    axes.add_patch(box)
    for index in range(steps):
        box.set_x(20 * index)
        for _ in range(hold):
            yield step(figure, seconds, f"at {index}")


def pixels(image):
    return np.asarray(image.convert("RGB")).astype(int)


def test_gif_merges_equal_frames_holds_the_last_and_loops():
    details, film, _ = animation.render("walk", walk)
    image = Image.open(io.BytesIO(film))
    assert image.n_frames == details["frames"] == 4
    durations = []
    for frame in range(4):
        image.seek(frame)
        durations.append(image.info["duration"])
    assert durations == details["milliseconds"] == [500, 500, 500, 4000]
    assert image.info["loop"] == 0
    assert image.size == (1120, 120) and (details["width"], details["height"]) == (560, 60)


def test_poster_is_the_last_frame():
    _, film, still = animation.render("walk", walk)
    image = Image.open(io.BytesIO(film))
    image.seek(image.n_frames - 1)
    poster = Image.open(io.BytesIO(still))
    assert np.array_equal(pixels(image), pixels(poster))


def test_gif_is_the_same_each_time():
    assert animation.render("walk", walk) == animation.render("walk", walk)


def test_blitted_frame_equals_a_full_drawing():
    film = animation.record("walk", walk(hold=1), 2, narrow=False)
    for index, image in enumerate(film.atlas.reduce(film.pictures, 256)):
        figure = list(walk(steps=index + 1, hold=1))[-1].figure
        figure.set_facecolor(theme.PANEL)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=144)  # saving draws animated artists as well
        whole = pixels(Image.open(buffer))
        left = (image.width - whole.shape[1]) // 2
        middle = pixels(image)[:, left : left + whole.shape[1]]
        assert np.abs(middle - whole).max() <= 24


def test_changed_background_is_drawn_again():
    def frames():
        figure, axes = blank(120, 60)
        label = axes.text(10, 30, "one", color=theme.INK, fontsize=12)
        axes.add_patch(Rectangle((100, 0), 9, 9, facecolor=theme.QUERY, animated=True))
        yield step(figure, 1, "one")
        label.set_text("two")
        yield step(figure, 1, "two")

    assert animation.render("two", frames)[0]["frames"] == 2


def test_axis_that_is_off_stays_off():
    film = animation.record("walk", walk(), 2, narrow=False)
    edge = pixels(film.atlas.reduce(film.pictures[:1], 256)[0])[-1]
    left = theme.QUERY.lstrip("#")
    allowed = {tuple(bytes.fromhex(left)), tuple(bytes.fromhex(theme.PANEL.lstrip("#")))}
    assert {tuple(colour) for colour in edge[440 + 45 :]} <= allowed  # 440: the margin on its left


def test_panel_keeps_its_colour_in_the_palette():
    _, _, still = animation.render("walk", walk)
    poster = pixels(Image.open(io.BytesIO(still)))
    assert tuple(poster[0, 0]) == tuple(bytes.fromhex(theme.PANEL.lstrip("#")))


def test_large_gif_is_written_smaller(monkeypatch):
    fine, film, _ = animation.render("walk", walk)
    monkeypatch.setattr(animation, "LARGEST", 0)
    coarse, smaller, _ = animation.render("walk", walk)
    assert (fine["density"], coarse["density"]) == (2, 1.5)
    assert len(smaller) < len(film)
    assert coarse["milliseconds"] == fine["milliseconds"]


@pytest.mark.parametrize(
    ("frames", "error"),
    [(lambda: walk(steps=1), "1 different frames"), (lambda: iter([3]), "yielded a int")],
)
def test_animation_that_is_none_is_refused(frames, error):
    with pytest.raises((ValueError, TypeError), match=error):
        animation.render("walk", frames)


def test_values_become_plain_data():
    values = {"a": np.float32(0.5), "b": (1, np.int64(2)), "c": {"d": np.bool_(True)}, "e": None}
    plain_values = plain(values, "f")
    assert plain_values == {"a": 0.5, "b": [1, 2], "c": {"d": True}, "e": None}
    assert type(plain_values["a"]) is float and type(plain_values["c"]["d"]) is bool


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"a": {"b": np.zeros(2)}}, r"f\.a\.b is of type numpy\.ndarray.*tolist"),
        ({"a": [1, {2}]}, r"f\.a\.1 is of type builtins\.set"),
        ({1: 2}, r"f has a key 1 of type int"),
        ({"a": float("nan")}, r"f\.a is nan"),
    ],
)
def test_value_that_is_not_plain_names_key_and_type(values, message):
    with pytest.raises((TypeError, ValueError), match=message):
        plain(values, "f")
