"""A step at which the early model is undecided, and what each way of choosing keeps of it."""

import numpy as np

from explainer.sampling import distribution, entropy
from generators.figures._shared.writing import best_words, chances, dictionary, measured, model
from generators.kit.figure import Axes, Figure, Page, Piece, Values
from generators.kit.marks import Box, bar, printed, write
from generators.kit.theme import DECODER, MASKED, MUTED, SMALL, WEIGHT

SHOWN, TOLD = 5, 12  # words with a bar of their own; those whose English stands beside them
# name, what it is called, how it reshapes
WAYS: tuple[tuple[str, str, Values], ...] = (
    ("plain", "as it is", {}),
    ("greedy", "greedy", {"top_k": 1}),
    ("cold", "temperature 0.5", {"temperature": 0.5}),
    ("hot", "temperature 2", {"temperature": 2.0}),
    ("top_k", "top-k, k = 3", {"top_k": 3}),
    ("top_p", "top-p, p = 0.9", {"top_p": 0.9}),
)
PITCH = 22  # px a word


def values() -> Values:
    english, first, row = _open_step()
    logs = np.log(row)  # as good as the logits: they differ by one number for the whole row
    words = [word for word, _ in best_words("early", row, SHOWN)]
    told, known = [word for word, _ in best_words("early", row, TOLD)], dictionary()
    ids = model("early").target_vocabulary.encode(words)
    held = np.sort(row)[::-1].cumsum()  # by the likeliest so many words
    ways = {name: _way(distribution(logs, **how), ids) for name, _, how in WAYS}
    nucleus = ways["top_p"]["kept"]
    return {
        "english": " ".join(english),
        "before": first,
        "bits": float(entropy(row)),
        "as_many": float(2 ** entropy(row)),  # equally likely words would be as undecided
        "words": words,
        "in_english": {word: known[word] for word in told if word in known},
        "n_words": len(row),
        "scores": dict(best_words("early", logs, len(row))),  # of every word, the likeliest first
        **ways,
        "held_by_top_p": float(held[nucleus - 1]),
        "held_by_one_less": float(held[nucleus - 2]),
        "hot_nucleus": int(np.count_nonzero(distribution(logs, temperature=2.0, top_p=0.9))),
        "held_by_top_k": float(held[ways["top_k"]["kept"] - 1]),
    }


def _open_step() -> tuple[list[str], str, np.ndarray]:
    """The least certain second word of all whose likeliest word is the right one.

    Of the held-out sentences that the results keep: those of which a beam makes different French.
    Returns the English, the first word of the French, and the distribution after it.
    """
    rows = measured()["models"]["early"]["beams"]
    found = []
    for pair in (pair for row in rows for pair in row["different"]):
        first, second = pair["french"][:2]
        row = chances("early", tuple(pair["english"]), (first,))[-1]
        if best_words("early", row, 1)[0][0] == second:
            found.append((pair["english"], first, row))
    return max(found, key=lambda one: float(entropy(one[2])))


def _way(kept: np.ndarray, ids: np.ndarray) -> Values:
    """What a way of choosing leaves: of the words shown, of all others, of how many."""
    return {
        "chances": kept[ids].tolist(),
        "others": float(1 - kept[ids].sum()),
        "kept": int(np.count_nonzero(kept)),
        "first": float(kept[ids[0]]),
    }


def alt(v: Values) -> str:
    parts = [
        f"{title}: {v[name]['kept']} words kept, {v['words'][0]} gets {v[name]['first']:.2f}"
        for name, title, _ in WAYS
    ]
    return f"The same distribution, chosen from in six ways. {'; '.join(parts)}."


def piece(v: Values) -> Piece:
    ways = {title: how for _, title, how in WAYS}
    right, known = v["words"][0], v["in_english"]
    notes = {**known, right: f"{known[right]}: right"}
    data = {"before": v["before"], "scores": v["scores"], "notes": notes, "ways": ways}
    return Piece("one-step", data)


def _named(v: Values, word: str) -> str:
    """A word, with its English where it is known."""
    return f"{word} ({v['in_english'][word]})" if word in v["in_english"] else word


def draw(v: Values, page: Page) -> Figure:
    size = page.pick(240, 152), 50 + (len(v["words"]) + 1) * PITCH
    figure, ax, boxes = page.panels(len(WAYS), size, across=(3, 2), gap=page.pick(24, 8))
    for box, (name, title, _) in zip(boxes, WAYS, strict=True):
        _panel(ax, box, v, name, title, page.pick(112, 64))
    return figure


def _panel(ax: Axes, box: Box, v: Values, name: str, title: str, column: float) -> None:
    """What one way leaves of each word's chance, and of all others together."""
    side = v[name]
    write(ax, box.left, box.top + 8, title, weight="semibold")
    kept = f"{side['kept']} of {v['n_words']} words kept"
    write(ax, box.left, box.top + 26, kept, MUTED, SMALL)
    chances = [*side["chances"], max(side["others"], 0.0)]
    texts = printed(np.array([chances]))[0]
    wide = column > 100  # px: there is room for the English
    names = [_named(v, word) if wide else word for word in v["words"]]
    names.append(f"{v['n_words'] - len(v['words'])} others")
    words, track = box.left + column, box.width - column - 8 - 36  # room for a word and a number
    for index, (word, chance) in enumerate(zip(names, chances, strict=True)):
        y, is_word = box.top + 40 + index * PITCH, index < len(v["words"])
        role = (DECODER if is_word else MUTED) if chance > 0 else MASKED
        write(ax, words, y + 7, word, role, SMALL, mono=is_word, align="right")
        text = f"{texts[index]:.2f}" if chance > 0 else "–"
        bar(ax, words + 8, y, chance, track, role=WEIGHT, text=text)
