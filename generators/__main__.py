"""Draw what is stale, weave the pages: `python -m generators [NAME …]`; see the options."""

import argparse
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from generators.command import signals
from generators.command.lock import locked
from generators.pages.source import NotUtf8Error, read_page
from generators.pipeline import draw
from generators.pipeline.paths import DOCS, FIGURES, LOCK, figure_names
from generators.pipeline.records import Failure, Record, read_record


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is 0 when every figure and page is right."""
    parser = argparse.ArgumentParser(prog="python -m generators", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these figures")
    parser.add_argument("--force", action="store_true", help="draw fresh figures too")
    parser.add_argument("--list", action="store_true", help="say what is fresh, draw nothing")
    parser.add_argument("--unused", action="store_true", help="list values that nobody uses")
    parser.add_argument("--weave", type=Path, metavar="DIR", help="write the woven pages to DIR")
    parser.add_argument("--draft", action="store_true", help="weave with problems marked, always")
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
    try:
        if options.list:
            return _list(names)
        if options.unused:
            return _unused(names)
        if options.drift is not None:
            return _drift(options.drift, known)
        with locked(LOCK, "drawing"):  # two at once would draw everything twice, and mix pages
            failures = _draw(names, options.force, bool(options.names), options.draft)
            status = 1 if failures else 0
            if options.weave:
                woven = _weave(options.weave, failures, options.draft)
                status = woven if options.draft else woven or status  # a draft says what failed
    except KeyboardInterrupt as interrupt:
        print("interrupted; figures not yet drawn keep their old files", file=sys.stderr)
        return signals.status_of(interrupt)
    except (OSError, NotUtf8Error) as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1
    return status


def _draw(names: list[str], force: bool, show_traceback: bool, draft: bool) -> list[Failure]:
    began = time.monotonic()
    FIGURES.mkdir(parents=True, exist_ok=True)
    for file in draw.remove_orphans():
        print(f"removed {file}: its figure no longer exists")
    stale = names if force else list(draw.stale_figures(names))
    limit = draw.longest_seconds() if draft else None
    failures = draw.draw(stale, lambda line: print(line, flush=True), limit)
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
    return failures


def _records(failures: list[Failure]) -> dict[str, Record | None]:
    """The record of each figure; what one that fails now drew before counts no more."""
    failed = {str(failure["figure"]) for failure in failures}
    return {name: None if name in failed else read_record(name) for name in figure_names()}


def _weave(target: Path, failures: list[Failure], as_draft: bool) -> int:
    from generators.pages import tree  # noqa: PLC0415  (a third of the time if nothing is stale)
    from generators.pages.marks import Draft  # noqa: PLC0415
    from generators.pages.problems import counted  # noqa: PLC0415
    from generators.pages.stale import figure_problems, stale_experiments  # noqa: PLC0415

    told = figure_problems(failures, stale_experiments() if failures else ())
    records = _records(failures)
    draft = Draft(told) if as_draft else None
    try:
        problems = tree.weave_tree(target, records, not failures, draft)
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        if problem not in told:
            print(problem, file=sys.stderr)
    if problems and as_draft:
        found = counted(len(problems), "problem")
        print(f"{found}, listed on top of every page of this draft", file=sys.stderr)
    elif problems:
        print(f"{len(problems)} problems in the pages; nothing was written", file=sys.stderr)
    elif not failures and not as_draft:
        _keep_good(target, records)
    return 1 if problems and not as_draft else 0


def _keep_good(target: Path, records: Mapping[str, Record | None]) -> None:
    """Keep the good build that `--drift` compares with; the build is as good without that."""
    from generators.pages.drift.kept_states import keep_good  # noqa: PLC0415  (see _weave)

    try:
        keep_good(records, target)
    except OSError as error:
        print(f"this good build is not kept for --drift: {error}", file=sys.stderr)


def _drift(revision: str, names: list[str]) -> int:
    from generators.pages.drift.command import drift  # noqa: PLC0415  (see _weave)

    def drawn() -> dict[str, Record | None]:
        return _records(_draw(names, force=False, show_traceback=False, draft=False))

    return drift(revision, drawn)


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

    pages = [read_page(path) for path in DOCS.rglob("*.md")]
    return {name for text in pages for name in figures_named(text)}


if __name__ == "__main__":
    signals.hear_signals()
    sys.exit(main())
