"""The sentence around a place of a page, in words: without markup, with numbers in place."""

import re
from bisect import bisect_left
from collections.abc import Sequence

Words = Sequence[tuple[int, int, str]]  # start, end and what a reader sees there, in order
_HERE = "\ue000"  # stands for the place while the text around it is cleaned
_FARTHEST = 1500  # characters to either side
# Where a block begins: a row, an item, a heading, the title of an admonition, a figure, code, …
_BEGINS = re.compile(
    r"[ \t>]*(?:\||(?:[-*+]|\d+\.|#+|!!!|\?\?\?\+?)[ \t]|!\[|`{3}|~{3}|:   )|[ \t]*(?:\n|\Z)"
)
# What is a block by itself: a row, a heading, the title of an admonition, an empty line.
_ALONE = re.compile(r"[ \t>]*(?:\||(?:#+|!!!|\?\?\?\+?)[ \t])|[ \t]*(?:\n|\Z)")
_SENTENCES = re.compile(r"(?<=[.!?:])[*”\"'’)]*\s+(?=[*“\"'‘(]*[^\Wa-z_])")
_MARKUP = tuple(
    (re.compile(pattern, re.DOTALL), instead)
    for pattern, instead in (
        (r"<!--.*?-->|</?[a-zA-Z][^<>]*>", ""),
        (r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1"),
        (r"\{:?[ ]*[#.][^{}]*\}", ""),
        (r"^[ \t>|]*(?:#+ |[-+*] |\d+\. |!!! ?\w*|\?\?\?\+? ?\w*|:   )?[ \t]*", ""),
        (r"\*\*|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`+", ""),
        (r"\\([^\w\s])", r"\1"),
    )
)


def sentence_at(text: str, start: int, words: Words) -> str:
    """The sentence of `text` in which text[start] stands, in words; "" when there are none."""
    first, last = _block(text, start)
    parts, position = [], first
    for begin, end, shown in words[bisect_left(words, (first, 0, "")) :]:
        if begin >= last:
            break
        parts += [text[position:begin], _HERE if begin == start else "", shown]
        position = end
    plain = "".join([*parts, text[position:last]])
    for pattern, instead in _MARKUP:
        plain = pattern.sub(instead, plain)
    plain = re.sub(rf"([.!?:]){_HERE}", rf"{_HERE}\1", " ".join(plain.split()))
    sentences = split_sentences(plain)
    number = next((n for n, one in enumerate(sentences) if _HERE in one), 0)
    sentence = " ".join(sentences[number].replace(_HERE, "").split()).strip(" |")
    return sentence if re.search(r"\w", sentence) else ""


def split_sentences(plain: str) -> list[str]:
    """The sentences of a block of text without markup."""
    return _SENTENCES.split(plain)


def _block(text: str, place: int) -> tuple[int, int]:
    """Where the paragraph, row or item begins and ends in which text[place] stands."""
    first = text.rfind("\n", 0, place) + 1
    while first > 0 and not _BEGINS.match(text, first):
        above = text.rfind("\n", 0, first - 1) + 1
        if _ALONE.match(text, above):
            break
        first = above
    last = text.find("\n", place)
    while last != -1 and not _ALONE.match(text, first) and not _BEGINS.match(text, last + 1):
        last = text.find("\n", last + 1)
    if last == -1:
        last = len(text)
    return max(first, place - _FARTHEST), min(last, place + _FARTHEST)
