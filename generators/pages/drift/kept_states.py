"""States that are kept for a comparison: the last two good builds, and commits once drawn.

They lie in `build/drift/`: a JSON file for each state, and the pictures of all under their digests.
A good build takes the place of the one before unless its numbers or pictures are others; then that
one stays as the build before, because a changed model whose pages weave at once, with sentences
that are no longer true, is what one wants to compare.
"""

import os
import shutil
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generators.pages.drift.left_words import running_words
from generators.pages.drift.state import State, decoded, figure, read_pages, stored_name
from generators.pipeline.paths import DOCS, FIGURES, ROOT, write_whole
from generators.pipeline.records import Record

KEPT = ROOT / "build" / "drift"
PICTURES = KEPT / "pictures"
LATEST, BEFORE = "last-good", "good-before"
MOST_COMMITS = 5
_DAY = 86_400  # seconds


def keep_good(records: Mapping[str, Record | None], woven: Path) -> None:
    """Keep a build in which every figure and every page was right; `woven` is its tree.

    Raises:
        OSError: names what could not be written; what was kept before still is.
    """
    figures = {name: record and figure(record) for name, record in records.items()}
    label = f"the good build of {datetime.now().astimezone():%d %b %Y, %H:%M}"
    now = State(label, figures, read_pages(DOCS), {}, FIGURES)
    hashes = [now.drawn, now.whole]
    path, marks = KEPT / f"{LATEST}.json", KEPT / f"{LATEST}.hashes"
    known = _known_hashes(marks)
    if known == hashes and path.is_file():
        write_whole(marks, " ".join(hashes))
        return
    others = known[:1] != hashes[:1]
    pages = {name: (woven / name).read_text(encoding="utf-8") for name in now.sources}
    if others and path.is_file():
        path.replace(KEPT / f"{BEFORE}.json")
    running = running_words(ROOT)
    keep(State(label, figures, now.sources, pages, FIGURES, running=running), LATEST)
    # Last, so that an interruption before this line leaves a build that is kept again next time.
    write_whole(marks, " ".join(hashes))
    if others:
        _forget_pictures()


def _known_hashes(marks: Path) -> list[str]:
    """The hashes of the last good build; reading all of it takes longer than reading them."""
    if marks.is_file():
        return marks.read_text(encoding="utf-8", errors="replace").split()
    latest = read_kept(LATEST)
    return [latest.drawn, latest.whole] if latest else []


def keep(state: State, name: str) -> None:
    """Keep `state` under `name`, its pictures first.

    Raises:
        OSError: names what could not be written.
    """
    for one in state.figures.values():
        for file, digest in (one or {"outputs": {}})["outputs"].items():
            _link(state.folder / file, PICTURES / stored_name(file, digest))
    write_whole(KEPT / f"{name}.json", state.encoded())


def read_kept(name: str) -> State | None:
    """The state that was kept under `name`; None where there is none, or it is damaged."""
    try:
        return decoded((KEPT / f"{name}.json").read_text(encoding="utf-8"), PICTURES)
    except (FileNotFoundError, ValueError):
        return None


def any_good_build() -> bool:
    """Whether there is a good build to compare with."""
    return any(read_kept(name) is not None for name in (LATEST, BEFORE))


def good_build(now: State) -> State:
    """The last good build, or the one before it where the last has just today's numbers.

    Raises:
        FileNotFoundError: there is no good build.
    """
    latest, before = read_kept(LATEST), read_kept(BEFORE)
    latest = latest or before
    if latest is None:
        raise FileNotFoundError(f"no good build is kept in {KEPT}")
    return before if before is not None and latest.drawn == now.drawn else latest


def forget_commits() -> None:
    """Delete the states of commits but for the last few, what only they had, and old remains."""
    kept = sorted(KEPT.glob("commit-*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST_COMMITS]:
        path.unlink()
    for path in KEPT.iterdir():  # of a comparison that was interrupted and not taken up again
        if path.is_dir() and path != PICTURES and time.time() - path.stat().st_mtime > _DAY:
            shutil.rmtree(path)
    _forget_pictures()


def _link(source: Path, target: Path) -> None:
    """Put a picture in the store, as a second name of the file where the disk can do that.

    The pipeline never writes into a file that exists, so the store's never changes.
    """
    if target.exists() or not source.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without links
        unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
        shutil.copyfile(source, unfinished)
        unfinished.replace(target)


def _forget_pictures() -> None:
    """Delete the pictures of states that are no longer kept."""
    wanted: set[str] = set()
    for path in KEPT.glob("*.json"):
        state = read_kept(path.stem)
        for one in (state.figures if state else {}).values():
            outputs = one["outputs"] if one else {}
            wanted |= {stored_name(file, digest) for file, digest in outputs.items()}
    for path in PICTURES.glob("*"):
        if path.name not in wanted:
            path.unlink(missing_ok=True)
