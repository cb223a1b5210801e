"""What *it* is in *the A did not V the B because it was too ADJ*: verb and adjective decide.

One line of `READINGS` is a verb. An adjective in the second column speaks of A, one in the third
of B: *too heavy* is the cow that did not climb the hill, and the stone that it did not carry.
"""

from dataclasses import dataclass

from experiments.translator.fitting import ANIMALS, FITTING, OBJECTS, PLACES
from experiments.translator.lexicon import NOUNS
from experiments.translator.sentences import Pair, pronoun

__all__ = ["ANIMALS", "FRAMES", "PLACES", "READINGS", "Frame"]

# The same adjective never has both readings after one verb, denied or not: that pair of words
# decides. Over several verbs half of the adjectives have both, and no word, no kind of noun and no
# place in the sentence tells il from elle.
READINGS = """
verb   objects  form      of the subject A              of the object B

cross  place    not too   tired weak ill scared lazy    wide deep muddy slippery
cross  place    -         hungry scared brave curious   dry empty narrow
climb  place    not too   tired weak heavy small old    high slippery steep
avoid  place    too       tired weak ill scared lazy    wide narrow steep muddy high deep
leave  place    too       tired ill hungry scared       muddy empty dry small old
carry  object   not too   weak tired small young old    heavy big
catch  animal   not too   slow heavy old tired          fast strong brave big
follow animal   not too   slow tired lazy young         fast strange
wake   animal   not too   scared small                  tired ill weak lazy
fear   animal   not too   strong big fast brave         weak small slow old young
avoid  animal   -         scared weak ill small         hungry strong big brave
pass   animal   -         fast strong young hungry      slow tired weak old lazy
help   animal   -         brave strong curious          tired weak ill scared hungry
"""
_FORMS = {  # denied?, words before the adjective
    "not too": (True, ("too",)),
    "too": (False, ("", "too")),
    "-": (False, ("", "very")),
}


@dataclass(frozen=True)
class Frame:
    """A verb with the reasons that lie in its subject and those that lie in its object.

    objects_of: adjective -> objects it may be said of here, of both genders, so that the
    adjective says nothing about the gender of the pronoun.
    """

    verb: str
    group: str  # of the object: place, object, animal
    negated: bool
    degrees: tuple[str, ...]
    of_subject: tuple[str, ...]
    objects_of: dict[str, tuple[str, ...]]

    @property
    def of_object(self) -> tuple[str, ...]:
        """The adjectives that speak of the object."""
        return tuple(self.objects_of)

    @property
    def objects(self) -> tuple[str, ...]:
        """Every object of this frame, in the order of the lexicon."""
        found = {name for names in self.objects_of.values() for name in names}
        return tuple(name for name in NOUNS if name in found)

    def reasons_in(self, obj: str) -> tuple[str, ...]:
        """Return the adjectives that may be said of an object in this frame."""
        return tuple(word for word, names in self.objects_of.items() if obj in names)

    def sentence(self, subject: str, obj: str, reason: str, degree: str) -> Pair:
        """Return the sentence; verb and adjective decide what "it" is."""
        return pronoun(
            subject,
            self.verb,
            obj,
            reason,
            about_subject=reason in self.of_subject,
            negated=self.negated,
            degree=degree,
        )


def _frame(line: str) -> Frame:
    verb, group, form, of_subject, of_object = (
        line[start:end].strip() for start, end in ((0, 7), (7, 16), (16, 26), (26, 56), (56, None))
    )
    negated, degrees = _FORMS[form]
    objects = [name for name in OBJECTS[verb] if NOUNS[name].group == group]
    return Frame(
        verb,
        group,
        negated,
        degrees,
        tuple(of_subject.split()),
        {
            word: tuple(name for name in objects if word in FITTING[name])
            for word in of_object.split()
        },
    )


FRAMES = tuple(_frame(line) for line in READINGS.strip().splitlines()[2:])
