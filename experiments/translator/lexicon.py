"""The words of the little language: every English word with all of its French forms."""

from dataclasses import dataclass
from itertools import chain
from typing import Literal

Gender = Literal["m", "f"]


@dataclass(frozen=True)
class Noun:
    """A noun: English singular and plural, French singular and plural, French gender."""

    english: str
    english_plural: str
    french: str
    french_plural: str
    gender: Gender
    group: str


@dataclass(frozen=True)
class Adjective:
    """An adjective with its four French forms and its place beside a noun.

    position: "before" or "after" the French noun, "predicate" where it only follows "to be".
    before_vowel: the masculine singular in front of a vowel (bel, vieil), None where it is `m`.
    """

    english: str
    position: Literal["before", "after", "predicate"]
    m: str
    f: str
    m_plural: str
    f_plural: str
    before_vowel: str | None = None

    def agree(self, gender: Gender, plural: bool) -> str:
        """Return the French form for a gender and a number."""
        if plural:
            return self.m_plural if gender == "m" else self.f_plural
        return self.m if gender == "m" else self.f


@dataclass(frozen=True)
class Verb:
    """A verb: English base, third person and past, French present forms and past participle.

    None where the language does not use that form.
    """

    english: str
    english_third: str | None
    english_past: str | None
    french: str | None
    french_plural: str | None
    participle: str | None


def _nouns(group: str, gender: Gender, table: str) -> list[Noun]:
    return [Noun(*row.split(), gender, group) for row in table.strip().splitlines()]  # type: ignore[arg-type, call-arg]


_ALL_NOUNS = [
    *_nouns(
        "animal",
        "m",
        """
        animal animals animal animaux
        dog dogs chien chiens
        cat cats chat chats
        horse horses cheval chevaux
        bird birds oiseau oiseaux
        rabbit rabbits lapin lapins
        """,
    ),
    *_nouns(
        "animal",
        "f",
        """
        cow cows vache vaches
        mouse mice souris souris
        hen hens poule poules
        goat goats chèvre chèvres
        turtle turtles tortue tortues
        goose geese oie oies
        """,
    ),
    *_nouns("person", "m", "boy boys garçon garçons\nman men homme hommes"),
    *_nouns("person", "f", "girl girls fille filles\nwoman women femme femmes"),
    *_nouns(
        "place",
        "m",
        """
        bridge bridges pont ponts
        garden gardens jardin jardins
        field fields champ champs
        path paths chemin chemins
        lake lakes lac lacs
        wall walls mur murs
        tree trees arbre arbres
        """,
    ),
    *_nouns(
        "place",
        "f",
        """
        street streets rue rues
        river rivers rivière rivières
        forest forests forêt forêts
        square squares place places
        island islands île îles
        hill hills colline collines
        tower towers tour tours
        """,
    ),
    *_nouns(
        "object",
        "m",
        """
        book books livre livres
        cake cakes gâteau gâteaux
        bag bags sac sacs
        basket baskets panier paniers
        """,
    ),
    *_nouns(
        "object",
        "f",
        """
        apple apples pomme pommes
        stone stones pierre pierres
        box boxes boîte boîtes
        branch branches branche branches
        door doors porte portes
        house houses maison maisons
        """,
    ),
]
NOUNS = {noun.english: noun for noun in _ALL_NOUNS}

