"""A host may forbid scripts in pages; every page is visited under that policy in test_site.py."""

import re
from pathlib import Path
from typing import Any

from tests.site.browser import POLICY, wait_until

ROOT = Path(__file__).resolve().parents[2]


def test_no_page_holds_a_script(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        inside = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]
        assert all('type="application/json"' in tag for tag in inside), (page, inside)  # data
        assert not re.findall(r"<[^>]*\son\w+=", text), page


def test_the_readme_says_what_a_host_may_send() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Content-Security-Policy: {POLICY}\n" in readme


def test_the_chosen_colours_are_there_after_a_reload(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    shown = page.locator("label.md-header__button[for^=__palette]:visible")
    shown.click()  # from the system's, which are dark, to light
    wait_until(page, "document.body.dataset.mdColorScheme === 'default'")
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    context.close()
