"""Find links inside a built site that lead nowhere, raw HTML links included."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ORIGIN = "http://site.invalid"


class Page(HTMLParser):
    """The anchors and the addresses of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.addresses: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif name in ("href", "src", "data-gif", "data-poster") and value is not None:
                self.addresses.append(value)
            elif name == "srcset" and value:
                self.addresses += [part.split()[0] for part in value.split(",")]


def broken_links(site: Path, sub_path: str) -> list[str]:
    """Return "page -> address" for each address of the site that no file or anchor answers."""
    pages = {file: Page(file) for file in sorted(site.rglob("*.html"))}
    broken = []
    for file, page in pages.items():
        here = ORIGIN + sub_path + file.relative_to(site).as_posix().removesuffix("index.html")
        for address in page.addresses:
            target = urlsplit(urljoin(here, address))
            if f"{target.scheme}://{target.netloc}" != ORIGIN:
                continue
            found = resolve(site, sub_path, unquote(target.path))
            anchor = unquote(target.fragment)
            missing_anchor = (
                found in pages
                and anchor not in ("", "__tabbed")
                and not anchor.startswith(":~:")
                and anchor not in pages[found].anchors
            )
            if found is None or missing_anchor:
                broken.append(f"{file.relative_to(site).as_posix()} -> {address}")
    return broken


def resolve(site: Path, sub_path: str, path: str) -> Path | None:
    """Return the file that answers `path`, or None."""
    if not path.startswith(sub_path):
        return None
    file = site / path.removeprefix(sub_path)
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() else None
