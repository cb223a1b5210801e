"""One function a sentence type: from lexicon words to an English sentence and its French."""

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.translator.lexicon import ADJECTIVES, DEGREES, NOUNS, VERBS, Gender
from experiments.translator.phrases import NounPhrase, elide_and_contract, english, french

_TO_BE = {  # (past, plural) -> English, French
    (False, False): ("is", "est"),
    (False, True): ("are", "sont"),
    (True, False): ("was", "était"),
    (True, True): ("were", "étaient"),
}
_OBJECT_PRONOUNS = {"him": "le", "her": "la", "them": "les"}


@dataclass(frozen=True)
class Pair:
    """An English sentence and its French.

    kind: the sentence type. nouns: English nouns in the singular, in order of appearance.
    antecedent: what "it" stands for, in pronoun sentences. modifiers: (noun, word) for each
    adjective said of a noun and each verb of a subject, except through the pronoun.
    """

    english: tuple[str, ...]
    french: tuple[str, ...]
    kind: str
    nouns: tuple[str, ...]
    antecedent: str | None = None
    modifiers: tuple[tuple[str, str], ...] = ()


def _pair(
    kind: str,
    english_words: Sequence[str],
    french_words: Sequence[str],
    phrases: Sequence[NounPhrase],
    words: Sequence[tuple[str, str]] = (),
) -> Pair:
    attributes = [(phrase.noun, word) for phrase in phrases for word in phrase.adjectives]
    return Pair(
        tuple(english_words),
        elide_and_contract(french_words),
        kind,
        tuple(phrase.noun for phrase in phrases),
        modifiers=(*attributes, *words),
    )


def noun_phrase(phrase: NounPhrase) -> Pair:
    """the famous european tower -> la tour européenne célèbre."""
    return _pair("noun phrase", english(phrase), french(phrase), [phrase])


def _to_be(
    adjective: str, gender: Gender, plural: bool, past: bool, negated: bool, degree: str
) -> tuple[list[str], list[str]]:
    """Return both languages' "is (not) (too) ADJ"."""
    english_verb, french_verb = _TO_BE[past, plural]
    form = ADJECTIVES[adjective].agree(gender, plural)
    return (
        [english_verb, *["not"] * negated, *([degree] if degree else []), adjective],
        [
            *["ne"] * negated,
            french_verb,
            *["pas"] * negated,
            *([DEGREES[degree]] if degree else []),
            form,
        ],
    )


def predicate(
    subject: NounPhrase,
    adjective: str,
    *,
    past: bool = False,
    negated: bool = False,
    degree: str = "",
) -> Pair:
    """the cow is tired -> la vache est fatiguée."""
    en, fr = _to_be(adjective, subject.gender, subject.plural, past, negated, degree)
    words = [(subject.noun, adjective)]
    return _pair("predicate", english(subject) + en, french(subject) + fr, [subject], words)


def possession(part: NounPhrase, owner: NounPhrase) -> Pair:
    """the door of the garden -> la porte du jardin."""
    return _pair(
        "possession",
        [*english(part), "of", *english(owner)],
        [*french(part), "de", *french(owner)],
        [part, owner],
    )


def possession_predicate(
    part: NounPhrase,
    owner: NounPhrase,
    adjective: str,
    *,
    past: bool = False,
    negated: bool = False,
    degree: str = "",
) -> Pair:
    """the door of the garden is white -> la porte du jardin est blanche."""
    en, fr = _to_be(adjective, part.gender, part.plural, past, negated, degree)
    return _pair(
        "possession",
        [*english(part), "of", *english(owner), *en],
        [*french(part), "de", *french(owner), *fr],
        [part, owner],
        [(part.noun, adjective)],
    )


