"""The woven tree: all of docs with its expressions replaced, and the figures, as ordinary files."""

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generators.kit.roles import style_sheet
from generators.pages.computed import computed_page, published_record
from generators.pages.definitions import PAGE, read_glossary
from generators.pages.finish import finish_page
from generators.pages.page import weave_page
from generators.pages.problems import Problem, read_before, write_before
from generators.pages.stale import stale_problems
from generators.pipeline.paths import DOCS, FIGURES, replace_bytes
from generators.pipeline.records import Record

_MANIFEST = ".woven.json"


def weave_tree(
    target: Path, records: Mapping[str, Record | None], write: bool = True
) -> list[Problem]:
    """Write the woven tree under `target`; when any page has a problem, write nothing.

    `records` holds the record of each figure, None for one that cannot be drawn.

    Raises:
        FileExistsError: when `target` holds files that were not written by an earlier weaving.
    """
    pages: dict[str, str] = {}
    problems: list[Problem] = []
    before, looked_up = read_before(), dict[str, Any]()
    used_by: dict[str, dict[str, str]] = {name: {} for name in records}
    assets = []
    glossary = read_glossary(DOCS / PAGE)
    problems.extend(glossary.problems)
    for path in sorted(DOCS.rglob("*")):
        name = path.relative_to(DOCS).as_posix()
        if not path.is_file() or any(
            part.startswith(".") for part in path.parts[len(DOCS.parts) :]
        ):
            continue
        if path.suffix != ".md":
            assets.append(name)
            continue
        source = path.read_text(encoding="utf-8")
        woven = weave_page(source, name, records, before)
        pages[name], more = finish_page(woven, source, name, glossary)
        problems.extend([*woven.problems, *more])
        looked_up |= woven.looked_up
        for figure in woven.shown:
            used_by[figure][name] = _title(woven.text, name)
    problems.extend(stale_problems(records))
    drawn = {name: record for name, record in records.items() if record is not None}
    if write and not problems:
        for name, record in drawn.items():
            pages[f"computed/{name}.md"] = computed_page(record, used_by[name])
        pages["css/roles.css"] = style_sheet()
        _write(target, pages, assets, drawn)
        write_before(looked_up)
    return problems


def _title(text: str, page: str) -> str:
    heading = re.search(r"^# +([^{\n]+)", text, re.MULTILINE)
    return heading.group(1).strip() if heading else page


def _write(
    target: Path, pages: dict[str, str], assets: list[str], records: dict[str, Record]
) -> None:
    before = _manifest(target)
    for name, text in pages.items():
        replace_bytes(target / name, text.encode())
    for name in assets:
        _copy(DOCS / name, target / name)
    written = {*pages, *assets}
    for name, record in records.items():
        for file in record["outputs"]:
            _copy(FIGURES / file, target / "figures" / file)
            written.add(f"figures/{file}")
        replace_bytes(target / "figures" / f"{name}.json", published_record(record))
        written.add(f"figures/{name}.json")
    for name in before - written:
        (target / name).unlink(missing_ok=True)
    replace_bytes(target / _MANIFEST, (json.dumps(sorted(written), indent=0) + "\n").encode())


def _manifest(target: Path) -> set[str]:
    if not target.is_dir() or not any(target.iterdir()):
        return set()
    try:
        return set(json.loads((target / _MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise FileExistsError(
            f"{target} is not empty and was not written by --weave; name another folder"
        ) from None


def _copy(source: Path, target: Path) -> None:
    """Copy unless size and time agree already (copy2 keeps the time)."""
    if target.is_file():
        old, new = target.stat(), source.stat()
        if (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
            return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)
