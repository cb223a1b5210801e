"""Which verbs, things and reasons go together in pronoun sentences."""

from dataclasses import dataclass

from experiments.translator.lexicon import NOUNS
from experiments.translator.sentences import Pair, pronoun

ANIMALS = tuple(name for name, noun in NOUNS.items() if noun.group == "animal")
PLACES = tuple(name for name, noun in NOUNS.items() if noun.group == "place")


@dataclass(frozen=True)
class Frame:
    """A verb with the reasons that lie in the animal and those that lie in the place.

    place_reasons: adjective -> places it may be said of here, of both genders, so that the
    adjective says nothing about the gender of the pronoun.
    """

    verb: str
    negated: bool
    degrees: tuple[str, ...]
    animal_reasons: tuple[str, ...]
    place_reasons: dict[str, tuple[str, ...]]

    @property
    def places(self) -> tuple[str, ...]:
        """Every place of this frame."""
        return tuple(
            p for p in PLACES if any(p in places for places in self.place_reasons.values())
        )

    def reasons_in(self, place: str) -> tuple[str, ...]:
        """Return the adjectives that may be said of a place in this frame."""
        return tuple(word for word, places in self.place_reasons.items() if place in places)

    def sentence(self, animal: str, place: str, reason: str, degree: str) -> Pair:
        """Return the sentence; the adjective decides what "it" is."""
        return pronoun(
            animal,
            self.verb,
            place,
            reason,
            about_animal=reason in self.animal_reasons,
            negated=self.negated,
            degree=degree,
        )


def _frame(
    verb: str, negated: bool, degrees: tuple[str, ...], animal_reasons: str, **places: str
) -> Frame:
    table = {word: tuple(names.split()) for word, names in places.items()}
    return Frame(verb, negated, degrees, tuple(animal_reasons.split()), table)


FRAMES = (
    _frame(
        "cross",
        True,
        ("too", "very"),
        "tired weak ill scared lazy",
        wide="street river square field path lake",
        deep="river forest lake",
        muddy="street square forest island garden field path",
        slippery="street square bridge path",
    ),
    _frame(
        "cross",
        False,
        ("", "very"),
        "hungry scared brave curious",
        dry="street river forest square island path field lake garden",
        empty="street square island bridge garden field path",
        narrow="street river path bridge",
    ),
    _frame(
        "climb",
        True,
        ("too", "very"),
        "tired weak ill scared lazy",
        high="hill tower wall tree",
        slippery="hill tower wall tree",
        steep="hill wall",
    ),
    _frame(
        "climb",
        False,
        ("", "very"),
        "hungry scared brave curious",
        low="hill tower wall tree",
        dry="hill wall tree",
    ),
    _frame(
        "avoid",
        False,
        ("", "too"),
        "tired weak ill scared lazy",
        wide="street river square field lake",
        narrow="street path bridge",
        steep="hill street path wall",
        muddy="street square forest island hill garden field path",
        high="tower wall tree",
        deep="river forest lake",
    ),
    _frame(
        "leave",
        False,
        ("", "too"),
        "tired ill hungry scared curious",
        muddy="street forest island hill garden field path",
        empty="street square island tower bridge garden field",
        dry="river forest island field lake garden tree",
        slippery="street square hill bridge path wall",
        high="hill tower wall tree",
    ),
)