def coordination(
    first: NounPhrase,
    second: NounPhrase,
    adjective: str,
    *,
    past: bool = False,
    negated: bool = False,
    degree: str = "",
) -> Pair:
    """the cow and the dog are tired -> la vache et le chien sont fatigués (masculine wins)."""
    gender: Gender = "f" if first.gender == second.gender == "f" else "m"
    en, fr = _to_be(adjective, gender, True, past, negated, degree)
    return _pair(
        "coordination",
        [*english(first), "and", *english(second), *en],
        [*french(first), "et", *french(second), *fr],
        [first, second],
        [(first.noun, adjective), (second.noun, adjective)],
    )


def _verb(
    verb: str, plural: bool, past: bool, negated: bool, clitic: str = ""
) -> tuple[list[str], list[str]]:
    """Return both languages' verb group; a French clitic goes in front of a present verb.

    Raises:
        ValueError: the language does not use this tense of the verb, or a clitic meets the
            past, where the participle would have to agree with it.
    """
    entry = VERBS[verb]
    if past:
        if clitic or not (entry.english_past and entry.participle):
            raise ValueError(f"no past of {verb!r} here")
        auxiliary = "ont" if plural else "a"
        if negated:
            return ["did", "not", verb], ["ne", auxiliary, "pas", entry.participle]
        return [entry.english_past], [auxiliary, entry.participle]
    if not (entry.english_third and entry.french and entry.french_plural):
        raise ValueError(f"no present of {verb!r} here")
    form = entry.french_plural if plural else entry.french
    clitics = [clitic] if clitic else []
    if negated:
        return ["do" if plural else "does", "not", verb], ["ne", *clitics, form, "pas"]
    return [verb if plural else entry.english_third], [*clitics, form]


def transitive(
    subject: NounPhrase, verb: str, obj: NounPhrase, *, past: bool = False, negated: bool = False
) -> Pair:
    """the girl did not see the dog -> la fille n'a pas vu le chien."""
    en, fr = _verb(verb, subject.plural, past, negated)
    return _pair(
        "transitive",
        [*english(subject), *en, *english(obj)],
        [*french(subject), *fr, *french(obj)],
        [subject, obj],
        [(subject.noun, verb)],
    )


def clitic(subject: NounPhrase, verb: str, pronoun: str, *, negated: bool = False) -> Pair:
    """the girl loves them -> la fille les aime."""
    en, fr = _verb(verb, subject.plural, False, negated, _OBJECT_PRONOUNS[pronoun])
    return _pair(
        "clitic",
        [*english(subject), *en, pronoun],
        [*french(subject), *fr],
        [subject],
        [(subject.noun, verb)],
    )


def giving(
    giver: NounPhrase,
    gift: NounPhrase,
    receiver: NounPhrase,
    *,
    past: bool = False,
    negated: bool = False,
) -> Pair:
    """the girl gives the book to the boy -> la fille donne le livre au garçon."""
    en, fr = _verb("give", giver.plural, past, negated)
    return _pair(
        "giving",
        [*english(giver), *en, *english(gift), "to", *english(receiver)],
        [*french(giver), *fr, *french(gift), "à", *french(receiver)],
        [giver, gift, receiver],
    )


def pronoun(
    subject: str,
    verb: str,
    obj: str,
    adjective: str,
    *,
    about_subject: bool,
    negated: bool,
    degree: str = "",
) -> Pair:
    """the animal did not cross the street because it was too tired -> ... parce qu'il ..."""
    antecedent = subject if about_subject else obj
    gender = NOUNS[antecedent].gender
    en_verb, fr_verb = _verb(verb, False, True, negated)
    en_be, fr_be = _to_be(adjective, gender, False, True, False, degree)
    who, what = NounPhrase(subject), NounPhrase(obj)
    it = "il" if gender == "m" else "elle"
    return Pair(
        (*english(who), *en_verb, *english(what), "because", "it", *en_be),
        elide_and_contract([*french(who), *fr_verb, *french(what), "parce", "que", it, *fr_be]),
        "pronoun",
        (subject, obj),
        antecedent,
    )
