"""One text, three questions: how strongly each word is held for the answer's first word."""

from generators.figures.uses._page import read
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, note, token_column
from generators.kit.seeds import brief
from generators.kit.theme import ENCODER, NEUTRAL, SMALL

QUESTIONS = ("giver", "taker", "where")


def values() -> Values:
    found = read()
    asked = found["examples"]["asked"]
    accuracy = [run["accuracy"] for run in found["runs"]]
    return {
        "words": asked["giver"]["words"],
        "asked": {
            name: {
                "question": " ".join(asked[name]["question"]),
                "answer": " ".join(asked[name]["answer"]),
                "first": asked[name]["first"],
            }
            for name in QUESTIONS
        },
        **{
            name: brief([run[name] for run in accuracy])
            for name in ("answers", "other_verb", "question_hidden")
        },
        "controls": found["controls"]["answers"],
    }


def alt(v: Values) -> str:
    asked = [
        f"{one['question']}: {one['answer']}, {max(one['first']):.0%}"
        for one in v["asked"].values()
    ]
    return f"The text {' '.join(v['words'])} with a column of bars a question. {'; '.join(asked)}."


def draw(v: Values, page: Page) -> Figure:
    left, step, wide = page.pick((120, 140, 96), (92, 82, 58))
    high = 78 + 27.0 * len(v["words"])
    figure, ax = page.canvas((left + 3 * step + 20, high), (336, high))
    column = token_column(ax, left - 12, 70, v["words"], 1, align="right")
    for number, one in enumerate(v["asked"].values()):
        x = left + number * step
        question = f"{one['question']}?"
        note(ax, x, 8, question, ENCODER, SMALL, width=step - 6, weight="semibold")
        for word, share in zip(column.tokens, one["first"], strict=True):
            text = f"{share:.0%}" if share >= 0.05 and not page.narrow else ""
            bar(ax, x, word.centre[1] - 7, share, wide, role=NEUTRAL[0], text=text)
    return figure
