"""Everything that changed between two states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generators.pages.drift.check_changes import CheckChanges, failing, other_checks, turned_checks
from generators.pages.drift.left_words import LeftWord, left_words
from generators.pages.drift.sentence_changes import SentenceChange, sentence_changes, without_moved
from generators.pages.drift.state import Figure, State
from generators.pages.drift.today import Pages, stand_ins, weave, with_values_of
from generators.pages.drift.value_changes import ValueChanges, value_changes
from generators.pages.drift.words import sentences
from generators.pages.lab import without_figures
from generators.pipeline.records import Record


@dataclass(frozen=True)
class FigureChanges:
    """Names of figures: with another picture, with another one on phones only, come, gone, …"""

    changed: list[str]
    narrow_only: list[str]
    new: list[str]
    gone: list[str]
    failed: list[str]
    moved: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Drift:
    """What changed from `then` to `now`; `notes` say what could not be compared."""

    then: State
    now: State
    figures: FigureChanges
    values: ValueChanges
    checks: CheckChanges
    sentences: list[SentenceChange]
    left: list[LeftWord]
    new_pages: list[str]
    gone_pages: list[str]
    notes: list[str]

    @property
    def falsified(self) -> list[SentenceChange]:
        """Sentences whose words the values changed: nobody has read them yet."""
        return [one for one in self.sentences if one.in_words and one.by_values]

    @property
    def rewritten(self) -> list[SentenceChange]:
        """Sentences that came, went or were written anew."""
        return [one for one in self.sentences if one.in_words and not one.by_values]

    @property
    def numbers_only(self) -> list[SentenceChange]:
        """Sentences in which nothing but numbers changed."""
        return [one for one in self.sentences if not one.in_words]


def compare(then: State, now: State, records: Mapping[str, Record | None]) -> Drift:
    """Compare `then` with `now`, the state of the project's files, whose records are `records`."""
    instead = stand_ins(then, records)
    today = weave(now.sources, records, instead)
    before = weave(now.sources, with_values_of(then, records), instead)
    new, gone = other_checks(then.sources, now.sources)
    checks = CheckChanges(
        turned_checks(before.problems, today.problems), failing(today.problems), new, gone
    )
    then_pages = then.pages or then.sources
    return Drift(
        then=then,
        now=now,
        figures=_figures(then, now),
        values=value_changes(then, now, today.looked_up),
        checks=checks,
        sentences=_sentences(then, today, before),
        left=left_words(then.running, now.running, now.sources),
        new_pages=sorted(now.sources.keys() - then_pages.keys()),
        gone_pages=sorted(then_pages.keys() - now.sources.keys()),
        notes=list(_notes(then, now)),
    )


def _sentences(then: State, today: Pages, before: Pages) -> list[SentenceChange]:
    """Of pages that are on both sides, and of those that moved to other pages.

    The lists of figures in the Lab are no sentences: hashes, and code, which others compare.
    """
    found: list[SentenceChange] = []
    for page in sorted(then.pages.keys() | today.texts.keys()) if then.pages else []:
        old, new, mixed = (
            sentences(without_figures(side[page])) if page in side else []
            for side in (then.pages, today.texts, before.texts)
        )
        found += sentence_changes(page, old, new, mixed)
    return without_moved(found)


def _figures(then: State, now: State) -> FigureChanges:
    failed = sorted(name for name, figure in now.figures.items() if figure is None)
    changed, narrow, moved = [], [], []
    for name, figure in sorted(now.figures.items()):
        before = then.figures.get(name)
        if figure is None or before is None:
            continue
        old, new = (_by_width(one) for one in (before, figure))
        if old[0] != new[0]:
            changed.append(name)
        elif old[1] != new[1]:
            narrow.append(name)
        sources = (before["source"], figure["source"])
        if all(sources) and sources[0] != sources[1]:
            moved.append((name, *sources))
    known = {name for name, figure in then.figures.items() if figure}
    return FigureChanges(
        changed=changed,
        narrow_only=narrow,
        new=sorted(now.figures.keys() - known - set(failed)),
        gone=sorted(known - now.figures.keys()),
        failed=failed,
        moved=moved,
    )


def _by_width(figure: Figure) -> tuple[dict[str, str], dict[str, str]]:
    """The digests of the wide files and of the narrow ones."""
    wide, narrow = dict[str, str](), dict[str, str]()
    for file, digest in figure["outputs"].items():
        (narrow if ".narrow." in file else wide)[file] = digest
    return wide, narrow


def _notes(then: State, now: State) -> Iterable[str]:
    if not then.figures:
        yield "None of its figures could be drawn, so neither pictures nor numbers are compared."
    absent = sorted(name for name, figure in then.figures.items() if figure is None)
    if absent:
        yield f"Not drawn then, so not compared: {', '.join(absent)}."
    if not then.pages:
        yield "Its pages could not be woven, so no sentences are compared."
    if missing := sorted(name for name, figure in now.figures.items() if figure is None):
        yield f"Cannot be drawn now, so not compared: {', '.join(missing)}."
