"""Helpers of the browser tests: find a browser, serve the built site, list its pages."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SUB_PATH = "/transformers-explained/"
# What README.md tells a host to send: no script in a page, nothing of another host.
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_PATH += ("microsoft-edge", "msedge")


def find_browser() -> str | None:
    """Return the path of an installed Chromium, or None: Playwright's own may still exist."""
    if given := os.environ.get("BROWSER_PATH"):
        return given
    return next(filter(None, map(shutil.which, ON_PATH)), None)


def launch_flags() -> list[str]:
    """Return the flags; the sandbox is switched off only where it cannot work, as root."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, *(["--no-sandbox"] if as_root else [])]


def build_site(target: Path) -> None:
    """Build the site strictly into `target`; quote the builder if it fails."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr[-4000:]


class Handler(SimpleHTTPRequestHandler):
    """Serve a folder under the site's sub-path, with its own page for missing files."""

    def log_message(self, *_: object) -> None:
        """Stay silent."""

    def translate_path(self, path: str) -> str:
        """Map the sub-path to the folder; everything outside it is missing."""
        if not path.startswith(SUB_PATH):
            return str(Path(self.directory) / "outside-the-site")
        return super().translate_path("/" + path.removeprefix(SUB_PATH))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer 404 with 404.html, as the host of the site does."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


Handler.extensions_map |= {".mjs": "text/javascript", ".woff2": "font/woff2"}


class StrictHandler(Handler):
    """Serve as a host does that forbids scripts in pages: what breaks it, the console says."""

    def end_headers(self) -> None:
        """Add the policy to the headers."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@contextmanager
def serving(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve `folder` on the loopback interface; yield the address of its first page."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wait_until(page: Any, condition: str, tries: int = 600) -> None:
    """Ask the page until the JavaScript `condition` is true: 30 seconds by default.

    Playwright's own way evaluates a string in the page, which the policy of the site forbids.

    Raises:
        TimeoutError: names the condition that never became true.
    """
    for _ in range(tries):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(f"{page.url}: never true: {condition}")


def page_paths(folder: Path) -> list[str]:
    """Return the paths of all pages in the sitemap, relative to the first page."""
    sitemap = (folder / "sitemap.xml").read_text(encoding="utf-8")
    return [address.partition(SUB_PATH)[2] for address in re.findall(r"<loc>(.*?)</loc>", sitemap)]


def violations(page: Any, also: Sequence[str] = ()) -> list[str]:
    """Return what axe finds wrong with an open page; targets large enough for a finger included.

    `also` names rules that axe leaves out by default.
    """
    from axe_playwright_python.sync_playwright import Axe  # only where there is a browser

    options = {"rules": {rule: {"enabled": True} for rule in ("target-size", *also)}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for rule in found
        for node in rule["nodes"]
    ]
