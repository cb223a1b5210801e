"""What a reader would complain about: words on top of each other, ink beyond the edge.

Both checks draw the figure into a renderer that keeps a list instead of pixels, so they see
exactly what is drawn now: hidden artists are skipped, animated ones count as they stand.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from explainer.drawing.sizes import READABLE, SMALL

__all__ = [
    "SLACK",
    "Ink",
    "check",
    "check_inside",
    "overlaps",
    "recorded",
    "too_small",
    "visible_texts",
]

SLACK = 0.5  # px that words may touch, or ink leave the picture


@dataclass(frozen=True)
class Ink:
    """Something drawn: what it is and its corners [4, 2] in px, y upward."""

    name: str
    corners: np.ndarray
    is_text: bool


class _Recorder(RendererBase):
    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.size = tuple(float(side) for side in figure.bbox.size)
        self.inks: list[Ink] = []

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.size[0], self.size[1]

    def points_to_pixels(self, points: Any) -> Any:
        return points  # 72 dpi

    def _add(self, name: str, gc: GraphicsContextBase, low: Any, high: Any) -> None:
        clip = gc.get_clip_rectangle()
        if clip is not None:
            low, high = np.maximum(low, (clip.x0, clip.y0)), np.minimum(high, (clip.x1, clip.y1))
        if np.all(high >= low):
            (x0, y0), (x1, y1) = low, high
            corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
            self.inks.append(Ink(name, corners, False))

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        stroked = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        if gc.get_alpha() == 0 or not (stroked or rgbFace is not None) or not len(path.vertices):
            return
        box = path.get_extents(transform)
        reach = gc.get_linewidth() / 2 if stroked else 0.0
        self._add(f"path at {np.round(box.min)}", gc, box.min - reach, box.max + reach)

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        height, width = im.shape[:2]
        self._add("image", gc, np.array([x, y]), np.array([x + width, y + height]))

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        if gc.get_alpha() == 0 or not s.strip():
            return
        vertices, _ = text_to_path.get_text_path(prop, s, ismath=ismath)
        if not len(vertices):
            return
        points = np.asarray(vertices) * (prop.get_size_in_points() / text_to_path.FONT_SCALE)
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        corners = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        # Renderers that do not flip y get the baseline start of each line, turned by the angle.
        turned = Affine2D().rotate_deg(angle).translate(x, y).transform(corners)
        self.inks.append(Ink(s, turned, True))

    def flipy(self) -> bool:
        return False


def recorded(figure: Figure) -> list[Ink]:
    """Everything the figure draws now, animated artists included."""
    recorder = _Recorder(figure)
    texts = [text for text in figure.findobj(Text) if text.get_path_effects()]
    effects = [text.get_path_effects() for text in texts]
    for text in texts:
        text.set_path_effects([])  # with a halo, text would arrive as a plain path
    try:
        _draw(figure, recorder)
    finally:
        for text, effect in zip(texts, effects, strict=True):
            text.set_path_effects(effect)
    return recorder.inks


def _draw(figure: Figure, recorder: _Recorder) -> None:
    figure.draw(recorder)
    for ax in figure.axes:
        assert isinstance(ax, Axes)
        for artist in sorted(ax.get_children(), key=lambda child: child.get_zorder()):
            if artist.get_animated() and artist.get_visible():
                artist.draw(recorder)


def _apart(first: np.ndarray, second: np.ndarray, slack: float) -> bool:
    """Whether two rectangles, turned or not, have a line between them (overlap <= slack px)."""
    for corners in (first, second):
        for index in (0, 1):
            side = corners[index + 1] - corners[index]
            length = float(np.hypot(*side))
            if length == 0:
                continue
            normal = np.array([-side[1], side[0]]) / length
            a, b = first @ normal, second @ normal
            if min(a.max(), b.max()) - max(a.min(), b.min()) <= slack:
                return True
    return False


def overlaps(figure: Figure, slack: float = SLACK) -> list[tuple[str, str]]:
    """Pairs of visible texts whose ink rectangles overlap by more than `slack` px."""
    return _overlapping(recorded(figure), slack)


def check_inside(figure: Figure, slack: float = SLACK) -> list[str]:
    """Names of what is drawn beyond the edge of the figure by more than `slack` px."""
    return _outside(recorded(figure), figure, slack)


def _overlapping(inks: list[Ink], slack: float) -> list[tuple[str, str]]:
    texts = [ink for ink in inks if ink.is_text]
    lows = np.array([ink.corners.min(axis=0) for ink in texts]).reshape(-1, 2)
    highs = np.array([ink.corners.max(axis=0) for ink in texts]).reshape(-1, 2)
    found = []
    for i, ink in enumerate(texts):
        near = np.all((lows[i + 1 :] < highs[i]) & (highs[i + 1 :] > lows[i]), axis=1)
        for j in np.nonzero(near)[0] + i + 1:
            if not _apart(ink.corners, texts[j].corners, slack):
                found.append((ink.name, texts[j].name))
    return found


def _outside(inks: list[Ink], figure: Figure, slack: float) -> list[str]:
    size = np.asarray(figure.bbox.size)
    return [
        ink.name
        for ink in inks
        if (ink.corners < -slack).any() or (ink.corners > size + slack).any()
    ]


def check(name: str, figure: Figure, narrow: bool, moving: bool = False) -> None:
    """Stop the drawing of what a reader could not read.

    Raises:
        ValueError: words on top of each other, ink beyond the edge, or a label smaller than SMALL
            px (on a phone, after the page has shrunk the picture, READABLE px); all of them named.
    """
    found = []
    inks = recorded(figure)
    touching = _overlapping(inks, SLACK)
    if moving:  # a word may leave from where it stands
        touching = [pair for pair in touching if pair[0] != pair[1]]
    found += [f"{first!r} lies on {second!r}" for first, second in touching]
    found += [f"{ink!r} leaves the picture" for ink in _outside(inks, figure, SLACK)]
    if small := too_small(figure, narrow):
        found.append(small)
    if found:
        raise ValueError(f"{name} cannot be read: {'; '.join(found)}")


def too_small(figure: Figure, narrow: bool) -> str:
    """What is wrong with the smallest label; empty when nothing is."""
    labels = [(float(text.get_fontsize()), text.get_text()) for text in visible_texts(figure)]
    if not labels:
        return ""
    size, text = min(labels)
    if narrow:
        return f"{text!r} is {size:g} px high on a phone" if size < READABLE else ""
    return f"{text!r} is {size:g} px high" if size < SMALL else ""


def visible_texts(figure: Figure) -> list[Text]:
    """The texts that the figure shows now."""
    hidden = {
        id(artist)
        for axes in figure.axes
        for axis in ([axes] if not axes.get_visible() else [] if axes.axison else _axes_of(axes))
        for artist in axis.findobj(Text)
    }
    return [
        text
        for text in figure.findobj(Text)
        if isinstance(text, Text)
        and id(text) not in hidden
        and text.get_visible()
        and text.get_text().strip()
    ]


def _axes_of(axes: Any) -> list[Any]:
    return [axes.xaxis, axes.yaxis]
