"""The page behind each figure: "How this was computed"."""

import html
import json
from collections.abc import Mapping
from pathlib import Path

from generators.pages.kept import kept
from generators.pipeline.paths import FIGURES, ROOT, figure_source
from generators.pipeline.records import Record, encode

RENDERED_ONCE = "<!-- rendered once -->"  # asks `remembered` to keep the page


def computed_page(record: Record, used_by: Mapping[str, str]) -> str:
    """Markdown of `computed/NAME.md`: source, numbers, inputs, versions and the way back.

    `used_by` maps the pages that show the figure to their titles.
    """
    name = record["name"]
    program = (ROOT / figure_source(name)).read_text(encoding="utf-8")
    decides = [*_made_from(name), program, json.dumps([*used_by.items()])]
    return kept(decides, lambda: _page(record, used_by, program))


def published_record(record: Record) -> bytes:
    """The record as readers may download it: without what concerns its drawing here alone."""
    private = ("seconds", "outputs", "unread")
    public = {key: item for key, item in record.items() if key not in private}
    return kept(_made_from(record["name"]), lambda: encode(public).decode()).encode()


def _made_from(name: str) -> list[str]:
    """This module and the record of a figure: writing 177 of them as JSON takes half a second."""
    files = (Path(__file__), FIGURES / f"{name}.json")
    return [file.read_text(encoding="utf-8") for file in files]


def _page(record: Record, used_by: Mapping[str, str], program: str) -> str:
    name = record["name"]
    fence = "`" * 4
    back = [f"[{title}](../{used}#figure-{name})" for used, title in used_by.items()]
    inputs = [
        f"| `{file}` | `{(digest or 'absent')[:16]}` |" for file, digest in record["inputs"].items()
    ]
    versions = [
        f"{library} {version}" for library, version in record["versions"].items() if version
    ]
    values = html.escape(json.dumps(record["values"], indent=1, ensure_ascii=False), quote=False)
    shows = " ".join(record["shows"].split())
    lines = [
        "---",
        f"title: How {name} was computed",
        "search:",
        "  exclude: true",
        "hide: [navigation, toc]",
        "---",
        "",
        RENDERED_ONCE,
        "",
        f"# How {name} was computed",
        "",
        shows,
        "",
        f"Shown on: {', '.join(back)}." if back else "No page shows it.",
        "",
        "This is the program that computes it. Run it with",
        "",
        "```sh",
        f"python -m generators --force {name}",
        "```",
        "",
        f'{fence}python title="{figure_source(name)}"',
        program.rstrip("\n"),
        fence,
        "",
        "## Its numbers",
        "",
        f"The same as data: [{name}.json](../figures/{name}.json).",
        "",
        f'<details class="computed-values"><summary>All values</summary><pre>{values}</pre>'
        "</details>",
        "",
        "## What it was made from",
        "",
        "Every file of the project that was read, with the start of its SHA-256.",
        "",
        "| File | SHA-256 |",
        "| --- | --- |",
        *inputs,
        "",
        f"Libraries: {', '.join(versions)}.",
        "",
    ]
    return "\n".join(lines)
