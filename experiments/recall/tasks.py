"""The two tasks: say the value of one key of a list; write a list again.

Recall. An item is one token that holds a key and a value; the keys of a list differ. The last token
is a query: a key and, in place of the value, a question mark. Ids are key × (VALUES + 1) + value.

Copy. Symbols, a separator, then the same symbols; each is guessed when all before it are there.
"""

from __future__ import annotations

import numpy as np

KEYS, VALUES = 64, 10
QUESTION = VALUES  # stands in the query's place for a value
SYMBOLS = 16
SEPARATOR = SYMBOLS
SHORTEST, LONGEST = 2, 24  # lengths seen in training

Ids = np.ndarray


def recall(
    random: np.random.Generator, batch: int, n: int, distance: int | None = None
) -> tuple[Ids, Ids]:
    """Lists of n items with their query, [batch, n + 1], and the values asked for, [batch].

    ``distance`` counts steps from the query back to its item, 1 … n;
    without it, it is drawn for each list.
    """
    if not 1 <= n <= KEYS:
        raise ValueError(f"{n} items with different keys need at most {KEYS} keys")
    keys = random.permuted(np.tile(np.arange(KEYS), (batch, 1)), axis=1)[:, :n]
    values = random.integers(VALUES, size=(batch, n))
    asked = random.integers(n, size=batch) if distance is None else np.full(batch, n - distance)
    rows = np.arange(batch)
    items = keys * (VALUES + 1) + values
    query = keys[rows, asked] * (VALUES + 1) + QUESTION
    return np.concatenate([items, query[:, None]], axis=1), values[rows, asked]


def copy(random: np.random.Generator, batch: int, n: int) -> tuple[Ids, Ids]:
    """What is read, [batch, 2 n], and the symbols to write from the separator on, [batch, n]."""
    symbols = random.integers(SYMBOLS, size=(batch, n))
    separator = np.full((batch, 1), SEPARATOR)
    return np.concatenate([symbols, separator, symbols[:, :-1]], axis=1), symbols
