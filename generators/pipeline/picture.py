"""The picture of a figure: drawn once for each width, checked, and made into its files.

What makes SVGs is imported where an SVG is made, and likewise for GIFs: a figure is drawn again
when a module changes that it imported.
"""

from types import ModuleType
from typing import Any

from explainer.drawing.marks.readable import tables
from explainer.drawing.marks.readable_lines import lines
from generators.kit import legibility
from generators.kit.layout import PAGES, Page
from generators.kit.values import Values
from generators.pipeline.pieces import piece_file
from generators.pipeline.svg import links
from generators.pipeline.tables import file_of_tables
from generators.pipeline.unread import unread, watch

Files = dict[str, bytes]
SUFFIX = {"wide": "", "narrow": ".narrow"}  # NAME.svg, NAME.narrow.svg


def picture(name: str, module: ModuleType, values: Values) -> tuple[dict[str, Any], Files]:
    """What the record says of the picture, and the content of its files.

    Raises:
        ValueError: when there is no alternative text, or something cannot be read.
    """
    if hasattr(module, "preview"):
        from generators.pipeline import preview  # noqa: PLC0415

        return {"kind": "numbers"}, {f"{name}.png": preview.render(module.preview(values))}
    plain, (values, read) = values, watch(values)
    alt = module.alt(values)
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt() of {name} returned no text")
    moving = hasattr(module, "animate")
    found, files = {}, Files()
    for width, page in PAGES.items():
        make = _film if moving else _still
        found[width], more = make(name, module, values, alt, page)
        files |= {f"{name}{SUFFIX[width]}.{kind}": content for kind, content in more.items()}
    _same_steps(name, found)
    read_off = {width: one.pop("tables") for width, one in found.items() if "tables" in one}
    kind = "gif" if moving else "svg"
    details = {"kind": kind, "alt": alt, **found["wide"], "narrow": found["narrow"]}
    if (table_file := file_of_tables(read_off, found)) is not None:
        details["tables"] = "cells" if any(tables for tables, _ in read_off.values()) else "lines"
        files[f"{name}.tables.json"] = table_file
    if _defines(module, "piece"):
        details["piece"], files[f"{name}.piece.json"] = piece_file(name, module.piece(values))
    if _defines(module, "links"):
        details["links"] = _links(name, module, values, details)
    details["unread"] = unread(plain, read)
    return details, files


def _still(
    name: str, module: ModuleType, values: Values, alt: str, page: Page
) -> tuple[dict[str, Any], Files]:
    figure = module.draw(values, page)
    if not hasattr(figure, "savefig"):
        raise TypeError(f"{name} drew a {type(figure).__name__}, not a matplotlib Figure")
    from generators.pipeline.svg import render as svg  # noqa: PLC0415

    legibility.check(name, figure, page.narrow)
    details, drawing = svg.render(name, figure, alt, page.narrow)
    details["tables"] = tables(figure), lines(figure)
    return details, {"svg": drawing}


def _film(
    name: str, module: ModuleType, values: Values, alt: str, page: Page
) -> tuple[dict[str, Any], Files]:
    from generators.pipeline.gif import render as gif  # noqa: PLC0415

    details, animation, poster = gif.render(name, lambda: module.animate(values, page), page.narrow)
    return details, {"gif": animation, "png": poster}


def _same_steps(name: str, found: dict[str, dict[str, Any]]) -> None:
    """Hold both widths of an animation to the same steps."""
    shows = [[step["shows"] for step in one.get("steps", ())] for one in found.values()]
    if any(one != shows[0] for one in shows):
        raise ValueError(f"the two widths of {name} have not the same steps: {shows}")


def _links(
    name: str, module: ModuleType, values: Values, details: dict[str, Any]
) -> list[dict[str, Any]]:
    wide, narrow = (module.links(values, page) for page in PAGES.values())
    return links.shares(name, wide, narrow, details)


def _defines(module: ModuleType, name: str) -> bool:
    """Whether the figure itself has this function; an imported one is none."""
    return getattr(getattr(module, name, None), "__module__", None) == module.__name__
