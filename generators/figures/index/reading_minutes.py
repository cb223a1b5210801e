"""How long the chapters of the explanation take to read, from their words and the navigation."""

import re

from generators.kit.values import Values
from generators.pipeline.paths import DOCS, ROOT

WORDS_A_MINUTE = 220
TAB = "Explanation"
LINE = re.compile(
    r'^(?P<space> *)- "?(?P<title>[^"\n]+?)"?:(?: +(?P<page>\S+\.md))?$', re.MULTILINE
)
UNREAD = re.compile(  # what a reader does not read as running text
    r"\A---\n.*?\n---\n|<!--.*?-->|^```.*?^```|\$\$.*?\$\$|\]\([^)]*\)|\{[^{}]*\}|<[^>]+>",
    re.DOTALL | re.MULTILINE,
)
WORD = re.compile(r"[^\W_][\w'’-]*")


def values() -> Values:
    parts: list[Values] = []
    alone: Values = {}
    for title, page in entries((ROOT / "mkdocs.yml").read_text(encoding="utf-8")):
        if page is None:
            parts.append({"title": title, "chapters": 0, "words": 0})
            continue
        count = words((DOCS / page).read_text(encoding="utf-8"))
        if parts:
            parts[-1]["chapters"] += 1
            parts[-1]["words"] += count
        elif page != "index.md":  # the page that tells it
            alone[page.removesuffix(".md").replace("-", "_")] = _minutes(count)
    timed = [
        {key: part[key] for key in ("title", "chapters")} | {"minutes": _minutes(part["words"])}
        for part in parts
    ]
    return {"pages": alone, "parts": timed}


def words(page: str) -> int:
    """How many words of a page's Markdown are read; code, formulas and values are not counted."""
    return len(WORD.findall(UNREAD.sub(" ", page)))


def entries(config: str) -> list[tuple[str, str | None]]:
    """Titles and pages of the tab, in their order; the title of a part has no page.

    Raises:
        ValueError: where the navigation in this configuration has no such tab.
    """
    found = [
        (len(line["space"]), line["title"], line["page"])
        for line in LINE.finditer(config[config.index("\nnav:") :])
    ]
    start = next((i for i, (_, title, _) in enumerate(found) if title == TAB), None)
    if start is None:
        raise ValueError(f"the navigation of mkdocs.yml has no tab {TAB!r}; name it in this file")
    inside = found[start + 1 :]
    end = next((i for i, (space, *_) in enumerate(inside) if space <= found[start][0]), None)
    return [(title, page) for _, title, page in inside[:end]]


def _minutes(words: int) -> int:
    return max(1, round(words / WORDS_A_MINUTE))
