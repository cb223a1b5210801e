"""From a matplotlib figure to an SVG with stable bytes that follows the reader's colour scheme.

Matplotlib writes colours as hex. Each of them must be the light value of a role in `ROLES`; it
becomes a CSS variable, which the file itself defines for a light and a dark scheme. So one `<img>`
serves both.
"""

import io
import re
from xml.etree import ElementTree

import matplotlib
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from explainer.drawing.roles import ROLES
from explainer.drawing.svg.numbers import (
    GLYPH_SCALE,
    SHORT_GLYPH_SCALE,
    shorten_glyph,
    shorten_numbers,
    shorten_path,
    shorten_transform,
)

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PAINTED = {f"{_SVG}{tag}" for tag in ("path", "use", "rect", "circle", "line", "polygon", "text")}
_PAINTS = ("fill", "stroke", "stop-color")
_BOX = ("x", "y", "width", "height")
_PANEL_RADIUS = 6
_NO_ROLE = "which is no role of explainer.drawing.theme"

Element = ElementTree.Element


def drawing(name: str, figure: Figure) -> bytes:
    """Matplotlib's own SVG of the figure, without its background; `name` keeps its bytes stable."""
    figure.patch.set_visible(False)
    _keep_markers_whole(figure)
    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


def _keep_markers_whole(figure: Figure) -> None:
    """A marker on the edge of a plot is not cut in half; what lies beyond the edge stays cut."""
    for ax in figure.axes:
        lines = [line for line in ax.lines if line.get_marker() not in ("None", "", " ", None)]
        dots = [one for one in ax.collections if isinstance(one, PathCollection)]
        places = [*map(Line2D.get_xydata, lines), *map(PathCollection.get_offsets, dots)]
        for artist, points in zip([*lines, *dots], places, strict=True):
            low, high = np.sort(np.transpose([ax.get_xlim(), ax.get_ylim()]), axis=0)
            inside = np.asarray(points, dtype=float)
            inside = inside[~np.isnan(inside).any(axis=1)]
            if ((inside >= low) & (inside <= high)).all():
                artist.set_clip_on(False)


def adapt(name: str, drawing: bytes, alt: str, size: tuple[int, int], left: float = 0) -> bytes:
    """Matplotlib's SVG as a compact one with role colours, a panel, a title and px sizes.

    `size` is that of the picture, of which `left` px lie on each side of the drawing.

    Raises:
        ValueError: names the figure and the colour when a colour is no role.
    """
    root = ElementTree.fromstring(drawing)
    width, height = size
    roles = {light.lower(): role.lower() for role, (light, _) in ROLES.items()}
    used = {"panel"}
    for element in root.iter():
        used |= _colour(name, element, roles)
    _refuse_default_black(name, root)
    _drop_needless_clips(root, width - 2 * left, height)
    _compact(root)
    panel = {"width": str(width), "height": str(height), "rx": str(_PANEL_RADIUS)}
    if left:
        panel["x"] = f"{-left:g}"
    root.attrib.clear()
    root.attrib.update(
        xmlns="http://www.w3.org/2000/svg",
        width=str(width),
        height=str(height),
        viewBox=f"{-left:g} 0 {width} {height}",
        role="img",
    )
    title, style, back = Element("title"), Element("style"), Element("rect", panel)
    title.text, style.text = alt, _style(used)
    back.set("fill", "var(--panel)")
    root[:0] = [title, style, back]
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.tail = None
    written: bytes = ElementTree.tostring(root, encoding="utf-8", short_empty_elements=True)
    return written + b"\n"


def _style(used: set[str]) -> str:
    def block(scheme: int) -> str:
        pairs = (f"--{role}:{ROLES[role.upper()][scheme]}" for role in sorted(used))
        return "svg{" + ";".join(pairs) + "}"

    dark = "@media(prefers-color-scheme:dark){" + block(1) + "}"
    return block(0) + dark + "path,use{stroke-linejoin:round}"


def _colour(name: str, element: Element, roles: dict[str, str]) -> set[str]:
    """Turn the paints of one element into attributes with role variables; return the roles."""
    style = element.attrib.pop("style", "")
    declared = [part.split(":", 1) for part in style.split(";") if ":" in part]
    for key, declaration in declared:
        element.set(key.strip(), declaration.strip())
    used = set()
    for paint in _PAINTS:
        value = element.get(paint)
        if value is None or value == "none" or value.startswith("url("):
            continue
        role = roles.get(value.lower())
        if role is None:
            raise ValueError(f"{name} uses the colour {value}, {_NO_ROLE}")
        # Presentation attributes cannot hold var(); the style attribute can.
        del element.attrib[paint]
        element.set("style", f"{element.get('style', '')}{paint}:var(--{role});")
        used.add(role)
    if "style" in element.attrib:
        element.set("style", element.get("style", "").rstrip(";"))
    if element.tag == f"{_SVG}image":
        raise ValueError(
            f"{name} holds a raster image, whose colours cannot follow the scheme; "
            "draw cells as patches with a role colour and alpha"
        )
    return used


