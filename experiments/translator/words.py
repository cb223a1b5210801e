"""Whether lexicon, fitting, frames and recipe speak of the same words: asked before all else.

Who exchanges a noun in one of them hears of the others in one line, not after an hour of training.
The imports stand in functions: these modules read each other's words while they are imported.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

HERE = "experiments/translator"


def check() -> None:
    """Return where all words go together.

    Raises:
        ValueError: a word is missing or does not fit; the error names them all, with their files.
    """
    if found := problems():
        raise ValueError(f"the words of the translator do not go together: {'; '.join(found)}")


def problems() -> list[str]:
    """Name what a person who changed words has yet to change: words first, then sentences."""
    for step in (_of_fitting, _of_frames, _of_recipe):
        try:
            found = list(step())
        except KeyError as missing:
            found = [f"{HERE}/fitting.py says nothing of {missing}, which another file there has"]
        if found:
            return found
    return []


def _of_fitting() -> Iterator[str]:
    from experiments.translator import fitting  # noqa: PLC0415
    from experiments.translator.lexicon import ADJECTIVES, NOUNS, VERBS  # noqa: PLC0415

    said = {word: nouns.split() for word, nouns in fitting._FITS.items()}
    owned = {f"{what} of": by.split() for what, by in fitting.OWNERS.items()}
    lists = {"GIFTS": fitting.GIFTS, "THINGS": fitting.THINGS, "OWNERS": tuple(fitting.OWNERS)}
    yield from _unknown({**said, **owned, **lists, **fitting.OBJECTS}, NOUNS, "noun")
    fits = {noun: sorted(words) for noun, words in fitting.FITTING.items()}
    yield from _unknown({**fits, "_FITS": tuple(said)}, ADJECTIVES, "adjective")
    verbs = {"OBJECTS": tuple(fitting.OBJECTS), "PRESENT_VERBS": fitting.PRESENT_VERBS}
    yield from _unknown(verbs, VERBS, "verb")


def _unknown(lists: Mapping[str, Iterable[str]], known: Container[str], kind: str) -> Iterator[str]:
    """One line for each word that the lexicon lacks, with the places that have it."""
    places: dict[str, list[str]] = {}
    for place, words in lists.items():
        for word in words:
            if word not in known:
                places.setdefault(word, []).append(place)
    for word, found in places.items():
        at = ", ".join(f'"{place}"' for place in dict.fromkeys(found))
        yield f'{HERE}/fitting.py: "{word}" is no {kind} of lexicon.py (in {at})'


def _of_frames() -> Iterator[str]:
    from experiments.translator.frames import FRAMES  # noqa: PLC0415
    from experiments.translator.lexicon import ADJECTIVES  # noqa: PLC0415

    for frame in FRAMES:
        for word in (*frame.of_subject, *frame.of_object):
            if word not in ADJECTIVES:
                yield f'{HERE}/frames.py: "{word}" is no adjective of lexicon.py'
        for word, names in frame.objects_of.items():
            if not names:
                yield (
                    f'{HERE}/frames.py: "{frame.verb}" has the reason "{word}", which fitting.py '
                    f"says of no {frame.group}"
                )


def _of_recipe() -> Iterator[str]:
    from experiments.translator import recipe  # noqa: PLC0415
    from experiments.translator.held_out import minimal_pairs  # noqa: PLC0415
    from experiments.translator.phrases import join  # noqa: PLC0415

    pairs = [
        {" ".join(pair.english): join(pair.french) for pair in both} for both in minimal_pairs()
    ]
    running = {recipe.RUNNING[ending]: recipe.FRENCH[ending] for ending in recipe.ENDINGS}
    written = {english: french for both in pairs for english, french in both.items()}
    for english, french in running.items():
        if english not in written:
            yield f'{HERE}/recipe.py: the grammar has no held-out sentence "{english}"'
        elif written[english] != french:
            yield f'{HERE}/recipe.py: "{english}" is "{written[english]}", not "{french}"'
    if not pairs or list(pairs[0]) != list(running):
        yield (
            f"{HERE}/recipe.py: the running sentences are not the first that the grammar holds "
            f"out, which are {list(pairs[0]) if pairs else 'none'}: put their nouns first in "
            "lexicon.py, and their reasons first in frames.py"
        )
