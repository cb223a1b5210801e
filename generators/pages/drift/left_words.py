"""Words of the old running sentence that pages still write, though it has others now."""

import re
import runpy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generators.pages.page_text import find_pieces
from generators.pages.running_text import hide

RECIPE = "experiments/translator/recipe.py"
_SHORTEST = 3  # letters: "l'" and "un" stand in any French sentence


@dataclass(frozen=True)
class LeftWord:
    """A word of the old sentence, and the line of a page that has it."""

    page: str
    line: int
    word: str
    text: str

    def __str__(self) -> str:
        return f"docs/{self.page}:{self.line}: {self.word}: {self.text}"


def running_words(root: Path) -> list[str]:
    """The words of the running sentence and of its French, by the recipe of the project in `root`.

    None where there is no such recipe, or one of a time that wrote it in another way.
    """
    try:
        recipe = runpy.run_path(str(root / RECIPE))
        written = [*recipe["RUNNING"].values(), *recipe["FRENCH"].values()]
    except Exception:  # whatever another time's file raises
        return []
    return list(dict.fromkeys(re.findall(r"\w+", " ".join(written).lower())))


def left_words(
    then: Sequence[str], now: Sequence[str], sources: Mapping[str, str]
) -> list[LeftWord]:
    """Where `sources`, pages by path, write words of `then` that are not `now` in the sentence.

    Values that a page quotes follow the model; so only what is typed is searched, code included.
    """
    gone = [word for word in then if word not in now and len(word) >= _SHORTEST]
    if not gone or not now:
        return []
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, gone))})\b", re.IGNORECASE)
    found = []
    for page, source in sorted(sources.items()):
        values = [(p.start, p.end) for p in find_pieces(source) if p.kind == "expression"]
        shown = hide(source, values).splitlines()
        for number, (line, whole) in enumerate(zip(shown, source.splitlines(), strict=True), 1):
            words = dict.fromkeys(word.lower() for word in wanted.findall(line))
            if words:
                text = " ".join(whole.split())
                found.append(LeftWord(page, number, ", ".join(words), text))
    return found
