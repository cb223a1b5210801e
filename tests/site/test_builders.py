"""The woven tree is plain Markdown: another builder makes the same pages of it as MkDocs."""

import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.site.articles import Article, articles
from tests.site.browser import SUB_PATH

ROOT = Path(__file__).resolve().parents[2]
SITE = f"http://127.0.0.1:8000{SUB_PATH}"
CONFIG = f"""
INHERIT: {ROOT / "mkdocs.yml"}
docs_dir: woven
site_dir: site
theme: {{custom_dir: {ROOT / "generators" / "site" / "overrides"}}}
plugins: [search]
"""


def run(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.fixture(scope="module")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zensical")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    run("generators", "--weave", folder / "woven")
    run("zensical", "build", "--strict", "--config-file", folder / "mkdocs.yml")
    return folder / "site"


def test_zensical_makes_the_same_articles(site: Path, zensical_site: Path) -> None:
    expected, found = articles(site, SITE), articles(zensical_site, SITE)
    assert found.keys() == expected.keys()
    assert len(found) > 40
    for path, pieces in expected.items():
        difference = unified_diff(pieces, found[path], "MkDocs", "zensical", lineterm="", n=2)
        assert pieces == found[path], f"{path}\n" + "\n".join(list(difference)[:40])


def test_the_articles_hold_what_is_made_while_weaving(zensical_site: Path) -> None:
    pages = articles(zensical_site, SITE)
    text = " ".join(pages["decoder/index.html"])
    assert '<a aria-describedby="definition-mask" href="' + SITE + 'glossary/#mask">' in text
    formulas = " ".join(pages["architecture/index.html"])
    assert '<div class="formula"> <span class="katex-display">' in formulas
    assert f'src="{SITE}figures/decoder_layer.svg" width="' in text
    assert '<span class="check" tabindex="0">' in text


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("<p>no</p><article><p>a\n b</p></article>", ["<article>", "<p>", "a b", "</p>"]),
        ('<article><a href="../c/#d">', ["<article>", f'<a href="{SITE}c/#d">']),
        ("<article>x &amp; <b>y</b>", ["<article>", "x &amp; ", "<b>", "y", "</b>"]),
        ('<article><a id="__skip"></a><h1>', ["<article>", "<h1>"]),
    ],
)
def test_an_article_is_read_piece_by_piece(html: str, pieces: list[str]) -> None:
    assert Article(html, SITE + "b/").pieces[: len(pieces)] == pieces
