"""The sentence around a place of a page, in words: without markup, with numbers in place."""

import re
from collections.abc import Sequence

_HERE = "\ue000"  # stands for the place while the text around it is cleaned
# A paragraph, a row, a heading, an item of a list, the title of an admonition.
_BLOCK = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+\.|#+|\||!!!|\?\?\?\+?|!\[|[`~]{3,})(?:[ \t|\[]|$))"
    r"|\n(?=[ \t]*\|)|(?<=\|)[ \t]*\n|\n(?=:   )|(?<=[`~]{3})\n"
)
_SENTENCE = re.compile(r"(?<=[.!?:])[*”\"'’)]*\s+(?=[*“\"'‘(]*[^\Wa-z_])")
_MARKUP = (
    (r"<!--.*?-->|</?[a-zA-Z][^<>]*>", ""),
    (r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1"),
    (r"\{:?[ ]*[#.][^{}]*\}", ""),
    (r"^[ \t>]*(?:#+|[-+]|\*(?= )|\d+\.|!!! ?\w*|\?\?\?\+? ?\w*|:(?=   ))[ \t]*", ""),
    (r"\*\*|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|(?<=[^\s*])\*|`+", ""),
    (r"\\([^\w\s])", r"\1"),
)


def sentence_at(text: str, start: int, end: int, words: Sequence[tuple[int, int, str]]) -> str:
    """The sentence of `text` that holds text[start:end], or ends before it, in words.

    `words` are what the reader sees in place of parts of the text: (start, end, words).
    """
    blocks = [0, *(match.end() for match in _BLOCK.finditer(text)), len(text)]
    first = max((at for at in blocks if at <= start), default=0)
    last = min((at for at in blocks if at >= end), default=len(text))
    parts, position = [], first
    for begin, stop, shown in sorted(words):
        if begin < position or stop > last:
            continue
        parts += [text[position:begin], _HERE if begin == start else "", shown]
        position = stop
    parts.append(text[position:last])
    plain = "".join(parts)
    for pattern, instead in _MARKUP:
        plain = re.sub(pattern, instead, plain, flags=re.DOTALL)
    plain = " ".join(plain.split())
    sentences = _SENTENCE.split(plain)
    number = next((n for n, one in enumerate(sentences) if _HERE in one), 0)
    if not sentences[number].strip(_HERE + " .,;:|") and number:
        number -= 1
    return sentences[number].replace(_HERE, "").strip(" |")
