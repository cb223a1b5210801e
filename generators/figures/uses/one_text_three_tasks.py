"""One text, read once: names, an answer and a mood are read off the same vectors."""

from generators.figures.uses._page import COLOURS, kinds_of, named_words, read, sure
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, SMALL


def values() -> Values:
    found = read()
    example = found["examples"]["all_three"]
    kinds, words = kinds_of(example), example["words"]
    twice = [index for index, word in enumerate(words) if word == "nice"]
    pleased = example["pleased"] > 0.5
    return {
        "words": words,
        "kinds": kinds,
        "question": " ".join(example["question"]),
        "answer": " ".join(example["answer"]),
        "answer_at": words.index(example["answer"][0]),
        "mood": "pleased" if pleased else "not pleased",
        "sure": sure(example["pleased"]),
        "nice": {"place": kinds[twice[0]], "quality": kinds[twice[-1]]},
    }


def alt(v: Values) -> str:
    names = [
        f"{word} a {kind}"
        for word, kind in zip(v["words"], v["kinds"], strict=True)
        if kind != "neither"
    ]
    return (
        f"The text {' '.join(v['words'])} with what the encoder says of it. Names: "
        f"{', '.join(names)}. Asked {v['question']}, it points at {v['answer']}. "
        f"The writer is {v['mood']}, {v['sure']}."
    )


def draw(v: Values, page: Page) -> Figure:
    width, high = page.pick((500, 222), (336, 268))
    figure, ax = page.canvas((width, high))
    end = v["answer_at"] + len(v["answer"].split())
    answer = tuple(range(v["answer_at"], end))
    tokens = named_words(ax, (14, 14), v["words"], v["kinds"], width - 28, answer)
    y = tokens[-1].bottom + 34
    rows = (
        ("Which words are names?", "", "marked in the text"),
        (f"{v['question'].capitalize()}?", v["answer"], ""),
        ("Is the writer pleased?", "", f"{v['mood']}, {v['sure']}"),
    )
    for question, pointed, said in rows:
        write(ax, 14, y, question, ENCODER, LABEL, weight="semibold")
        at = page.pick(230, 172)
        if pointed:
            role = COLOURS.get(v["kinds"][v["answer_at"]], INK)  # the same mark as in the text
            token(ax, at, y - 13, pointed, role, filled=True, height=26)
        write(ax, at, y, said, INK if said.startswith(v["mood"]) else MUTED, SMALL)
        y += 36
    return figure
