"""The sentence around a place of a page, in words: without markup, with numbers in place."""

import re
from bisect import bisect_left
from collections.abc import Sequence

Words = Sequence[tuple[int, int, str]]  # start, end and what a reader sees there, in order
_HERE = "\ue000"  # stands for the place while the text around it is cleaned
# Between blocks lies an empty line, or one begins here: a row, a heading, an item of a list, code,
# the title of an admonition, a figure, a definition.
_BETWEEN = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:\||(?:[-*+]|\d+\.|#+|!!!|\?\?\?\+?)[ \t]|!\[|`{3}|~{3}|:   ))"
    r"|(?<=\|)[ \t]*\n"
)
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
    first, last = 0, len(text)
    for between in _BETWEEN.finditer(text):
        if between.end() <= start:
            first = between.end()
        elif between.start() > start:
            last = between.start()
            break
    parts, position = [], first
    for begin, end, shown in words[bisect_left(words, (first, 0, "")) :]:
        if begin >= last:
            break
        parts += [text[position:begin], _HERE if begin == start else "", shown]
        position = end
    plain = "".join([*parts, text[position:last]])
    for pattern, instead in _MARKUP:
        plain = pattern.sub(instead, plain)
    sentences = _SENTENCES.split(" ".join(plain.split()))
    number = next((n for n, one in enumerate(sentences) if _HERE in one), 0)
    sentence = " ".join(sentences[number].replace(_HERE, "").split()).strip(" |")
    return sentence if re.search(r"\w", sentence) else ""
