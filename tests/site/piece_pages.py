"""Pages for the tests of the reader's hand: figures as the weaving places them, no more."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from generators.kit.roles import style_sheet
from generators.pages.markup import figure_html
from generators.pipeline.picture import picture
from tests.site.browser import serving

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ("roles", "prose", "figures", "explore", "hand")


def drawn(name: str, alt: str, **functions: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The record and the files of a figure made of these functions, which take no values."""
    module: Any = SimpleNamespace(__name__=name, alt=lambda _: alt, **functions)
    for function in functions.values():
        function.__module__ = name
    details, files = picture(name, module, {})
    return {"name": name, "shows": alt, **details}, files


@contextmanager
def page_of(
    folder: Path, figures: Mapping[str, tuple[dict[str, Any], dict[str, bytes]]]
) -> Iterator[str]:
    """The address of a page that holds these figures, their style sheets and scripts."""
    (folder / "figures").mkdir()
    for _, files in figures.values():
        for name, content in files.items():
            (folder / "figures" / name).write_bytes(content)
    for kind in ("js", "css"):
        shutil.copytree(ROOT / "docs" / kind, folder / kind)
    (folder / "css/roles.css").write_text(style_sheet(), encoding="utf-8")
    sheets = "".join(f'<link rel="stylesheet" href="css/{name}.css">' for name in SHEETS)
    placed = "".join(
        figure_html(record, "A caption.", "index.md", True, " ", "#how")
        for record, _ in figures.values()
    )
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Figures</title>'
        f'<link rel="icon" href="data:,">{sheets}<script type="module" src="js/start.mjs"></script>'
        f'<body class="md-typeset"><main style="padding:0 16px"><h1>Figures</h1>{placed}</main>'
        "</body></html>",
        encoding="utf-8",
    )
    with serving(folder) as address:
        yield address
