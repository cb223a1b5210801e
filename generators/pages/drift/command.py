"""`python -m generators --drift [COMMIT]`: draw what is stale, compare, write the page, sum up."""

import sys

from generators.pages.drift.commit import NoCommitError, describe_tree, state_of_commit
from generators.pages.drift.compare import compare
from generators.pages.drift.kept_states import good_build
from generators.pages.drift.report import html_page
from generators.pages.drift.state import State, figure, read_pages
from generators.pages.drift.summary import summary
from generators.pipeline import draw
from generators.pipeline.paths import DOCS, FIGURES, ROOT, figure_names, replace_bytes
from generators.pipeline.records import Record, read_record

PAGE = ROOT / "build" / "drift.html"
_NONE_KEPT = """No good build is kept yet, so there is nothing to compare with.
`python3 run.py build` keeps one when every figure and page is right;
`python3 run.py drift HEAD` compares with the last commit, which is drawn for that."""


def drift(revision: str) -> int:
    """Compare the project with the commit `revision`, with the last good build if that is ""."""
    try:
        then = state_of_commit(revision, _say) if revision else None
    except NoCommitError as error:
        print(error, file=sys.stderr)
        return 1
    records = _draw()
    figures = {name: record and figure(record) for name, record in records.items()}
    now = State(describe_tree(), figures, read_pages(DOCS), {}, FIGURES)
    then = then or good_build(now)
    if then is None:
        print(_NONE_KEPT, file=sys.stderr)
        return 1
    found = compare(then, now, records)
    replace_bytes(PAGE, html_page(found).encode())
    print(summary(found))
    print(f"All of it, with the pictures side by side: {PAGE.relative_to(ROOT)}")
    return 0


def _draw() -> dict[str, Record | None]:
    """The record of every figure, drawn if it was stale; None for one that cannot be drawn."""
    FIGURES.mkdir(parents=True, exist_ok=True)
    names = figure_names()
    failed = set()
    for failure in draw.draw(list(draw.stale_figures(names)), _say):
        failed.add(failure["figure"])
        where = f"{failure['file']}:{failure['line']}"
        print(f"figure {failure['figure']}: {where}: {failure['error']}", file=sys.stderr)
    return {name: None if name in failed else read_record(name) for name in names}


def _say(line: str) -> None:
    print(line, flush=True)