def _refuse_default_black(name: str, root: Element) -> None:
    """Matplotlib leaves out `fill: #000000`, so black shows itself only by its absence."""

    def visit(element: Element, painted: bool) -> None:
        if element.tag in (f"{_SVG}defs", f"{_SVG}clipPath"):
            return
        has_fill = "fill" in element.attrib or "fill:" in element.get("style", "")
        painted = painted or has_fill
        if element.tag in _PAINTED and not painted:
            raise ValueError(f"{name} uses the colour #000000, {_NO_ROLE}")
        for child in element:
            visit(child, painted)

    visit(root, False)


def _compact(root: Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.removeprefix(_SVG)
            if tag in ("metadata", "style") or (tag == "g" and not len(child)):
                parent.remove(child)
    for element in root.iter():
        element.text = None
        if _HREF in element.attrib:
            element.set("href", element.attrib.pop(_HREF))
        if element.get("transform") == GLYPH_SCALE and "d" in element.attrib:
            element.set("d", shorten_glyph(element.get("d", "")))
            element.set("transform", SHORT_GLYPH_SCALE)
            continue
        for key, value in element.attrib.items():
            if key == "d":
                element.set(key, shorten_path(value))
            elif key == "transform":
                element.set(key, shorten_transform(value))
            elif key in ("x", "y", "width", "height", "points"):
                element.set(key, shorten_numbers(value, 2))
            elif key in ("opacity", "stroke-width", "fill-opacity", "stroke-opacity"):
                element.set(key, shorten_numbers(value, 3))
    _rename(root)
    _unwrap(root)
    _merge_strokes(root)


def _drop_needless_clips(root: Element, width: float, height: float) -> None:
    """A clip as large as the picture cuts nothing."""
    needless = set()
    for clip in root.iter(f"{_SVG}clipPath"):
        box = clip.find(f"{_SVG}rect")
        sides = [] if box is None else [float(box.get(key, 0)) for key in _BOX]
        if sides and sides[0] <= 0 and sides[1] <= 0 and sides[2] >= width and sides[3] >= height:
            needless.add(f"url(#{clip.get('id')})")
    for element in root.iter():
        if element.get("clip-path") in needless:
            del element.attrib["clip-path"]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}clipPath" and f"url(#{child.get('id')})" in needless:
                parent.remove(child)


def _rename(root: Element) -> None:
    """Short names for what is referred to; no name for the rest."""
    everything = " ".join(value for element in root.iter() for value in element.attrib.values())
    wanted = set(re.findall(r"#([^\s)\"]+)", everything))
    short: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", "")
        if old in wanted:
            element.set("id", short.setdefault(old, f"a{len(short)}"))
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "href" and value[1:] in short:
                element.set(key, "#" + short[value[1:]])
            elif value.startswith("url(#"):
                element.set(key, f"url(#{short.get(value[5:-1], value[5:-1])})")


def _unwrap(parent: Element) -> None:
    children = []
    for child in list(parent):
        _unwrap(child)
        plain_group = child.tag in (f"{_SVG}g", f"{_SVG}defs") and not child.attrib
        if child.tag == f"{_SVG}g" and plain_group:
            children.extend(list(child))
        elif not (plain_group and not len(child)):
            children.append(child)
    parent[:] = children


def _merge_strokes(parent: Element) -> None:
    """Outlines of one look that follow each other (the cells of a grid) become one path."""
    merged: list[Element] = []
    for child in list(parent):
        _merge_strokes(child)
        before = merged[-1] if merged else None
        if before is not None and _is_outline(child) and _look(before) == _look(child):
            before.set("d", before.get("d", "") + child.get("d", ""))
        else:
            merged.append(child)
    parent[:] = merged


def _is_outline(element: Element) -> bool:
    # Where two see-through strokes cross they are darker than one: those stay apart.
    see_through = any("opacity" in key for key in element.attrib)
    drawn = element.tag == f"{_SVG}path" and element.get("fill") == "none"
    return drawn and not see_through and "id" not in element.attrib


def _look(element: Element) -> tuple[str, list[tuple[str, str]]]:
    return element.tag, sorted(item for item in element.attrib.items() if item[0] != "d")
