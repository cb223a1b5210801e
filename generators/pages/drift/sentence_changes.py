"""Which sentences changed between two versions of a page, and whether in words or in numbers."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generators.pages.drift.words import without_numbers

_ALIKE = 0.5  # share of common words from which one sentence is another's new version
Part = tuple[Literal["same", "old", "new"], str]


@dataclass(frozen=True)
class SentenceChange:
    """A sentence of `page` then and now; "" where there is none.

    `by_values`: its source is as it was, so it was the values that changed it.
    """

    page: str
    old: str
    new: str
    by_values: bool = False

    @property
    def in_words(self) -> bool:
        """Whether more changed than numbers."""
        return without_numbers(self.old) != without_numbers(self.new)

    @property
    def parts(self) -> list[Part]:
        """The words in order, with those marked that are gone or new."""
        return words_compared(self.old, self.new)


def words_compared(old_text: str, new_text: str) -> list[Part]:
    """The words of both texts in order, marked as the same, as old or as new."""
    old, new = old_text.split(), new_text.split()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found: list[Part] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(old[a:b])))
            continue
        found += [("old", " ".join(old[a:b]))] if b > a else []
        found += [("new", " ".join(new[c:d]))] if d > c else []
    return found


def sentence_changes(
    page: str, old: Sequence[str], new: Sequence[str], old_by_values: Iterable[str]
) -> list[SentenceChange]:
    """What changed in `page`, in its order.

    `old_by_values` are the sentences of today's page with the old values.
    """
    by_values = set(old_by_values)
    old_keys, new_keys = ([without_numbers(one) for one in side] for side in (old, new))
    matcher = difflib.SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    pairs: list[tuple[str, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(old[a:b], new[c:d], strict=True)
        else:
            pairs += _paired(old[a:b], new[c:d], by_values)
    return [SentenceChange(page, a, b, a in by_values) for a, b in pairs if a != b]


def without_moved(changes: Iterable[SentenceChange]) -> list[SentenceChange]:
    """`changes` without the sentences that only stand elsewhere now, on whichever page."""
    found = list(changes)
    gone = Counter(change.old for change in found if not change.new)
    come = Counter(change.new for change in found if not change.old)
    moved = {"old": gone & come, "new": gone & come}
    left = []
    for change in found:
        side = "" if change.old and change.new else "old" if change.old else "new"
        text = change.old or change.new
        if side and moved[side][text]:
            moved[side][text] -= 1
        else:
            left.append(change)
    return left


def _paired(old: Sequence[str], new: Sequence[str], by_values: set[str]) -> list[tuple[str, str]]:
    """Each sentence with the version of it on the other side, "" where there is none.

    Where all are of today's source, they stand in the same order however unlike they are.
    """
    if len(old) == len(new) and by_values.issuperset(old):
        return list(zip(old, new, strict=True))
    likeness = []
    for i, before in enumerate(old):
        for j, after in enumerate(new):
            matcher = difflib.SequenceMatcher(None, before.split(), after.split(), autojunk=False)
            if matcher.quick_ratio() >= _ALIKE and (ratio := matcher.ratio()) >= _ALIKE:
                likeness.append((-ratio, abs(i - j), i, j))
    partner: dict[int, int] = {}
    for *_, i, j in sorted(likeness):
        if i not in partner and j not in partner.values():
            partner[i] = j
    pairs = [(before, new[partner[i]] if i in partner else "") for i, before in enumerate(old)]
    return pairs + [("", after) for j, after in enumerate(new) if j not in partner.values()]
