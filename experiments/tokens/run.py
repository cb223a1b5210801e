"""Train byte-pair tokenizers and count what they cost; name the translator's words by class.

    python3 run.py train tokens

Nothing here is random. Writes ``results.json``.
"""

import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import tokenizers

from experiments.results import versions, write_results
from experiments.text import FILE, books
from experiments.tokens import library
from experiments.tokens.classes import english_classes, french_classes
from experiments.translator import recipe
from experiments.translator.data import draw, held_out_sample
from explainer.byte_pairs import BYTES, Pair, chunks, join, learn
from explainer.tokenizer import join_words

HERE = Path(__file__).parent
HELD_OUT = "Mark"
N_MERGES = 4000
SIZES = (0, 250, 500, 1000, 2000, 4000, 8000)
SENTENCE = recipe.RUNNING[recipe.ENDINGS[0]].capitalize() + "."
FRENCH = recipe.FRENCH[recipe.ENDINGS[0]].capitalize() + "."
N_PAIRS, N_TRAINING_PAIRS, GRAMMAR_MERGES = 2000, 5000, 100


def text_of(token: bytes) -> str:
    """The token as text; bytes that are no whole letter as hexadecimal."""
    try:
        return token.decode()
    except UnicodeDecodeError:
        return "".join(f"<{byte:02x}>" for byte in token)


def steps(sentence: str, learned: list[tuple[Pair, int]]) -> list[dict[str, Any]]:
    """Every merge that joins something in the sentence, in the order of the list."""
    words = [tuple(bytes([byte]) for byte in chunk.encode()) for chunk in chunks(sentence)]
    found = []
    for rank, (pair, count) in enumerate(learned, start=1):
        joined = [join(word, pair) for word in words]
        if joined != words:
            words = joined
            tokens = [text_of(token) for word in words for token in word]
            left, right = map(text_of, pair)
            found.append(
                {"rank": rank, "left": left, "right": right, "count": count, "tokens": tokens}
            )
    return found


def byte_pair_sizes(training: str, held_out: str) -> list[dict[str, Any]]:
    """For each number of merges: entries in the table, tokens of the held-out text."""
    rows = []
    for n_merges in SIZES:
        tokenizer = library.train(training, n_merges)
        tokens = library.split(tokenizer, held_out)
        sentence = [text_of(token) for token in library.split(tokenizer, SENTENCE)]
        rows.append(
            {
                "merges": n_merges,
                "entries": len(BYTES) + n_merges,
                "tokens": len(tokens),
                "unknown": 0,
                "sentence": sentence,
            }
        )
        assert b"".join(tokens) == held_out.encode()
    return rows


def closed_sizes(training: str, held_out: str) -> dict[str, dict[str, Any]]:
    """The same for whole words and for characters, where what training lacks is unknown."""
    found = {}
    for name, cut in (("words", chunks), ("characters", list)):
        known = Counter(cut(training))
        tokens = cut(held_out)
        found[name] = {
            "entries": len(known),
            "tokens": len(tokens),
            "unknown": sum(token not in known for token in tokens),
            "once": sum(times == 1 for times in known.values()),
            "unknown_examples": [t.strip() for t in dict.fromkeys(tokens) if t not in known][:8],
            "sentence": list(cut(SENTENCE)),
            "sentence_unknown": [token for token in cut(SENTENCE) if token not in known],
        }
    return found


def languages(tokenizer: tokenizers.Tokenizer) -> dict[str, Any]:
    """Tokens and bytes of the same sentences in English and French, for three tokenizers."""
    held_out = held_out_sample(N_PAIRS)
    texts = {
        "english": [" ".join(pair.english) for pair in held_out],
        "french": [join_words(pair.french) for pair in held_out],
    }
    drawn = draw(random.Random("tokens"), N_TRAINING_PAIRS, held_out=False)
    grammar = {
        "english": "\n".join(" ".join(pair.english) for pair in drawn),
        "french": "\n".join(join_words(pair.french) for pair in drawn),
    }
    trained = {"bible": tokenizer} | {
        language: library.train(text, GRAMMAR_MERGES) for language, text in grammar.items()
    }
    return {
        "n": N_PAIRS,
        "grammar_merges": GRAMMAR_MERGES,
        "bytes": {name: sum(len(t.encode()) for t in lines) for name, lines in texts.items()},
        "words": {name: sum(len(t.split()) for t in lines) for name, lines in texts.items()},
        "tokens": {
            by: {name: library.count(one, lines) for name, lines in texts.items()}
            for by, one in trained.items()
        },
        "running": {
            name: [text_of(token) for token in library.split(tokenizer, sentence)]
            for name, sentence in (("english", SENTENCE), ("french", FRENCH))
        },
    }


def main() -> None:
    """Train, count and write the results."""
    started = time.process_time()
    texts = books()
    held_out = texts.pop(HELD_OUT)
    training = "".join(texts.values())
    tokenizer = library.train(training, N_MERGES)
    learned = learn(training, N_MERGES)
    theirs = library.merges(tokenizer)
    words = Counter(chunk.strip().lower() for chunk in chunks(training))
    results = {
        "command": "python3 run.py train tokens",
        "versions": versions(tokenizers),
        "training": {"bytes": len(training.encode()), "words": sum(words.values())},
        "held_out": {
            "book": HELD_OUT,
            "bytes": len(held_out.encode()),
            "lines": held_out.count("\n"),
        },
        "same_merges": sum(a == b for (a, _), b in zip(learned, theirs, strict=True)),
        "merges": [[text_of(a), text_of(b), count] for (a, b), count in learned],
        "sentence": SENTENCE,
        "word_counts": {word: words[word] for word in SENTENCE.lower().rstrip(".").split()},
        "steps": steps(SENTENCE, learned),
        "byte_pairs": byte_pair_sizes(training, held_out),
        **closed_sizes(training, held_out),
        "languages": languages(tokenizer),
        "classes": {"english": english_classes(), "french": french_classes()},
        "cpu_seconds": 0.0,
    }
    results["cpu_seconds"] = round(time.process_time() - started, 1)
    write_results(HERE / "results.json", results, measured=[FILE])
    print(f"wrote results.json in {results['cpu_seconds']} s of processor time")


if __name__ == "__main__":
    main()
