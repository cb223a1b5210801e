"""What a reader's browser makes of the site: every page, both themes, wide and narrow."""

import gzip
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from generators.kit.sizes import PHONE
from tests.site.browser import SUB_PATH, page_paths, violations, wait_until
from tests.site.links import broken_links

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = 25 * 1024  # bytes of our own, as a host sends them

# (width, colour scheme, reduced motion)
SETTINGS = [(1280, "light", False), (1280, "dark", False), (PHONE, "light", True)]

OBSERVE = """() => ({
  scroll: document.documentElement.scrollWidth,
  scheme: document.body.dataset.mdColorScheme,
  images: [...document.images].map((image) => ({
    source: image.currentSrc || image.src,
    sized: image.hasAttribute("width") && image.hasAttribute("height"),
    alternative: image.getAttribute("alt"),
    inArticle: Boolean(image.closest("article")),
    broken: image.complete && image.naturalWidth === 0,
  })),
  figures: [...document.querySelectorAll(".figure:has(img, canvas)")].map((figure) => {
    const style = getComputedStyle(figure);
    const picture = figure.querySelector("img, canvas");
    const narrow = style.getPropertyValue("--figure-narrow-min-width");
    return {
      id: figure.id,
      shown: picture.getBoundingClientRect().width,
      needed: parseFloat(narrow || style.getPropertyValue("--figure-min-width")),
    };
  }),
})"""


@dataclass(frozen=True)
class Visit:
    """What was seen on one page in one setting."""

    path: str
    width: int
    scheme: str
    seen: dict[str, Any]
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.path or 'home'} at {self.width} px, {self.scheme}"


def visit(page: Any, address: str, path: str, width: int, scheme: str) -> Visit:
    console: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: console.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: console.append(f"error: {error}"))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address + path, wait_until="load")
    # Pictures below the fold are lazy: fetch them all before judging.
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    wait_until(page, "[...document.images].every((image) => image.complete)")
    found = violations(page)
    return Visit(path, width, scheme, page.evaluate(OBSERVE), console, requests, found)


@pytest.fixture(scope="session")
def paths(site: Path) -> list[str]:
    """The pages to look at: all of them."""
    return page_paths(site)


@pytest.fixture(scope="session")
def visits(browser: Any, address: str, paths: list[str]) -> list[Visit]:
    result = []
    for width, scheme, reduced in SETTINGS:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            reduced_motion="reduce" if reduced else "no-preference",
        )
        for path in paths:
            page = context.new_page()
            result.append(visit(page, address, path, width, scheme))
            page.close()
        context.close()
    return result


def test_the_sitemap_lists_the_pages(paths: list[str]) -> None:
    assert "" in paths
    assert len(paths) > 1


def test_links_and_anchors_lead_somewhere(site: Path) -> None:
    assert broken_links(site, SUB_PATH) == []


def test_console_is_silent(visits: list[Visit]) -> None:
    loud = [f"{v.name}: {line}" for v in visits for line in v.console]
    assert loud == []


def test_no_other_host_is_asked(visits: list[Visit], address: str) -> None:
    own = (address, "data:", "blob:")
    assert [
        f"{v.name}: {url}" for v in visits for url in v.requests if not url.startswith(own)
    ] == []


def test_accessibility_rules_hold(visits: list[Visit]) -> None:
    assert [f"{v.name}: {line}" for v in visits for line in v.violations] == []


def test_theme_follows_the_system(visits: list[Visit]) -> None:
    expected = {"light": "default", "dark": "slate"}
    assert {v.seen["scheme"] for v in visits if v.scheme == "light"} == {expected["light"]}
    assert {v.seen["scheme"] for v in visits if v.scheme == "dark"} == {expected["dark"]}


def test_pages_never_scroll_sideways(visits: list[Visit]) -> None:
    assert [v.name for v in visits if v.seen["scroll"] > v.width] == []


