"""Draw what is stale: `python -m generators [NAME …]`; the options do other things."""

import argparse
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import NoReturn

from generators.pipeline import draw
from generators.pipeline.paths import DOCS, FIGURES, figure_names
from generators.pipeline.records import Record, read_record


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is 0 when every figure and page is right."""
    parser = argparse.ArgumentParser(prog="python -m generators", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these figures")
    parser.add_argument("--force", action="store_true", help="draw fresh figures too")
    parser.add_argument("--list", action="store_true", help="say what is fresh, draw nothing")
    parser.add_argument("--unused", action="store_true", help="list values that nobody uses")
    parser.add_argument("--weave", type=Path, metavar="DIR", help="write the woven pages to DIR")
    parser.add_argument(
        "--drift",
        nargs="?",
        const="",
        metavar="COMMIT",
        help="say what changed since the last good build, or since a commit: build/drift.html",
    )
    options = parser.parse_args(arguments)
    known = figure_names()
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        parser.error(f"no figure {', '.join(unknown)} in generators/figures")
    names = options.names or known
    if options.list:
        return _list(names)
    if options.unused:
        return _unused(names)
    try:
        if options.drift is not None:
            return _drift(options.drift)
        status = _draw(names, options.force, bool(options.names))
        if options.weave:
            status = _weave(options.weave, write=status == 0) or status
    except KeyboardInterrupt as interrupt:
        print("interrupted; figures not yet drawn keep their old files", file=sys.stderr)
        return 128 + int(interrupt.args[0] if interrupt.args else signal.SIGINT)
    except OSError as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1
    return status


def _draw(names: list[str], force: bool, show_traceback: bool) -> int:
    began = time.monotonic()
    FIGURES.mkdir(parents=True, exist_ok=True)
    for file in draw.remove_orphans():
        print(f"removed {file}: its figure no longer exists")
    stale = names if force else list(draw.stale_figures(names))
    failures = draw.draw(stale, lambda line: print(line, flush=True))
    for failure in failures:
        line = f":{failure['line']}" if failure["line"] else ""
        where = f"{failure['file']}{line}"
        print(f"figure {failure['figure']}: {where}: {failure['error']}", file=sys.stderr)
        if show_traceback:
            print(failure["traceback"], file=sys.stderr)
    fresh = len(names) - len(stale)
    summary = f"{len(stale) - len(failures)} drawn, {fresh} fresh"
    summary += f", {len(failures)} failed" if failures else ""
    print(f"{summary} ({time.monotonic() - began:.1f} s)")
    return 1 if failures else 0


def _weave(target: Path, write: bool) -> int:
    from generators.pages import tree  # noqa: PLC0415  (a third of the time if nothing is stale)

    records = {name: read_record(name) for name in figure_names()}
    try:
        problems = tree.weave_tree(target, records, write)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problems in the pages; nothing was written", file=sys.stderr)
    elif write:
        _keep_good(target, records)
    return 1 if problems else 0


def _keep_good(target: Path, records: Mapping[str, Record | None]) -> None:
    """Keep the good build that `--drift` compares with; the build is as good without that."""
    from generators.pages.drift.kept_states import keep_good  # noqa: PLC0415  (see _weave)

    try:
        keep_good(records, target)
    except OSError as error:
        print(f"this good build is not kept for --drift: {error}", file=sys.stderr)


def _drift(revision: str) -> int:
    from generators.pages.drift.command import drift  # noqa: PLC0415  (see _weave)

    return drift(revision)


def _list(names: list[str]) -> int:
    named = _mentioned()
    for name in names:
        record = read_record(name)
        reasons = draw.stale_figures([name]).get(name)
        seconds = f"{record['seconds']:.1f} s" if record else "?"
        print(f"{name}: {'stale: ' + '; '.join(reasons) if reasons else 'fresh'} ({seconds})")
        for file in record["inputs"] if record else []:
            print(f"    {file}")
        if name not in named:
            print("    warning: no page uses it")
    return 0


def _unused(names: list[str]) -> int:
    from generators.pages.unused import unused  # noqa: PLC0415  (see _weave)

    records = {name: read_record(name) for name in figure_names()}
    found = {name: paths for name, paths in unused(records).items() if name in names}
    for name, paths in found.items():
        print(f"{name}: {', '.join(paths)}")
    print(f"{sum(map(len, found.values()))} unused values in {len(found)} of {len(names)} figures")
    return 0


def _mentioned() -> set[str]:
    """Figures that some page shows or quotes."""
    from generators.pages.page import figures_named  # noqa: PLC0415  (see _weave)

    pages = [path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md")]
    return {name for text in pages for name in figures_named(text)}


def _hear_signals() -> None:
    """Stop at Ctrl-C and at SIGTERM, even if the parent of this command ignores them (nohup)."""

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


if __name__ == "__main__":
    _hear_signals()
    sys.exit(main())
