"""The made-up reports: who gave what to whom and where, and how the writer liked it.

    rose sold the lamp to will in nice . although the music was not bad , the evening was dull .

Many words are of two kinds: *will* and *rose* are people and things, *jordan* and *florence* people
and places, *nice* a place and a quality. What they are depends on the words around them. Which of
two clauses says what the writer thinks depends on *but* and *although*, and what an adjective says
on *not*. Who bought the lamp may be asked of a text that says who sold it.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.tokenizer import Vocabulary

PEOPLE = ("anna", "tom", "lena", "peter", "maria", "paul")
PLACES = ("london", "rome", "oslo", "madrid", "vienna", "boston")
THINGS = ("coat", "lamp", "book", "clock", "boat", "soup")
PEOPLE_AND_PLACES = (
    *("jordan", "austin", "florence", "sydney"),
    *("victoria", "lincoln", "charlotte", "georgia"),
)
PEOPLE_AND_THINGS = ("will", "rose", "bill", "pearl", "penny", "ruby")
PLACES_AND_THINGS = ("cork", "orange", "turkey", "buffalo")
SURNAMES = ("lincoln", "jordan", "austin", "stone", "baker", "rose")
LONG_PLACES = (("new", "york"), ("cape", "town"), ("san", "marino"))
EXCHANGES = (  # said of the giver, said of the taker; after "was" they are the same
    ("sold", "bought"),
    ("lent", "borrowed"),
)
BASES = {"sold": "sell", "bought": "buy", "lent": "lend", "borrowed": "borrow"}  # after "did"
MEETING, TOURING = ("greeted", "phoned"), ("toured", "reached")  # people; places
SUBJECTS = (
    *("evening", "weather", "hotel", "music", "food"),
    *("company", "journey", "view", "talk", "room"),
)
PRAISE = ("nice", "good", "fine", "lovely", "pleasant", "warm", "bright", "great")
BLAME = ("bad", "dull", "awful", "cold", "sad", "poor", "rude", "dreadful")
KEEPING, TURNING = ("very", "really", "rather"), ("not", "never", "hardly")
GLUE = (
    *("the", "in", "was", "by", "to", "from", "and", "but", "although", ",", "."),
    *("who", "where", "what", "did"),
)
CLASS, SEPARATOR = "<class>", "<separator>"
OTHER, PERSON, PLACE = range(3)
KINDS = ("other", "person", "place")
PARTS = ("training", "validation", "test")


def _all_words() -> tuple[str, ...]:
    forms = (*BASES, *BASES.values())
    long_places = [word for place in LONG_PLACES for word in place]
    groups = (
        *(GLUE, PEOPLE, PLACES, THINGS, PEOPLE_AND_PLACES, PEOPLE_AND_THINGS, PLACES_AND_THINGS),
        *(SURNAMES, long_places, forms, MEETING, TOURING, SUBJECTS, PRAISE, BLAME),
        *(KEEPING, TURNING),
    )
    return tuple(dict.fromkeys(word for group in groups for word in group))


WORDS = Vocabulary.of((CLASS, SEPARATOR, *_all_words()))


@dataclass(frozen=True)
class Report:
    """A text with what is asked of it."""

    words: tuple[str, ...]
    kinds: tuple[int, ...]  # of each word: OTHER, PERSON or PLACE
    pleased: bool
    opinion: range  # where the words are that say so; empty where none do
    question: tuple[str, ...] = ()
    answer: tuple[int, int] = (0, 0)  # its first and its last word in the text

    @property
    def read(self) -> tuple[str, ...]:
        """What the encoder reads: the class token, a question if there is one, the text."""
        asked = (*self.question, SEPARATOR) if self.question else ()
        return (CLASS, *asked, *self.words)

    @property
    def start(self) -> int:
        """Where the text begins in what is read."""
        return len(self.read) - len(self.words)


Marked = list[tuple[str, int]]  # words, each with its kind


@dataclass(frozen=True)
class Fact:
    """Somebody gave something to somebody somewhere."""

    giver: tuple[str, ...]
    taker: tuple[str, ...]
    verbs: tuple[str, str]  # of EXCHANGES
    thing: str
    place: tuple[str, ...]

    def told(self, source: random.Random) -> Marked:
        """The fact from one side or the other, in one of four orders."""
        giver, taker = _marked(self.giver, PERSON), _marked(self.taker, PERSON)
        thing, where = _marked(("the", self.thing)), _marked(("in",)) + _marked(self.place, PLACE)
        taken = source.random() < 0.5
        subject, other = (taker, giver) if taken else (giver, taker)
        verb, link = _marked((self.verbs[taken],)), _marked(("from" if taken else "to",))
        was, by = _marked(("was",)), _marked(("by",))
        active = subject + verb + thing + link + other
        passive = thing + was + verb + link + other + by + subject
        return source.choice((active + where, where + active, passive + where, where + passive))

    def asked(self, source: random.Random) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """A question, the words of its answer and their kind; asked from either side."""
        taken = source.random() < 0.5
        verb, subject = self.verbs[taken], self.taker if taken else self.giver
        return source.choices(
            (
                (("who", verb, "the", self.thing), subject, PERSON),
                (("where", "was", "the", self.thing, verb), self.place, PLACE),
                (("what", "did", *subject, BASES[verb]), (self.thing,), OTHER),
            ),
            weights=(2, 1, 1),
        )[0]


def _marked(words: Sequence[str], kind: int = OTHER) -> Marked:
    return [(word, kind) for word in words]


def draw_person(source: random.Random) -> tuple[str, ...]:
    """A first name, with a surname in three of ten."""
    first = source.choice(PEOPLE + PEOPLE_AND_PLACES + PEOPLE_AND_THINGS)
    if source.random() < 0.3:
        return (first, source.choice([name for name in SURNAMES if name != first]))
    return (first,)


def draw_place(source: random.Random) -> tuple[str, ...]:
    """A place of one word or, in three of ten, of two."""
    if source.random() < 0.3:
        return source.choice(LONG_PLACES)
    return (source.choice((*PLACES, *PEOPLE_AND_PLACES, *PLACES_AND_THINGS, "nice", "nice")),)


def draw_thing(source: random.Random) -> str:
    """A thing that can be bought, sold, lent and borrowed."""
    return source.choice(THINGS + PEOPLE_AND_THINGS + PLACES_AND_THINGS)


def draw_fact(source: random.Random) -> Fact:
    """A fact about two people."""
    giver, taker = draw_person(source), draw_person(source)
    while taker[0] == giver[0]:
        taker = draw_person(source)
    verbs = source.choice(EXCHANGES)
    return Fact(giver, taker, verbs, draw_thing(source), draw_place(source))


def draw_meeting(source: random.Random) -> Marked:
    """Somebody met people or toured places: only the verb says which, before it or after it."""
    person = _marked(draw_person(source), PERSON)
    verbs, kind, draw = source.choice(
        ((MEETING, PERSON, draw_person), (TOURING, PLACE, draw_place))
    )
    verb = _marked((source.choice(verbs),))
    one, other = _marked(draw(source), kind), _marked(draw(source), kind)
    while other == one:
        other = _marked(draw(source), kind)
    if source.random() < 0.5:
        return one + _marked(("was",)) + verb + _marked(("by",)) + person
    return person + verb + one + _marked(("and",)) + other


def draw_clause(source: random.Random, pleased: bool) -> tuple[str, ...]:
    """An opinion, such as *the music was not bad*."""
    turned = source.random() < 0.3
    words = PRAISE if pleased != turned else BLAME
    how = source.choice(TURNING) if turned else source.choice((*KEEPING, ""))
    return ("the", source.choice(SUBJECTS), "was", *((how,) if how else ()), source.choice(words))


def draw_opinion(source: random.Random, pleased: bool) -> tuple[str, ...]:
    """One clause, two of one mind, or two of which *but* or *although* says which one counts."""
    clause, other = draw_clause(source, pleased), draw_clause(source, not pleased)
    forms = (
        clause,
        (*clause, "and", *draw_clause(source, pleased)),
        (*other, "but", *clause),
        ("although", *other, ",", *clause),
        (*clause, "although", *other),
    )
    return source.choices(forms, weights=(2, 1, 1, 1, 1))[0]


def draw_report(source: random.Random, asked: bool) -> Report:
    """An opinion, every other one with a fact or a meeting; or a fact with a question about it.

    In three of four reports with a question there is a meeting or an opinion, too.
    """
    pleased, luck = source.random() < 0.5, source.random()
    fact = draw_fact(source)
    told = fact.told(source)
    opinion = _marked(draw_opinion(source, pleased))
    meets, judges = (luck < 0.5, 0.5 <= luck < 0.75) if asked else (luck < 0.25, True)
    sentences = [told] if asked or 0.25 <= luck < 0.5 else []
    if meets:
        sentences.append(draw_meeting(source))
    if judges:
        sentences.append(opinion)
    source.shuffle(sentences)
    starts: dict[int, int] = {}
    text: list[tuple[str, int]] = []
    for sentence in sentences:
        starts[id(sentence)] = len(text)
        text += [*sentence, (".", OTHER)]
    words, kinds = zip(*text, strict=True)
    first = starts.get(id(opinion), 0)
    where = range(first, first + len(opinion) if judges else first)
    if not asked:
        return Report(words, kinds, pleased, where)
    question, answer, kind = fact.asked(source)
    begin = starts[id(told)] + _find(told, _marked(answer, kind))
    return Report(words, kinds, pleased, where, question, (begin, begin + len(answer) - 1))


def _find(sentence: Marked, part: Marked) -> int:
    return next(i for i in range(len(sentence)) if sentence[i : i + len(part)] == part)


def part_of(report: Report) -> str:
    """Which part a text belongs to, by a hash of its words: 1 in 10 test, 1 in 10 validation."""
    number = zlib.crc32(" ".join(report.words).encode()) % 10
    return {0: "test", 1: "validation"}.get(number, "training")


def reports(source: random.Random, part: str, asked: bool) -> Iterator[Report]:
    """Reports of one part without end, all with a question or all without.

    Raises ValueError for a part that does not exist.
    """
    if part not in PARTS:
        raise ValueError(f"the parts are {PARTS}, got {part!r}")
    while True:
        report = draw_report(source, asked)
        if part_of(report) == part:
            yield report
