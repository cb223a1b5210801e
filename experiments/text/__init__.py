"""An English text in the public domain, for what must be learned from real sentences."""

import gzip
from pathlib import Path

FILE = Path(__file__).parent / "world_english_bible.txt.gz"


def books() -> dict[str, str]:
    """Each book's name and its text, one verse a line."""
    text = gzip.decompress(FILE.read_bytes()).decode()
    parts = text.split("# ")[1:]
    return {name: verses for name, _, verses in (part.partition("\n") for part in parts)}
