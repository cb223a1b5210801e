"""A text, two summaries of it, and the questions that find what one of them invents."""

from generators.figures.uses._page import read
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Tokens, note, token, token_lines, write
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, NEUTRAL, SMALL

SUMMARY = {"taker": "will", "": "bought a lamp in", "where": "rome"}  # question -> what it says
NEW = NEUTRAL[1]  # of words that the text does not have


def values() -> Values:
    asked = read()["examples"]["asked"]
    text = asked["taker"]["words"]
    questions = [
        {
            "question": f"{' '.join(asked[name]['question'])}?",
            "text": " ".join(asked[name]["answer"]),
            "summary": says,
        }
        for name, says in SUMMARY.items()
        if name
    ]
    summary = " ".join(SUMMARY.values()).split()
    return {
        "text": text,
        "sentence": text[: text.index(".") + 1],
        "summary": summary,
        "new": [word for word in summary if word not in text],
        "questions": questions,
        "caught": [one["summary"] for one in questions if one["text"] != one["summary"]],
    }


def alt(v: Values) -> str:
    asked = "; ".join(
        f"{one['question']} Text: {one['text']}, summary: {one['summary']}"
        for one in v["questions"]
    )
    return (
        f"The text “{' '.join(v['text'])}”. Extractive summary: “{' '.join(v['sentence'])}”. "
        f"Abstractive: “{' '.join(v['summary'])}”; not in the text: {', '.join(v['new'])}. {asked}."
    )


def draw(v: Values, page: Page) -> Figure:
    width, high = page.pick((536, 338), (336, 496))
    figure, ax = page.canvas((width, high))
    y = 12.0
    for title, said, words in (
        ("text", "", v["text"]),
        ("extractive", "one of its sentences", v["sentence"]),
        (
            "abstractive",
            "written anew; underlined: words that the text does not have",
            v["summary"],
        ),
    ):
        write(ax, 14, y + 8, title, INK, LABEL, weight="semibold")
        below = note(ax, page.pick(104, 14), y + page.pick(0, 18), said, MUTED, SMALL, width - 28)
        top = y + 22 if page.pick(True, not said) else below.bottom + 4
        row = token_lines(ax, 14, top, words, width - 24, gap=4)
        if words == v["summary"]:
            _underlined(ax, row, v["new"])
        y = row.bottom + 16
    _asked(ax, y + 4, v, page)
    return figure


def _underlined(ax: Axes, row: Tokens, new: list[str]) -> None:
    for one in row.tokens:
        if one.word in new:
            ax.plot([one.left + 5, one.right - 5], [one.bottom + 3] * 2, color=NEW, linewidth=2.5)


def _asked(ax: Axes, y: float, v: Values, page: Page) -> None:
    """A line for each question: what the text answers, what the summary says."""
    columns = page.pick((260, 370), (172, 254))
    for x, head in zip(columns, ("text says", "summary says"), strict=True):
        write(ax, x, y + 8, head, MUTED, SMALL)
    for number, one in enumerate(v["questions"]):
        top = y + 22 + number * page.pick(34, 40)
        note(
            ax,
            14,
            top + 4,
            one["question"],
            ENCODER,
            SMALL,
            150 if page.narrow else 230,
            weight="semibold",
        )
        token(ax, columns[0], top, one["text"])
        token(ax, columns[1], top, one["summary"], filled=one["summary"] in v["caught"])
