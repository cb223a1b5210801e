"""How a figure was computed, for readers: a section of a Lab page, and its numbers as data."""

import csv
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from generators.pages.kept import kept
from generators.pages.markup import relative
from generators.pages.names import leaves
from generators.pipeline.paths import FIGURES, ROOT, figure_source
from generators.pipeline.records import Record, encode

_OURS = ("generators/", "explainer/", "experiments/")  # in whose folders code lies
_PICTURE = {"svg": "svg", "gif": "png"}  # of a still its picture, of an animation the poster


def anchor(name: str) -> str:
    """The id of the section of a figure."""
    return f"computed-{name}"


def section(record: Record, used_by: Mapping[str, str], page: str) -> str:
    """The HTML of the section of a figure, for `page`: one line, so that Markdown leaves it alone.

    `used_by` maps the pages that show the figure to their titles.
    """
    name = record["name"]
    shown = [
        f'<a href="{relative(used, page)}#figure-{name}">{html.escape(title)}</a>'
        for used, title in used_by.items()
    ]
    where = f" Shown on {', '.join(shown)}." if shown else ""
    says = in_words(record["shows"])
    folder = relative("figures", page)
    lines = [
        _thumbnail(record, page),
        f'<p><strong id="{anchor(name)}">{name}</strong>. {says}{where}</p>',
        f"<ul>{''.join(_sources(record))}",
        f'<li>Numbers: <a href="{folder}/{name}.json">JSON</a>, with the hashes of all'
        f" {len(record['inputs'])} files that were read and the versions of the libraries;"
        f' <a href="{folder}/{name}.csv">CSV</a></li>',
        f"<li>Draw it again: <code>python3 run.py draw {name}</code></li></ul>",
        _program(name),
    ]
    return f'<div class="provenance" data-search-exclude>{"".join(lines)}</div>'


def in_words(docstring: str) -> str:
    """A docstring as HTML on one line; what it marks as code with backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(" ".join(docstring.split())))


def _thumbnail(record: Record, page: str) -> str:
    """The picture, small; nothing for a figure without one."""
    if (suffix := _PICTURE.get(record["kind"])) is None:
        return ""
    file = relative(f"figures/{record['name']}.{suffix}", page)
    alt = html.escape(record["shows"].splitlines()[0])
    size = f'width="{record["width"]}" height="{record["height"]}"'
    return f'<img src="{file}" {size} alt="{alt}" loading="lazy" decoding="async">'


def _program(name: str) -> str:
    file = figure_source(name)
    program = html.escape((ROOT / file).read_text(encoding="utf-8"), quote=False)
    lines = program.rstrip("\n").replace("\n", "&#10;")  # one line for Markdown
    return f'<details class="program"><summary>{file}</summary><pre>{lines}</pre></details>'


def _sources(record: Record) -> Iterator[str]:
    """The data and the weights that the figure was computed from, and how to make them again."""
    for file, digest in record["inputs"].items():
        if file.endswith((".py", ".ttf")) or not file.startswith(_OURS):
            continue
        said = f"<code>{file}</code> ({(digest or 'absent')[:12]}…)"
        parts = file.split("/")
        if parts[0] == "experiments" and (ROOT / parts[0] / parts[1]).is_dir():
            said += _made_by(parts[1])
        yield f"<li>{_kind(file)}: {said}</li>"


def _kind(file: str) -> str:
    return "Weights" if file.endswith(".safetensors") else "Data"


@cache
def _made_by(experiment: str) -> str:
    """How the data of an experiment are made again, and from which random numbers."""
    try:
        text = (ROOT / "experiments" / experiment / "results.json").read_text(encoding="utf-8")
        seeds = json.loads(text).get("seeds")
    except (OSError, ValueError, AttributeError):
        seeds = None
    said = f", by <code>python3 run.py train {experiment}</code>"
    if isinstance(seeds, list) and all(isinstance(seed, int) for seed in seeds):
        said += f", seeds {', '.join(map(str, seeds))}"
    return said


def published_record(record: Record) -> bytes:
    """The record as readers may download it: without what concerns its drawing here alone."""
    private = ("seconds", "outputs", "unread")
    public = {key: item for key, item in record.items() if key not in private}
    return kept(_decides(record["name"]), lambda: encode(public).decode()).encode()


def numbers_csv(record: Record) -> bytes:
    """The values of a figure in two columns: the name by which pages quote each, and the value."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(("name", "value"))
    rows.writerows(leaves(record["values"], record["name"]))
    return table.getvalue().encode()


def _decides(name: str) -> list[str]:
    """This module and the record of a figure: writing 177 of them as JSON takes half a second."""
    files = (Path(__file__), FIGURES / f"{name}.json")
    return [file.read_text(encoding="utf-8") for file in files]
