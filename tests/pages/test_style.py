"""The style sheet of the site: one file made of many."""

import re

from generators.pages.style import ORDER, is_sheet, site_style
from generators.pipeline.paths import DOCS

STYLE = site_style()


def test_every_sheet_is_in_it_in_order_and_the_sheet_of_drafts_is_not() -> None:
    rules = {
        path.stem: re.sub(r"/\*.*?\*/\s*", "", path.read_text("utf-8"), flags=re.DOTALL).strip()
        for path in (DOCS / "css").glob("*.css")
    }
    assert rules.pop("drafts") not in STYLE
    places = {name: STYLE.index(text) for name, text in rules.items()}
    assert sorted(places, key=lambda name: places[name])[:5] == list(ORDER)
    assert "/*" not in STYLE[STYLE.index("--query:") :]


def test_its_addresses_lead_to_files() -> None:
    addresses = {one.strip("\"'") for one in re.findall(r"url\(([^)]*)\)", STYLE)}
    assert len(addresses) > 10
    for address in addresses:
        if not address.startswith(("data:", "#")):
            assert (DOCS / "assets" / address).is_file(), address


def test_its_parts_are_not_served_by_themselves() -> None:
    assert is_sheet("css/type.css")
    assert not is_sheet("css/drafts.css") and not is_sheet("assets/katex/katex.css")
