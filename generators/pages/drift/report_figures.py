"""The section of figures on the page that says what changed: pictures side by side."""

import base64
import hashlib
import html

from generators.pages.drift.compare import Drift
from generators.pages.drift.report_parts import listed, marked, section
from generators.pages.drift.sentence_changes import words_compared
from generators.pages.drift.state import State

_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def figures_section(drift: Drift) -> str:
    """Every wide picture that changed, then and now; of an animation its poster."""
    figures = drift.figures
    moved = [f"{name}: {old} → {new}" for name, old, new in figures.moved]
    parts = [
        "" if figures.changed else "<p>No picture changed.</p>",
        *(_pair(name, drift) for name in figures.changed),
        listed("Figures that changed on phones only", figures.narrow_only),
        listed("Figures that cannot be drawn now", figures.failed),
        listed("Figures that are new", figures.new),
        listed("Figures that are gone", figures.gone),
        listed("Figures that moved to another folder", moved),
    ]
    return section("figures", "Figures", parts)


def _pair(name: str, drift: Drift) -> str:
    sides = "".join(
        _picture(name, state, when) for state, when in ((drift.then, "then"), (drift.now, "now"))
    )
    heading = f'<h3 id="figure-{name}">{html.escape(name)}</h3>\n'
    return f'{heading}<div class="pair">{sides}</div>\n{_description(name, drift)}'


def _description(name: str, drift: Drift) -> str:
    """How the alternative text changed: it lies in the file, so it may be all that did."""
    old, new = ((state.figures[name] or {})["alt"] for state in (drift.then, drift.now))
    if old == new:
        return ""
    return f"<p>Its description: {marked(words_compared(old, new))}</p>\n"


def _picture(name: str, state: State, when: str) -> str:
    figure = state.figures[name]
    assert figure is not None  # it is in both states, or it would not be called changed
    kind = "png" if f"{name}.png" in figure["outputs"] else "svg"
    file = f"{name}.{kind}"
    moves = ", an animation: its still picture" if figure["kind"] == "gif" else ""
    caption = f"<figcaption>{when}{moves}</figcaption>"
    content = _content(state, file, figure["outputs"].get(file, ""))
    if content is None:
        return f"<figure><p>The picture is no longer kept.</p>{caption}</figure>"
    alt = html.escape(" ".join(f"{name} {when}: {figure['alt'] or 'no description'}".split()))
    size = f' width="{figure["width"]}" height="{figure["height"]}"' if figure["width"] else ""
    source = f"data:{_TYPES[kind]};base64,{base64.b64encode(content).decode()}"
    return (
        f'<figure><img src="{source}" alt="{alt}"{size} decoding="async" loading="lazy">'
        f"{caption}</figure>"
    )


def _content(state: State, file: str, digest: str) -> bytes | None:
    """The picture's bytes; None if it is absent or damaged."""
    try:
        content = state.file(file).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
