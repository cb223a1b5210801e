"""The German of the little language: every English word of the translator with its German forms."""

from dataclasses import dataclass
from typing import Literal

from experiments.translator.lexicon import ADJECTIVES as ENGLISH_ADJECTIVES
from experiments.translator.lexicon import NOUNS as ENGLISH_NOUNS
from experiments.translator.lexicon import VERBS as ENGLISH_VERBS

Gender = Literal["m", "f", "n"]
Case = Literal["nominative", "accusative", "dative", "genitive"]
CASES: tuple[Case, ...] = ("nominative", "accusative", "dative", "genitive")


@dataclass(frozen=True)
class Noun:
    """A noun: singular, plural, genitive singular, gender."""

    german: str
    plural: str
    genitive: str
    gender: Gender

    def form(self, case: Case, plural: bool) -> str:
        """The noun in a case. Weak nouns (der Junge, den Jungen) have one form but for the first.

        The dative plural ends in -n: den Hunden.
        """
        if plural:
            adds_n = case == "dative" and not self.plural.endswith(("n", "s"))
            return f"{self.plural}n" if adds_n else self.plural
        is_weak = self.gender == "m" and self.genitive == self.plural
        if case == "genitive" or (is_weak and case != "nominative"):
            return self.genitive
        return self.german


@dataclass(frozen=True)
class Verb:
    """A verb: present and past, singular and plural, and the case of its object.

    None where the language here does not use that tense.
    """

    present: tuple[str, str] | None
    past: tuple[str, str] | None
    case: Case = "accusative"


_NOUNS = """
animal   n Tier Tiere Tieres
dog      m Hund Hunde Hundes
cat      f Katze Katzen Katze
horse    n Pferd Pferde Pferdes
bird     m Vogel Vögel Vogels
rabbit   n Kaninchen Kaninchen Kaninchens
cow      f Kuh Kühe Kuh
mouse    f Maus Mäuse Maus
hen      n Huhn Hühner Huhns
goat     f Ziege Ziegen Ziege
turtle   f Schildkröte Schildkröten Schildkröte
goose    f Gans Gänse Gans
boy      m Junge Jungen Jungen
man      m Mann Männer Mannes
girl     n Mädchen Mädchen Mädchens
woman    f Frau Frauen Frau
bridge   f Brücke Brücken Brücke
garden   m Garten Gärten Gartens
field    n Feld Felder Feldes
path     m Weg Wege Weges
lake     m See Seen Sees
wall     f Mauer Mauern Mauer
tree     m Baum Bäume Baumes
street   f Straße Straßen Straße
river    m Fluss Flüsse Flusses
forest   m Wald Wälder Waldes
square   m Platz Plätze Platzes
island   f Insel Inseln Insel
hill     m Hügel Hügel Hügels
tower    m Turm Türme Turmes
book     n Buch Bücher Buches
cake     m Kuchen Kuchen Kuchens
bag      f Tasche Taschen Tasche
basket   m Korb Körbe Korbes
apple    m Apfel Äpfel Apfels
stone    m Stein Steine Steines
box      f Kiste Kisten Kiste
branch   m Ast Äste Astes
door     f Tür Türen Tür
house    n Haus Häuser Hauses
"""
_ADJECTIVES = """
small klein, big groß, young jung, old alt, beautiful schön, black schwarz, white weiß, red rot,
european europäisch, famous berühmt, strange seltsam, tired müde, weak schwach, ill krank,
scared verängstigt, lazy faul, hungry hungrig, brave mutig, curious neugierig, strong stark,
fast schnell, slow langsam, heavy schwer, wide breit, deep tief, high hoch, low niedrig,
steep steil, narrow schmal, muddy schlammig, slippery rutschig, dry trocken, empty leer
"""
_VERBS = """
love   liebt lieben - - accusative
see    sieht sehen sah sahen accusative
watch  beobachtet beobachten beobachtete beobachteten accusative
follow folgt folgen folgte folgten dative
give   gibt geben gab gaben accusative
cross  - - überquerte überquerten accusative
climb  - - erklomm erklommen accusative
avoid  - - mied mieden accusative
leave  - - verließ verließen accusative
carry  - - trug trugen accusative
catch  - - fing fingen accusative
fear   - - fürchtete fürchteten accusative
help   - - half halfen dative
pass   - - überholte überholten accusative
wake   - - weckte weckten accusative
"""


