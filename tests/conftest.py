"""Fixtures shared by the tests: the built site, its server and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jaxtyping import install_import_hook

from tests.site.browser import ROOT, StrictHandler, build_site, find_browser, launch_flags, serving

# Shapes in signatures are checked while the tests run; what draws has none.
SHAPED = {path.stem for path in (ROOT / "explainer").glob("[a-z]*")} - {"drawing", "checkpoints"}
install_import_hook([f"explainer.{name}" for name in sorted(SHAPED)], "beartype.beartype")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a strict build: the one `run.py test` just made, or a new one."""
    if tested := os.environ.get("TESTED_SITE"):
        assert Path(tested, "index.html").exists(), "the strict build before the tests failed"
        return Path(tested)
    folder = tmp_path_factory.mktemp("site")
    build_site(folder)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the site's first page on a loopback server, under a strict policy."""
    with serving(site, StrictHandler) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium. Without one the test is skipped, but fails where CI is set."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=find_browser(), args=launch_flags()
            )
        except Error as error:
            message = (
                f"no Chromium to test with (set BROWSER_PATH): {error.message.splitlines()[0]}"
            )
            if os.environ.get("CI"):
                pytest.fail(message)
            pytest.skip(message)
        yield chromium
        chromium.close()


@pytest.fixture
def animation_page(tmp_path: Path) -> Iterator[str]:
    """The address of a page that holds nothing but one animation of twelve frames."""
    from PIL import Image

    frames = [Image.new("RGB", (60, 30), (20 * index, 80, 200)) for index in range(12)]
    frames[0].save(
        tmp_path / "moving.gif", save_all=True, append_images=frames[1:], duration=60, loop=0
    )
    frames[-1].save(tmp_path / "moving.png")
    small = [frame.resize((30, 30)) for frame in frames[:5]]
    small[0].save(
        tmp_path / "small.gif", save_all=True, append_images=small[1:], duration=60, loop=0
    )
    small[-1].save(tmp_path / "small.png")
    shutil.copy(ROOT / "docs/js/animation.mjs", tmp_path)
    (tmp_path / "index.html").write_text(
        """<!doctype html><html lang="en"><title>Animation</title><link rel="icon" href="data:,">
        <script type="module" src="animation.mjs"></script>
        <explainer-animation data-gif="moving.gif" data-poster="moving.png" data-frames="12"
         data-steps="0 4 7 11" data-shows='["begins", "warms", "glows", "ends"]'
         data-narrow-gif="small.gif" data-narrow-poster="small.png" data-narrow-frames="5"
         data-narrow-steps="0 1 2 4">
        <picture><source media="(scripting: none)" srcset="moving.gif">
        <source media="(max-width: 719px)" srcset="small.png">
        <img src="moving.png" width="60" height="30" alt="A colour changes"></picture>
        </explainer-animation></html>""",
        encoding="utf-8",
    )
    with serving(tmp_path) as base:
        yield base
