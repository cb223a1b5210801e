"""The page behind each figure: "How this was computed"."""

import html
import json
from collections.abc import Mapping

from generators.pages.markup import relative
from generators.pipeline.paths import ROOT, figure_source
from generators.pipeline.records import Record


def computed_page(record: Record, used_by: Mapping[str, str]) -> str:
    """Markdown of `computed/NAME.md`: source, numbers, inputs, versions and the way back.

    `used_by` maps the pages that show the figure to their titles.
    """
    name = record["name"]
    page = f"computed/{name}.md"
    source = figure_source(name)
    program = (ROOT / source).read_text(encoding="utf-8")
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
        f'{fence}python title="{source}"',
        program.rstrip("\n"),
        fence,
        "",
        "## Its numbers",
        "",
        f'The same as data: <a href="{relative(f"figures/{name}.json", page)}">{name}.json</a>.',
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


def published_record(record: Record) -> Record:
    """The record as readers may download it: without how long the drawing took here."""
    return {
        key: item for key, item in record.items() if key not in ("seconds", "outputs", "unread")
    }
