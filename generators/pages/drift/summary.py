"""What changed, in the few lines that fit in a terminal."""

from collections.abc import Iterator

from generators.pages.drift.check_changes import HOLDS
from generators.pages.drift.compare import Drift
from generators.pages.drift.sentence_changes import SentenceChange

LEFT = "Words of the old running sentence that pages still write"
_FIRST = 5
_NEAR = 60  # characters that are shown around what changed


def summary(drift: Drift) -> str:
    """Counts of everything, then the first sentences whose words changed and checks that turned."""
    return "\n".join(_lines(drift))


def counted(number: int, one: str, many: str = "") -> str:
    """`number` with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure_counts(drift: Drift) -> str:
    """How many figures changed, came, went, failed and moved."""
    figures = drift.figures
    parts = [f"{counted(len(figures.changed), 'figure')} changed"]
    parts += [f"{len(figures.narrow_only)} on phones only"] if figures.narrow_only else []
    parts += [
        f"{len(names)} {word}"
        for names, word in (
            (figures.new, "new"),
            (figures.gone, "gone"),
            (figures.failed, "cannot be drawn now"),
            (figures.moved, "moved to other folders"),
        )
        if names
    ]
    return ", ".join(parts)


def value_counts(drift: Drift) -> str:
    """How many numbers and words changed, and how many of them pages quote."""
    numbers, words = drift.values.numbers, drift.values.words
    quoted = sum(change.quoted for change in [*numbers, *words])
    both = f"{counted(len(numbers), 'number')} and {counted(len(words), 'word or flag', 'words')}"
    return f"{both} changed, {quoted} of them quoted by pages"


def check_counts(drift: Drift) -> str:
    """How many checks turned which way, and how many fail now."""
    true = sum(change.now == HOLDS for change in drift.checks.turned)
    turned = len(drift.checks.turned)
    return (
        f"{counted(turned, 'check')} turned: {turned - true} no longer true, {true} true again;"
        f" {drift.checks.failing} fail now"
    )


def sentence_counts(drift: Drift) -> str:
    """How many sentences changed in words, by values or by hand, and in numbers only."""
    return (
        f"{counted(len(drift.falsified), 'sentence')} changed in words by values,"
        f" {len(drift.rewritten)} written anew, {len(drift.numbers_only)} in numbers only"
    )


def nothing_changed(drift: Drift) -> bool:
    """Whether both states are the same."""
    figures, values, checks = drift.figures, drift.values, drift.checks
    lists = [drift.sentences, drift.new_pages, drift.gone_pages, checks.turned, checks.new]
    lists += [checks.gone, values.numbers, values.words, values.gone, values.new]
    lists += [figures.changed, figures.narrow_only, figures.new, figures.gone, figures.failed]
    return not any(lists) and not figures.moved


def _lines(drift: Drift) -> Iterator[str]:
    yield f"from {drift.then.label} to {drift.now.label}"
    yield from drift.notes
    if nothing_changed(drift):
        yield "nothing changed"
        return
    counts = (figure_counts, value_counts, check_counts, sentence_counts)
    yield from (f"  {count(drift)}" for count in counts)
    for pages, word in ((drift.new_pages, "new"), (drift.gone_pages, "gone")):
        if pages:
            yield f"  pages {word}: {', '.join(pages)}"
    if drift.falsified:
        yield "sentences that the values gave other words ([-then-] {+now+}):"
        yield from (f"  docs/{one.page}: {_marked(one)}" for one in drift.falsified[:_FIRST])
        yield from _more(len(drift.falsified))
    if drift.left:
        yield f"{LEFT[0].lower()}{LEFT[1:]}:"
        yield from (f"  {one}" for one in drift.left[:_FIRST])
        yield from _more(len(drift.left))
    if drift.checks.turned:
        yield "checks that turned:"
        for check in drift.checks.turned[:_FIRST]:
            now = "is true again" if check.now == HOLDS else check.now
            yield f"  docs/{check.page}:{check.line}: {check.expression}: {now}"
        yield from _more(len(drift.checks.turned))


def _more(number: int) -> Iterator[str]:
    if number > _FIRST:
        yield f"  and {number - _FIRST} more"


def _marked(change: SentenceChange) -> str:
    """The changed words marked as by `git diff --word-diff`, with a little of what is around."""
    parts = change.parts
    shown = []
    for index, (kind, text) in enumerate(parts):
        if kind == "same":
            first, last = index == 0, index == len(parts) - 1
            shown.append(_shortened(text, first, last))
        else:
            shown.append(f"[-{text}-]" if kind == "old" else f"{{+{text}+}}")
    return " ".join(shown)


def _shortened(text: str, first: bool, last: bool) -> str:
    if first and len(text) > _NEAR:
        return "… " + text[-_NEAR:].partition(" ")[2]
    if last and len(text) > _NEAR:
        return text[:_NEAR].rpartition(" ")[0] + " …"
    if len(text) > 2 * _NEAR:
        return f"{text[:_NEAR].rpartition(' ')[0]} … {text[-_NEAR:].partition(' ')[2]}"
    return text
