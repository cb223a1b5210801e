"""Parts of a figure that can be clicked: real links, laid over the picture."""

import html
from collections.abc import Sequence
from typing import Any

Area = Sequence[Any]  # label, page (a path in docs, perhaps with #anchor), left, top, width, height


def shares(
    name: str, areas: Sequence[Area], narrow: Sequence[Area] | None, details: dict[str, Any]
) -> list[dict[str, Any]]:
    """Each area with its place in per cent of the picture, in both layouts.

    `details` holds the sizes of the figure and, under "narrow", of its layout for phones.

    Raises:
        ValueError: when an area leaves the picture, or the two layouts have not the same areas.
    """
    found = [
        {"label": label, "page": page, "at": _per_cent(name, label, box, details)}
        for label, page, *box in areas
    ]
    if narrow is not None:
        if [area[:2] for area in map(list, narrow)] != [area[:2] for area in map(list, areas)]:
            raise ValueError(f"the narrow layout of {name} has other links than the wide one")
        for item, (label, _, *box) in zip(found, narrow, strict=True):
            item["narrow"] = _per_cent(name, label, box, details["narrow"])
    return found


def _per_cent(name: str, label: str, box: Sequence[float], size: dict[str, Any]) -> list[float]:
    left, top, width, height = box
    drawn = size["width"] - 2 * size.get("left", 0)
    if not (0 <= left < left + width <= drawn and 0 <= top < top + height <= size["height"]):
        raise ValueError(f"the link {label!r} of {name} leaves the picture: {list(box)}")
    whole = (size["width"], size["height"]) * 2
    placed = (left + size.get("left", 0), top, width, height)
    return [round(100 * length / side, 3) for length, side in zip(placed, whole, strict=True)]


def links_html(links: Sequence[dict[str, Any]], addresses: Sequence[str]) -> str:
    """One <a> for each area; the style sheet reads its place from custom properties."""
    parts = []
    for link, address in zip(links, addresses, strict=True):
        style = _place("", link["at"])
        if "narrow" in link:
            style += ";" + _place("narrow-", link["narrow"])
        label = html.escape(link["label"])
        parts.append(
            f'<a class="figure-area" href="{html.escape(address)}" aria-label="{label}"'
            f' title="{label}" style="{style}"></a>'
        )
    return "".join(parts)


def _place(prefix: str, at: Sequence[float]) -> str:
    names = ("left", "top", "width", "height")
    return ";".join(f"--{prefix}{name}:{share:g}%" for name, share in zip(names, at, strict=True))
