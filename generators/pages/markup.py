"""The HTML that stands in a page for a figure and for a check."""

import html
import json
import posixpath
from collections.abc import Mapping
from typing import Any

from generators.kit.sizes import NARROW_SCREEN, PHONE, TEXT
from generators.pipeline.records import Record
from generators.pipeline.svg.links import links_html

# Markdown looks for its marks before it looks for tags, so text that is no Markdown hides them.
_MARKDOWN = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_[]$"}
NO_SCRIPT = "(scripting: none)"
MOTION = "(prefers-reduced-motion: no-preference)"
_WORDS = {
    "==": "equal to",
    "!=": "different from",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "in": "one of",
}


def relative(target: str, page: str) -> str:
    """Address of `target` ("a.svg" or "b.md#part" in docs) seen from the file `page`.

    So are all addresses in the woven tree, in HTML too; builders turn them into what browsers need.
    """
    file, hash_mark, anchor = target.partition("#")
    return posixpath.relpath(file, posixpath.dirname(page) or ".") + hash_mark + anchor


def relative_url(target: str, page: str) -> str:
    """URL of `target` seen from the URL of `page`: "b.md#part" from "a.md" is "../b/#part".

    For attributes of our own, which no builder looks at.
    """
    file, hash_mark, anchor = target.partition("#")
    here = _folder(page) if page.endswith(".md") else posixpath.dirname(page)
    if not file.endswith(".md"):
        return posixpath.relpath(file, here) + hash_mark + anchor
    return posixpath.relpath(_folder(file), here) + "/" + hash_mark + anchor


def _folder(page: str) -> str:
    """The folder that stands for a page in the site: a/b for a/b.md, a for a/index.md."""
    folder, name = posixpath.split(page.removesuffix(".md"))
    return folder or "." if name == "index" else posixpath.join(folder, name)


def figure_html(
    record: Record, caption: str, page: str, eager: bool, indent: str, source: str
) -> str:
    """A figure with its frame and its caption, for the place where `page` asks for it.

    `source` is the address at which a reader finds how it was computed.

    At the margin the caption is left to Markdown as a block; inside a list or an admonition
    (`indent` is not empty) Python-Markdown knows no HTML blocks, so everything is one line.
    """
    name = record["name"]
    style = f"--figure-width:{record['width']}px;--figure-min-width:{record['min_width']}px"
    narrow = record.get("narrow")
    if narrow:
        style += f";--figure-narrow-min-width:{narrow['min_width']}px"
    width = "figure-text" if record["width"] <= TEXT else "figure-wide"
    scrolls = (narrow or record)["min_width"] > PHONE
    label = html.escape(record["shows"].splitlines()[0])
    frame = f' tabindex="0" role="group" aria-label="{label}"' if scrolls else ""
    picture = (
        _animation(record, page, eager) if record["kind"] == "gif" else _still(record, page, eager)
    )
    if element := record.get("piece"):
        data = relative_url(f"figures/{name}.piece.json", page)
        picture = f'<{element} data-piece="{data}">{picture}</{element}>'
    if record.get("links"):
        addresses = [relative(link["page"], page) for link in record["links"]]
        overlay = links_html(record["links"], addresses)
        picture = f'<div class="figure-areas">{picture}{overlay}</div>'
    link = f'<a class="figure-source" href="{source}">How this was computed</a>'
    text = " ".join(caption.split())
    opening = f'<figure class="figure {width}" id="figure-{name}" style="{style}"'
    if record.get("tables") and "piece" not in record:  # the reader's hand: docs/js/explore.mjs
        opening += f' data-tables="{relative_url(f"figures/{name}.tables.json", page)}"'
        opening += " data-lines" * (record["tables"] == "lines")
    inside = f'<div class="figure-frame"{frame}>{picture}</div>'
    if indent:
        return f"{opening}>{inside}<figcaption>{text} {link}</figcaption></figure>"
    block = f'<figcaption markdown="span">{text} {link}</figcaption>'
    return f'{opening} markdown="block">\n{inside}\n{block}\n</figure>'


def _image(record: Record, source: str, eager: bool) -> str:
    when = 'loading="eager" fetchpriority="high"' if eager else 'loading="lazy"'
    return (
        f'<img class="off-glb" src="{source}" width="{record["width"]}" height="{record["height"]}"'
        f' alt="{_attribute(record["alt"])}" {when} decoding="async">'
    )


def _still(record: Record, page: str, eager: bool) -> str:
    name, narrow = record["name"], record.get("narrow")
    source = ""
    if narrow:
        source = _source(f"figures/{name}.narrow.svg", narrow, page, NARROW_SCREEN)
    return (
        f"<picture>{source}{_image(record, relative(f'figures/{name}.svg', page), eager)}</picture>"
    )


def _animation(record: Record, page: str, eager: bool) -> str:
    """Both widths of an animation: the posters, where the steps are, and the moving pictures.

    A script plays what moves when it is seen; where there are none the sources choose it.
    """
    name = record["name"]
    films = {"": record}
    if record.get("narrow"):
        films = {"narrow": record["narrow"], **films}  # the first source that fits is taken
    data, moving, still = "", "", ""
    for width, film in films.items():
        stem = f"figures/{name}.{width}".rstrip(".")
        data += _film(f"{width}-" if width else "", film, page, f"{stem}.gif", f"{stem}.png")
        screen = NARROW_SCREEN if width else ""
        moving += _source(f"{stem}.gif", film, page, NO_SCRIPT, MOTION, screen)
        if screen:
            still = _source(f"{stem}.png", film, page, screen)
    poster = _image(record, relative(f"figures/{name}.png", page), eager)
    shown = json.dumps([step["shows"] for step in record["steps"]], ensure_ascii=False)
    return (
        f'<explainer-animation{data} data-shows="{_attribute(shown)}"><picture>{moving}{still}'
        f"{poster}</picture></explainer-animation>"
    )


def _source(file: str, size: Mapping[str, Any], page: str, *media: str) -> str:
    """A file of a picture for readers and screens that `media` describes."""
    return (
        f'<source media="{" and ".join(filter(None, media))}" srcset="{relative(file, page)}"'
        f' width="{size["width"]}" height="{size["height"]}">'
    )


def _film(prefix: str, film: Mapping[str, Any], page: str, gif: str, poster: str) -> str:
    """What the browser has to know of one width of an animation."""
    found = {
        "gif": relative_url(gif, page),
        "poster": relative_url(poster, page),
        "frames": film["frames"],
        "seconds": f"{sum(film['milliseconds']) / 1000:g}",
        "steps": " ".join(str(step["frame"]) for step in film["steps"]),
    }
    return "".join(f' data-{prefix}{key}="{value}"' for key, value in found.items())


def _attribute(text: str) -> str:
    return html.escape(" ".join(text.split())).translate(_MARKDOWN)


def check_html(measured: str, sign: str, expected: str) -> str:
    """A small tick with the measured value; a screen reader hears the whole sentence."""
    sentence = f"checked at build: measured {measured}, {_WORDS[sign]} {expected}"
    return (
        '<span class="check" tabindex="0">'
        '<span class="check-tick" aria-hidden="true" data-search-exclude>'
        f"✓ {html.escape(measured)}</span>"
        f'<span class="visually-hidden" data-search-exclude>({html.escape(sentence)})</span></span>'
    )


def plain_text(text: str) -> str:
    """Text for a place where Markdown and HTML are read: nothing in it is markup."""
    return html.escape(text, quote=False).translate(_MARKDOWN)
