"""`python -m generators --drift [COMMIT]`: draw what is stale, compare, write the page, sum up."""

import sys
from collections.abc import Callable, Mapping

from generators.command.lock import locked
from generators.pages.drift.commit import NoCommitError, describe_tree, state_of_commit
from generators.pages.drift.compare import Drift, compare
from generators.pages.drift.kept_states import KEPT, any_good_build, good_build
from generators.pages.drift.left_words import running_words
from generators.pages.drift.report import html_page
from generators.pages.drift.state import State, figure, read_pages
from generators.pages.drift.summary import summary
from generators.pipeline.paths import DOCS, FIGURES, LOCK, ROOT, write_whole
from generators.pipeline.records import Record

PAGE = ROOT / "build" / "drift.html"
_NONE_KEPT = """No good build is kept yet, so there is nothing to compare with.
`python3 run.py build` keeps one when every figure and page is right;
`python3 run.py drift HEAD` compares with the last commit, which is drawn for that."""


def drift(revision: str, draw: Callable[[], Mapping[str, Record | None]]) -> int:
    """Compare the project with the commit `revision`, with the last good build if that is "".

    `draw` draws what is stale and returns the record of every figure, None for one that fails. One
    comparison at a time; while it draws and reads the figures, nobody else draws or weaves.
    """
    with locked(KEPT.with_suffix(".lock"), "comparing"):
        try:
            then = state_of_commit(revision, _say) if revision else None
        except NoCommitError as error:
            print(error, file=sys.stderr)
            return 1
        if then is None and not any_good_build():  # said before drawing, which may take minutes
            print(_NONE_KEPT, file=sys.stderr)
            return 1
        with locked(LOCK, "drawing"):
            found = _compared(then, draw())
            write_whole(PAGE, html_page(found))
    print(summary(found))
    print(f"All of it, with the pictures side by side: {PAGE.relative_to(ROOT)}")
    return 0


def _compared(then: State | None, records: Mapping[str, Record | None]) -> Drift:
    figures = {name: record and figure(record) for name, record in records.items()}
    now = State(
        describe_tree(), figures, read_pages(DOCS), {}, FIGURES, running=running_words(ROOT)
    )
    return compare(then or good_build(now), now, records)


def _say(line: str) -> None:
    print(line, flush=True)
