"""The map of the machine: on every chapter that it shows, with that chapter lit."""

import re
from pathlib import Path

import pytest

from generators.pages.machine import HEIGHT, PLACE, STATIONS, WIDTH, Station, with_map

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted({station.page for station in STATIONS})


def lit(text: str) -> list[str]:
    return re.findall(r'aria-current="page">.*?<text[^>]*>(.*?)</text>', text)


@pytest.mark.parametrize("page", CHAPTERS)
def test_each_station_leads_to_a_chapter_which_is_lit_there(page: str) -> None:
    assert (DOCS / page).is_file()
    labels = [station.label for station in STATIONS if station.page == page]
    assert lit(with_map("# A\n", page)) == sorted(labels, key=_drawn)


def _drawn(label: str) -> tuple[bool, int]:
    """Frames are drawn first."""
    index = [station.label for station in STATIONS].index(label)
    return not STATIONS[index].frame, index


def test_it_stands_below_the_front_matter_and_above_the_heading() -> None:
    text = with_map("---\ntitle: A\n---\n\n# A\n", "scores.md")
    assert text.startswith('---\ntitle: A\n---\n\n<details class="machine"><summary>Map')
    assert text.endswith("</details>\n\n# A\n")
    assert 'href="masking.md"' in text


def test_other_pages_have_none_unless_they_ask_for_it() -> None:
    assert with_map("# A\n", "faq.md") == "# A\n"
    large = with_map(f"# A\n\n{PLACE}\n", "lab/index.md")
    assert '<div class="machine-large"><nav aria-label=' in large
    assert 'href="../masking.md"' in large
    assert lit(large) == []


def test_stations_lie_in_the_picture_and_beside_each_other() -> None:
    for station in STATIONS:
        assert station.left >= 0
        assert station.left + station.width <= WIDTH
        assert station.top + station.height <= HEIGHT
    plain = [station for station in STATIONS if not station.frame]
    assert [(a.label, b.label) for a in plain for b in plain if a is not b and _meet(a, b)] == []


def _meet(a: Station, b: Station) -> bool:
    return (
        a.left < b.left + b.width
        and b.left < a.left + a.width
        and a.top < b.top + b.height
        and b.top < a.top + a.height
    )
