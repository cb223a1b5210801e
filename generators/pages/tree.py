"""The woven tree: all of docs with its expressions replaced, and the figures, as ordinary files."""

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generators.pages.definitions import PAGE, Glossary, read_glossary, with_anchors, with_marks
from generators.pages.finish import finish_page
from generators.pages.lab import with_figures
from generators.pages.marks import Draft, page_html
from generators.pages.page import weave_page
from generators.pages.problem_list import with_list
from generators.pages.problems import Problem, read_before, write_before
from generators.pages.provenance import numbers_csv, published_record
from generators.pages.source import NotUtf8Error, read_page
from generators.pages.stale import resting_on, stale_experiments, stale_problems
from generators.pages.style import SITE_STYLE, is_sheet, site_style
from generators.pipeline.paths import DOCS, FIGURES, WOVEN, write_whole
from generators.pipeline.records import Record

_MANIFEST = ".woven.json"
_MADE = ("figures/", SITE_STYLE)  # not to be written in docs


def weave_tree(
    target: Path,
    records: Mapping[str, Record | None],
    write: bool = True,
    draft: Draft | None = None,
) -> list[Problem]:
    """Write the woven tree under `target`; when any page has a problem, write nothing.

    A `draft` is always written: problems are marked, and every page begins with the list of them.

    `records` holds the record of each figure, None for one that cannot be drawn.

    Raises:
        FileExistsError: when `target` holds files that were not written by an earlier weaving, or
            it is unknown which were.
        OSError: names the file or the folder that cannot be written.
    """
    pages: dict[str, str] = {}
    problems: list[Problem] = []
    before, looked_up = read_before(), dict[str, Any]()
    used_by: dict[str, dict[str, str]] = {name: {} for name in records}
    assets = []
    glossary = read_glossary(DOCS / PAGE)
    states = stale_experiments()
    if draft:
        draft = replace(draft, stale=resting_on(records, states))
        problems.extend(draft.notices)
        glossary = with_anchors(glossary)
    problems.extend(glossary.problems)
    usable = Glossary(glossary.entries) if draft else glossary
    for path in sorted(DOCS.rglob("*")):
        name = path.relative_to(DOCS).as_posix()
        if not path.is_file() or any(
            part.startswith(".") for part in path.parts[len(DOCS.parts) :]
        ):
            continue
        if path.suffix != ".md":
            if not is_sheet(name):
                assets.append(name)
            continue
        try:
            source = read_page(path)
        except NotUtf8Error as error:
            unread = Problem(name, error.line, error.found, error.advice, anchor="problem-1")
            problems.append(unread)
            pages[name] = page_html(name, unread)
            continue
        if draft and name == PAGE:
            source = with_marks(source, glossary.problems)
        woven = weave_page(source, name, records, before, draft)
        pages[name], more = finish_page(woven, source, name, usable, draft is not None)
        problems.extend([*woven.problems, *more])
        looked_up |= woven.looked_up
        for figure in woven.shown:
            used_by[figure][name] = _title(woven.text, name)
    problems.extend(_hidden([*pages, *assets]))
    problems.extend(stale_problems(records, states))
    drawn = {name: record for name, record in records.items() if record is not None}
    if draft or (write and not problems):
        pages = with_figures(pages, drawn, used_by)
        if draft:
            pages = {name: with_list(text, name, problems) for name, text in pages.items()}
        pages[SITE_STYLE] = site_style()
        _write(target, pages, assets, drawn)
        if not problems:
            write_before(looked_up)
    return problems


def _hidden(names: list[str]) -> list[Problem]:
    """Files of docs in whose place the site has one that is made."""
    return [
        Problem(name, 1, name, f"the site's {made} is made here; choose another name")
        for name in names
        for made in _MADE
        if name == made or (made.endswith("/") and name.startswith(made))
    ]


def _title(text: str, page: str) -> str:
    heading = re.search(r"^# +([^{\n]+)", text, re.MULTILINE)
    return heading.group(1).strip() if heading else page


def _write(
    target: Path, pages: dict[str, str], assets: list[str], records: dict[str, Record]
) -> None:
    before = _manifest(target)
    made = {f"figures/{file}" for record in records.values() for file in record["outputs"]}
    data = {f"figures/{name}.{kind}" for name in records for kind in ("json", "csv")}
    written = {*pages, *assets, *made, *data}
    _write_manifest(target, before | written)  # first: interrupted, the folder is ours all the same
    for name, text in pages.items():
        write_whole(target / name, text)
    for name in assets:
        _copy(DOCS / name, target / name)
    for name, record in records.items():
        for file in record["outputs"]:
            _copy(FIGURES / file, target / "figures" / file)
        write_whole(target / "figures" / f"{name}.json", published_record(record))
        write_whole(target / "figures" / f"{name}.csv", numbers_csv(record))
    for name in before - written:
        (target / name).unlink(missing_ok=True)
    _write_manifest(target, written)


def _write_manifest(target: Path, names: set[str]) -> None:
    write_whole(target / _MANIFEST, json.dumps(sorted(names), indent=0) + "\n")


def _manifest(target: Path) -> set[str]:
    """What an earlier weaving wrote to `target`, or may have written before it was interrupted."""
    paths = [path for path in target.rglob("*") if path.is_file()]
    for path in paths:
        if path.name.startswith(".") and path.suffix == ".unfinished":
            path.unlink(missing_ok=True)  # of a weaving that was killed
    files = {path.relative_to(target).as_posix() for path in paths if path.suffix != ".unfinished"}
    if target.resolve() == WOVEN.resolve():  # in build everything is ours, and can be made again
        return files - {_MANIFEST}
    if not files:
        return set()
    try:
        names = json.loads((target / _MANIFEST).read_text(encoding="utf-8"))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("no list of names")
    except FileNotFoundError:
        raise FileExistsError(
            f"{target} is not empty and was not written by --weave; name another folder"
        ) from None
    except (ValueError, RecursionError) as error:
        raise FileExistsError(
            f"{target / _MANIFEST} is damaged ({error}), so it is unknown which files of the folder"
            " are of an earlier weaving; delete the folder or name another"
        ) from None
    return files & set(names)


def _copy(source: Path, target: Path) -> None:
    """Copy unless size and time agree already (copy2 keeps the time)."""
    if target.is_file():
        old, new = target.stat(), source.stat()
        if (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:  # whoever reads sees the old file or the new one
        shutil.copy2(source, unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error
    finally:
        unfinished.unlink(missing_ok=True)
