"""What the word vectors trained on one text say of their neighbours."""

from statistics import median

from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    measured = results.read("word_vectors")
    text, shuffled = measured["runs"]["text"], measured["runs"]["shuffled"]
    shown = list(text[0]["neighbours"])

    def middle_rank(run: Values) -> float:
        return float(median(run["opposites"].values()))

    return {
        "seeds": len(measured["seeds"]),
        "vocabulary": measured["vocabulary"],
        "words": measured["text_words"],
        "d_vector": measured["d_vector"],
        "training_seconds": measured["cpu_seconds"]["training"],
        "neighbours": [
            {
                "word": word,
                "nearest": ", ".join(
                    f"{near} {cosine:.2f}" for near, cosine in text[0]["neighbours"][word][:4]
                ),
                "shuffled": ", ".join(near for near, _ in shuffled[0]["neighbours"][word][:3]),
            }
            for word in shown
        ],
        "opposites": {
            "n": len(text[0]["opposites"]),
            "good_bad_worst": max(run["opposites"]["good bad"] for run in text),
            "middle_least": min(map(middle_rank, text)),
            "middle_most": max(map(middle_rank, text)),
            "shuffled_least": min(map(middle_rank, shuffled)),
        },
    }