_ALL_ADJECTIVES = [
    # French puts these few before the noun.
    Adjective("small", "before", "petit", "petite", "petits", "petites"),
    Adjective("big", "before", "grand", "grande", "grands", "grandes"),
    Adjective("young", "before", "jeune", "jeune", "jeunes", "jeunes"),
    Adjective("old", "before", "vieux", "vieille", "vieux", "vieilles", "vieil"),
    Adjective("beautiful", "before", "beau", "belle", "beaux", "belles", "bel"),
    # Colour and origin: nearest to the noun in both languages.
    Adjective("black", "after", "noir", "noire", "noirs", "noires"),
    Adjective("white", "after", "blanc", "blanche", "blancs", "blanches"),
    Adjective("red", "after", "rouge", "rouge", "rouges", "rouges"),
    Adjective("european", "after", "européen", "européenne", "européens", "européennes"),
    # Qualities.
    Adjective("famous", "after", "célèbre", "célèbre", "célèbres", "célèbres"),
    Adjective("strange", "after", "étrange", "étrange", "étranges", "étranges"),
    # What only a living being can be.
    Adjective("tired", "after", "fatigué", "fatiguée", "fatigués", "fatiguées"),
    Adjective("weak", "after", "faible", "faible", "faibles", "faibles"),
    Adjective("ill", "after", "malade", "malade", "malades", "malades"),
    Adjective("scared", "after", "effrayé", "effrayée", "effrayés", "effrayées"),
    Adjective("lazy", "after", "paresseux", "paresseuse", "paresseux", "paresseuses"),
    Adjective("hungry", "after", "affamé", "affamée", "affamés", "affamées"),
    Adjective("brave", "after", "courageux", "courageuse", "courageux", "courageuses"),
    Adjective("curious", "after", "curieux", "curieuse", "curieux", "curieuses"),
    Adjective("strong", "after", "fort", "forte", "forts", "fortes"),
    Adjective("fast", "after", "rapide", "rapide", "rapides", "rapides"),
    Adjective("slow", "after", "lent", "lente", "lents", "lentes"),
    # What both can be.
    Adjective("heavy", "after", "lourd", "lourde", "lourds", "lourdes"),
    # What only a thing can be.
    Adjective("wide", "predicate", "large", "large", "larges", "larges"),
    Adjective("deep", "predicate", "profond", "profonde", "profonds", "profondes"),
    Adjective("high", "predicate", "haut", "haute", "hauts", "hautes"),
    Adjective("low", "predicate", "bas", "basse", "bas", "basses"),
    Adjective("steep", "predicate", "raide", "raide", "raides", "raides"),
    Adjective("narrow", "after", "étroit", "étroite", "étroits", "étroites"),
    Adjective("muddy", "after", "boueux", "boueuse", "boueux", "boueuses"),
    Adjective("slippery", "after", "glissant", "glissante", "glissants", "glissantes"),
    Adjective("dry", "after", "sec", "sèche", "secs", "sèches"),
    Adjective("empty", "after", "vide", "vide", "vides", "vides"),
]
ADJECTIVES = {adjective.english: adjective for adjective in _ALL_ADJECTIVES}

_ALL_VERBS = [
    # "loved" would be an imperfect in French, so it stays in the present.
    Verb("love", "loves", None, "aime", "aiment", None),
    Verb("see", "sees", "saw", "voit", "voient", "vu"),
    Verb("watch", "watches", "watched", "regarde", "regardent", "regardé"),
    Verb("follow", "follows", "followed", "suit", "suivent", "suivi"),
    Verb("give", "gives", "gave", "donne", "donnent", "donné"),
    # Past only.
    Verb("cross", None, "crossed", None, None, "traversé"),
    Verb("climb", None, "climbed", None, None, "escaladé"),
    Verb("avoid", None, "avoided", None, None, "évité"),
    Verb("leave", None, "left", None, None, "quitté"),
    Verb("carry", None, "carried", None, None, "porté"),
    Verb("catch", None, "caught", None, None, "attrapé"),
    Verb("fear", None, "feared", None, None, "craint"),
    Verb("help", None, "helped", None, None, "aidé"),
    Verb("pass", None, "passed", None, None, "dépassé"),
    Verb("wake", None, "woke", None, None, "réveillé"),
]
VERBS = {verb.english: verb for verb in _ALL_VERBS}

DEGREES = {"too": "trop", "very": "très"}

_ENGLISH_FUNCTION_WORDS = (
    "the a an this these my many of to and not do does did is are was were because it "
    "him her them too very"
)
_FRENCH_FUNCTION_WORDS = (
    "le la l' les un une ce cet cette ces mon ma mes beaucoup de d' du des à au aux et "
    "ne n' pas a ont est sont était étaient parce qu' il elle trop très"
)


def english_vocabulary() -> tuple[str, ...]:
    """Return every English word of the language, sorted."""
    words = set(_ENGLISH_FUNCTION_WORDS.split()) | set(ADJECTIVES)
    words.update(chain.from_iterable((noun.english, noun.english_plural) for noun in _ALL_NOUNS))
    for verb in _ALL_VERBS:
        words.update(filter(None, (verb.english, verb.english_third, verb.english_past)))
    return tuple(sorted(words))


def french_vocabulary() -> tuple[str, ...]:
    """Return every French token of the language, sorted."""
    words = set(_FRENCH_FUNCTION_WORDS.split())
    words.update(chain.from_iterable((noun.french, noun.french_plural) for noun in _ALL_NOUNS))
    for each in _ALL_ADJECTIVES:
        words.update((each.m, each.f, each.m_plural, each.f_plural, each.before_vowel or each.m))
    for verb in _ALL_VERBS:
        words.update(filter(None, (verb.french, verb.french_plural, verb.participle)))
    return tuple(sorted(words))