def _noun(line: str) -> tuple[str, Noun]:
    english, gender, german, plural, genitive = line.split()
    return english, Noun(german, plural, genitive, gender)  # type: ignore[arg-type]


def _adjective(entry: str) -> tuple[str, str]:
    english, german = entry.split()
    return english, german


def _verb(line: str) -> tuple[str, Verb]:
    english, *forms, case = line.split()
    present, past = (
        None if pair[0] == "-" else (pair[0], pair[1]) for pair in (forms[:2], forms[2:])
    )
    return english, Verb(present, past, case)  # type: ignore[arg-type]


NOUNS: dict[str, Noun] = dict(map(_noun, _NOUNS.strip().splitlines()))
ADJECTIVES: dict[str, str] = dict(map(_adjective, _ADJECTIVES.split(",")))
VERBS: dict[str, Verb] = dict(map(_verb, _VERBS.strip().splitlines()))
DEGREES = {"too": "zu", "very": "sehr"}
TO_BE = {"is": "ist", "are": "sind", "was": "war", "were": "waren"}
PRONOUNS: dict[Gender, str] = {"m": "er", "f": "sie", "n": "es"}  # what *it* becomes
OBJECT_PRONOUNS = {  # accusative, dative
    "him": ("ihn", "ihm"),
    "her": ("sie", "ihr"),
    "them": ("sie", "ihnen"),
}
# Each row has the four cases, in the order of CASES.
ARTICLES: dict[str, dict[str, str]] = {
    "the": {
        "m": "der den dem des",
        "f": "die die der der",
        "n": "das das dem des",
        "plural": "die die den der",
    },
    "this": {
        "m": "dieser diesen diesem dieses",
        "f": "diese diese dieser dieser",
        "n": "dieses dieses diesem dieses",
        "plural": "diese diese diesen dieser",
    },
    "a": {"m": "ein einen einem eines", "f": "eine eine einer einer", "n": "ein ein einem eines"},
    "my": {
        "m": "mein meinen meinem meines",
        "f": "meine meine meiner meiner",
        "n": "mein mein meinem meines",
        "plural": "meine meine meinen meiner",
    },
    "many": {"plural": "viele viele vielen vieler"},
}
ENDINGS = ("e", "en", "er", "es")  # of adjectives beside a noun; behind *to be* they have none


def stem(adjective: str) -> str:
    """The German adjective that endings are put to: müde, müd-er."""
    return ADJECTIVES[adjective].removesuffix("e")


def vocabulary() -> tuple[str, ...]:
    """Every German token of the language, sorted."""
    words = {"nicht", "und", "weil", ",", *TO_BE.values(), *DEGREES.values(), *PRONOUNS.values()}
    words.update(word for both in OBJECT_PRONOUNS.values() for word in both)
    words.update(
        form for rows in ARTICLES.values() for row in rows.values() for form in row.split()
    )
    words.update(
        noun.form(case, plural)
        for noun in NOUNS.values()
        for case in CASES
        for plural in (False, True)
    )
    words.update(ADJECTIVES.values())
    words.update(
        stem(name) + ending
        for name, adjective in ENGLISH_ADJECTIVES.items()
        for ending in ENDINGS
        if adjective.position != "predicate"
    )
    for verb in VERBS.values():
        words.update(form for tense in (verb.present, verb.past) for form in tense or ())
    return tuple(sorted(words))


def without_german() -> list[str]:
    """The English words that have no German here: whoever exchanges one there adds it here."""
    known = {*NOUNS, *ADJECTIVES, *VERBS}
    return [
        word for word in (*ENGLISH_NOUNS, *ENGLISH_ADJECTIVES, *ENGLISH_VERBS) if word not in known
    ]


if without_german():
    raise ValueError(
        f"experiments/second_language/lexicon.py has no German for: {', '.join(without_german())}"
    )
