"""What the search knows besides the text: other names of sections, and each term by itself.

`search_words.toml` says what readers call a section: words that become its tags in the index, and
weigh more than headings. A term of the glossary is found by itself, and its hit leads to its line.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generators.pages.definitions import PAGE, Entry, Glossary
from generators.pipeline.paths import write_whole

WORDS = Path(__file__).with_name("search_words.toml")
INDEX = Path("search", "search_index.json")
HEADING, OTHER_NAME = 1e3, 4e3  # weights of a word: 1 in running text
SEPARATOR = r'[\s\-,:;!?=()\[\]"“”/]+|\.(?!\w)'  # between words; lm_head and model.eval are one
LAB = 0.5  # chapters come before the evidence for them

Document = dict[str, Any]  # location, title, text and perhaps tags


def read_words(path: Path = WORDS) -> dict[str, list[str]]:
    """Address of a section in the site -> what it is also called."""
    pages = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        address(page, anchor): [name.strip() for name in names.split(",")]
        for page, sections in pages.items()
        for anchor, names in sections.items()
    }


def address(page: str, anchor: str = "") -> str:
    """The place of a section in the site; without an anchor, of the page's beginning."""
    folder = page.removesuffix(".md").removesuffix("index").rstrip("/")
    return (f"{folder}/" if folder else "") + (f"#{anchor}" if anchor else "")


def enrich(index: Document, words: Mapping[str, list[str]], glossary: Glossary) -> list[str]:
    """Put other names and the terms into the index; return the addresses that it does not have."""
    index["config"]["separator"] = SEPARATOR
    index["config"]["fields"] |= {"title": {"boost": HEADING}, "tags": {"boost": OTHER_NAME}}
    documents = [one for one in index["docs"] if not one["location"].startswith(f"{_TERMS}#")]
    for one in documents:
        if one["location"] in words:
            one["tags"] = words[one["location"]]
        if one["location"].startswith("lab/"):
            one["boost"] = LAB
        if one["location"] == _TERMS and glossary.entries:
            one["text"] = ""  # each term stands for itself
    index["docs"] = [*documents, *_terms(glossary.entries)]
    return sorted(set(words) - {one["location"] for one in documents})


_TERMS = address(PAGE)


def _terms(entries: tuple[Entry, ...]) -> Iterator[Document]:
    for entry in entries:
        names = [name for name in entry.words if name != entry.term.lower()]
        yield {
            "location": f"{_TERMS}#{entry.anchor}",
            "title": entry.term,
            "text": " ".join([entry.definition, *([f"({', '.join(names)})"] if names else [])]),
        }


def enrich_file(site: Path, glossary: Glossary) -> list[str]:
    """Do so with the index of a site that was just built, if it has one."""
    path = site / INDEX
    if not path.is_file():
        return []
    index = json.loads(path.read_text(encoding="utf-8"))
    missing = enrich(index, read_words(), glossary)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    write_whole(path, text)
    return missing
