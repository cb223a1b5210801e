"""Byte-pair encoding: the most frequent pair of neighbours becomes one token, again and again.

Gage 1994; Sennrich, Haddow & Birch 2016 for words; on bytes as in Radford et al. 2019 (GPT-2).
The pieces are ``bytes``, so that any text in any script can be split: 256 tokens come for free.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

Pair = tuple[bytes, bytes]

# Merges never cross these borders. The space belongs to the word that follows it, as in GPT-2.
_CHUNK = re.compile(r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:_|[^\s\w])+|\s+(?!\S)|\s+")

# GPT-2 numbers the bytes that print before those that do not; that order decides between equals.
_PRINTED = [*range(33, 127), *range(161, 173), *range(174, 256)]
BYTES = tuple(bytes([b]) for b in [*_PRINTED, *sorted(set(range(256)) - set(_PRINTED))])


def chunks(text: str) -> list[str]:
    """The text cut into words with their leading space, numbers, punctuation and other space."""
    return _CHUNK.findall(text)


def join(pieces: tuple[bytes, ...], pair: Pair) -> tuple[bytes, ...]:
    """The pieces with every occurrence of the pair made one, from left to right."""
    joined: list[bytes] = []
    i = 0
    while i < len(pieces):
        if pieces[i : i + 2] == pair:
            joined.append(pair[0] + pair[1])
            i += 2
        else:
            joined.append(pieces[i])
            i += 1
    return tuple(joined)


def learn(text: str, n_merges: int) -> list[tuple[Pair, int]]:
    """The first merges for a text, in order, each with how often its pair stood in the text.

    Of two equally frequent pairs the one whose parts have the smaller ids wins: ``BYTES`` in
    their order, then tokens in the order of their making. Stops early when nothing is left to join.
    """
    words = Counter(chunks(text))
    pieces = {word: tuple(bytes([byte]) for byte in word.encode()) for word in words}
    ids = {byte: number for number, byte in enumerate(BYTES)}
    counts: Counter[Pair] = Counter()
    places: defaultdict[Pair, set[str]] = defaultdict(set)
    for word, times in words.items():
        for pair in pairwise(pieces[word]):
            counts[pair] += times
            places[pair].add(word)

    def entry(pair: Pair) -> tuple[int, int, int, Pair]:
        return -counts[pair], ids[pair[0]], ids[pair[1]], pair

    heap = [entry(pair) for pair in counts]
    heapq.heapify(heap)
    merges: list[tuple[Pair, int]] = []
    while heap and len(merges) < n_merges:
        negative, _, _, pair = heapq.heappop(heap)
        if counts[pair] != -negative:  # counted before later merges: its newer entry follows
            continue
        if counts[pair] == 0:
            break
        merges.append((pair, counts[pair]))
        ids.setdefault(pair[0] + pair[1], len(ids))
        touched = set()
        for word in places.pop(pair):
            for sign, current in ((-1, pieces[word]), (1, join(pieces[word], pair))):
                for near in pairwise(current):
                    counts[near] += sign * words[word]
                    touched.add(near)
                    places[near].add(word)
            pieces[word] = join(pieces[word], pair)
        for near in touched:
            heapq.heappush(heap, entry(near))
    return merges


def split(text: str, merges: Iterable[Pair]) -> list[bytes]:
    """The tokens of a text: in each word the earliest merge that fits, until none does."""
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    return [token for chunk in chunks(text) for token in _split_chunk(chunk, ranks)]


def _split_chunk(chunk: str, ranks: Mapping[Pair, int]) -> tuple[bytes, ...]:
    pieces = tuple(bytes([byte]) for byte in chunk.encode())
    while len(pieces) > 1:
        pair = min(pairwise(pieces), key=lambda near: ranks.get(near, len(ranks)))
        if pair not in ranks:
            break
        pieces = join(pieces, pair)
    return pieces