def test_images_have_size_and_alternative(visits: list[Visit]) -> None:
    wrong = [
        f"{v.name}: {image}"
        for v in visits
        for image in v.seen["images"]
        if not image["sized"]
        or image["alternative"] is None
        or image["broken"]
        or (image["inArticle"] and not image["alternative"].strip())
    ]
    assert wrong == []


def test_labels_stay_legible_on_a_phone(visits: list[Visit]) -> None:
    small = [
        f"{v.name}: {figure}"
        for v in visits
        if v.width == PHONE
        for figure in v.seen["figures"]
        if not figure["shown"] >= figure["needed"] - 1
    ]
    assert small == []


def test_reduced_motion_fetches_no_animation(visits: list[Visit]) -> None:
    fetched = [
        f"{v.name}: {url}"
        for v in visits
        if v.width == PHONE
        for url in v.requests
        if url.endswith(".gif")
    ]
    assert fetched == []


def test_formulas_need_only_the_common_part_of_their_fonts(visits: list[Visit]) -> None:
    files = ("katex/Main-Regular.woff2", "katex/Math-Italic.woff2")
    assert [(v.name, url) for v in visits for url in v.requests if url.endswith(files)] == []


def test_scripts_of_a_page_are_light(visits: list[Visit], site: Path) -> None:
    for one in visits:
        names = {url.rpartition("/js/")[2] for url in one.requests if "/js/" in url}
        sizes = {name: len(gzip.compress((site / "js" / name).read_bytes())) for name in names}
        assert sum(sizes.values()) <= SCRIPTS, (one.name, sizes)


def test_missing_page_is_answered_by_the_site(browser: Any, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(address + "no/such/page/")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "This page does not exist"
    page.locator("article a").first.click()
    assert page.url == address
    page.close()


@pytest.mark.parametrize("width", [1280, PHONE])
def test_search_finds_a_page(browser: Any, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("masking")
    found = page.locator(".md-search-result__link").first
    found.wait_for(timeout=10_000)
    found.click()
    page.wait_for_url(f"{address}*/**")
    assert "mask" in page.locator("article").inner_text().lower()
    page.close()


def test_search_is_fetched_when_someone_searches(browser: Any, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if "search" in url] == []
    page.locator(".md-search__input").focus()
    page.locator(".md-search__input").press_sequentially("softmax")
    page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    assert {url.split(".")[0] for url in asked if "search" in url} == {
        "search/search_index",
        "assets/javascripts/workers/search",
    }
    page.close()


def test_no_page_says_that_its_address_is_this_machine(site: Path) -> None:
    named = [path for path in site.rglob("*.html") if "127.0.0.1" in path.read_text("utf-8")]
    assert named == []
    assert "127.0.0.1" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_search_index_holds_no_formula(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > 1
    source = ("\\frac", "\\query", "\\weight", "\\sqrt", "\\operatorname", "katex")
    assert [doc["location"] for doc in index["docs"] if any(s in doc["text"] for s in source)] == []


def test_keyboard_reaches_the_content_first(browser: Any, address: str, paths: list[str]) -> None:
    page = browser.new_page()
    page.goto(address + next(path for path in paths if path))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")
    page.keyboard.press("Enter")
    wait_until(page, "location.hash !== ''")
    page.close()


def test_scrolling_code_can_be_focused(browser: Any, address: str, paths: list[str]) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    stuck = []
    for path in paths:
        page.goto(address + path, wait_until="load")
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.wait_for_timeout(200)
        stuck += page.evaluate(
            """() => [...document.querySelectorAll(".figure-frame, .formula, pre, pre > code")]
            .filter((element) => getComputedStyle(element).overflowX === "auto"
              && element.scrollWidth > element.clientWidth + 1 && element.tabIndex !== 0)
            .map((element) => location.pathname + ": " + element.outerHTML.slice(0, 120))"""
        )
    page.close()
    assert stuck == []


def test_social_picture_is_there(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert f'{SUB_PATH}figures/social.png"' in text
    if (ROOT / "generators" / "figures" / "social.py").exists():
        header = (site / "figures" / "social.png").read_bytes()[16:24]
        assert struct.unpack(">II", header) == (1200, 630)
