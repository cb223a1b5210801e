"""What is known about the translator's words from its lexicon: class, number, gender."""

from experiments.translator.fitting import ANIMALS, FITTING, PLACES
from experiments.translator.lexicon import (
    ADJECTIVES,
    NOUNS,
    VERBS,
    english_vocabulary,
    french_vocabulary,
)

Classes = dict[str, dict[str, str]]


def _adjective_class(english: str) -> str:
    """By what it may be said of: animals and no place, places and no animal, or both."""
    of_animals, of_places = (
        any(english in FITTING[noun] for noun in group) for group in (ANIMALS, PLACES)
    )
    if of_animals == of_places:
        return "other adjective"
    return "adjective of animals" if of_animals else "adjective of places"


def english_classes() -> Classes:
    """Each English word's class; number and French gender of nouns; the form of a verb."""
    found: Classes = {word: {"class": "function word"} for word in english_vocabulary()}
    for noun in NOUNS.values():
        for number, form in (("singular", noun.english), ("plural", noun.english_plural)):
            found[form] = {"class": noun.group, "number": number, "gender": noun.gender}
    for word in ADJECTIVES:
        found[word] = {"class": _adjective_class(word)}
    for verb in VERBS.values():
        for form in filter(None, (verb.english, verb.english_third, verb.english_past)):
            found[form] = {"class": "verb"}
    return found


def french_classes() -> Classes:
    """The same for French tokens. A form that serves both genders, or numbers, has neither."""
    found: Classes = {word: {"class": "function word"} for word in french_vocabulary()}
    for noun in NOUNS.values():
        for number, form in (("singular", noun.french), ("plural", noun.french_plural)):
            found[form] = {"class": noun.group, "number": number, "gender": noun.gender}
        if noun.french == noun.french_plural:
            del found[noun.french]["number"]
    for word, adjective in ADJECTIVES.items():
        forms = {
            ("m", "singular"): adjective.m,
            ("f", "singular"): adjective.f,
            ("m", "plural"): adjective.m_plural,
            ("f", "plural"): adjective.f_plural,
        }
        for form in filter(None, {*forms.values(), adjective.before_vowel}):
            keys = [key for key, value in forms.items() if value == form] or [("m", "singular")]
            genders, numbers = {key[0] for key in keys}, {key[1] for key in keys}
            found[form] = {"class": _adjective_class(word)}
            if len(genders) == 1:
                found[form]["gender"] = genders.pop()
            if len(numbers) == 1:
                found[form]["number"] = numbers.pop()
    for verb in VERBS.values():
        for form in filter(None, (verb.french, verb.french_plural, verb.participle)):
            found[form] = {"class": "verb"}
    return found
