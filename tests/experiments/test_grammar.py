"""The grammar's French, against translations written by hand."""

import pytest

from experiments.translator import recipe
from experiments.translator import sentences as s
from experiments.translator.grammar import KIND_WEIGHTS, is_held_out, join
from experiments.translator.phrases import NounPhrase as N

CASES = [
    # Agreement, place and order of adjectives, elision, determiners.
    (
        s.noun_phrase(N("tower", adjectives=("famous", "european"))),
        "the famous european tower",
        "la tour européenne célèbre",
    ),
    (
        s.noun_phrase(N("dog", "this", True, ("tired", "small", "black"))),
        "these tired small black dogs",
        "ces petits chiens noirs fatigués",
    ),
    (s.noun_phrase(N("animal")), "the animal", "l'animal"),
    (s.noun_phrase(N("goose")), "the goose", "l'oie"),
    (s.noun_phrase(N("animal", "the", True)), "the animals", "les animaux"),
    (s.noun_phrase(N("man", "this")), "this man", "cet homme"),
    (s.noun_phrase(N("man", "this", False, ("small",))), "this small man", "ce petit homme"),
    (s.noun_phrase(N("tree", "a", False, ("old",))), "an old tree", "un vieil arbre"),
    (s.noun_phrase(N("tree", "the", True, ("old",))), "the old trees", "les vieux arbres"),
    (
        s.noun_phrase(N("bird", "the", False, ("beautiful", "white"))),
        "the beautiful white bird",
        "le bel oiseau blanc",
    ),
    (s.noun_phrase(N("horse", "a", False, ("old",))), "an old horse", "un vieux cheval"),
    (s.noun_phrase(N("cow", "a", False, ("beautiful",))), "a beautiful cow", "une belle vache"),
    (s.noun_phrase(N("goose", "my")), "my goose", "mon oie"),
    (s.noun_phrase(N("goose", "my", False, ("small",))), "my small goose", "ma petite oie"),
    (s.noun_phrase(N("island", "this")), "this island", "cette île"),
    (s.noun_phrase(N("bird", "many", True)), "many birds", "beaucoup d'oiseaux"),
    (
        s.noun_phrase(N("mouse", "many", True, ("big", "white"))),
        "many big white mice",
        "beaucoup de grandes souris blanches",
    ),
    (
        s.noun_phrase(N("house", "a", False, ("european",))),
        "a european house",
        "une maison européenne",
    ),
    # Predicates.
    (s.predicate(N("cow"), "tired"), "the cow is tired", "la vache est fatiguée"),
    (
        s.predicate(N("hen", "my", True), "lazy", past=True, negated=True),
        "my hens were not lazy",
        "mes poules n'étaient pas paresseuses",
    ),
    (
        s.predicate(N("lake", "the", True), "deep", negated=True, degree="very"),
        "the lakes are not very deep",
        "les lacs ne sont pas très profonds",
    ),
    (s.predicate(N("animal"), "old", past=True), "the animal was old", "l'animal était vieux"),
    (
        s.predicate(N("wall", "this"), "high", negated=True, degree="too"),
        "this wall is not too high",
        "ce mur n'est pas trop haut",
    ),
    (s.predicate(N("island"), "dry", past=True), "the island was dry", "l'île était sèche"),
    # Contraction and agreement at a distance.
    (s.possession(N("door"), N("garden")), "the door of the garden", "la porte du jardin"),
    (
        s.possession_predicate(N("door"), N("garden"), "white"),
        "the door of the garden is white",
        "la porte du jardin est blanche",
    ),
    (
        s.possession_predicate(N("tower"), N("island", "the", True), "beautiful"),
        "the tower of the islands is beautiful",
        "la tour des îles est belle",
    ),
    (
        s.possession(N("house"), N("man", "the", False, ("old",))),
        "the house of the old man",
        "la maison du vieil homme",
    ),
    (
        s.possession(N("apple", plural=True), N("tree")),
        "the apples of the tree",
        "les pommes de l'arbre",
    ),
    (
        s.possession_predicate(N("wall", plural=True), N("house", "a"), "low", past=True),
        "the walls of a house were low",
        "les murs d'une maison étaient bas",
    ),
    # Coordination: one masculine is enough.
    (
        s.coordination(N("cow"), N("dog"), "tired"),
        "the cow and the dog are tired",
        "la vache et le chien sont fatigués",
    ),
    (
        s.coordination(N("cow"), N("goose", "my"), "curious", past=True, negated=True),
        "the cow and my goose were not curious",
        "la vache et mon oie n'étaient pas curieuses",
    ),
    # Transitive verbs in both tenses.
    (s.transitive(N("girl"), "see", N("dog")), "the girl sees the dog", "la fille voit le chien"),
    (
        s.transitive(N("girl", plural=True), "see", N("dog"), negated=True),
        "the girls do not see the dog",
        "les filles ne voient pas le chien",
    ),
    (
        s.transitive(N("girl"), "see", N("bird", "this"), past=True, negated=True),
        "the girl did not see this bird",
        "la fille n'a pas vu cet oiseau",
    ),
    (
        s.transitive(N("woman", plural=True), "watch", N("horse", plural=True), past=True),
        "the women watched the horses",
        "les femmes ont regardé les chevaux",
    ),
    (
        s.transitive(N("boy"), "love", N("river"), negated=True),
        "the boy does not love the river",
        "le garçon n'aime pas la rivière",
    ),
    (
        s.transitive(N("turtle", "many", True), "leave", N("island"), past=True),
        "many turtles left the island",
        "beaucoup de tortues ont quitté l'île",
    ),
    # Clitics jump over the verb.
    (s.clitic(N("girl"), "love", "them"), "the girl loves them", "la fille les aime"),
    (s.clitic(N("girl"), "love", "him"), "the girl loves him", "la fille l'aime"),
    (
        s.clitic(N("boy", plural=True), "love", "her", negated=True),
        "the boys do not love her",
        "les garçons ne l'aiment pas",
    ),
    (
        s.clitic(N("girl"), "see", "him", negated=True),
        "the girl does not see him",
        "la fille ne le voit pas",
    ),
    (
        s.clitic(N("cat", plural=True), "follow", "her"),
        "the cats follow her",
        "les chats la suivent",
    ),
    (
        s.clitic(N("man"), "love", "them", negated=True),
        "the man does not love them",
        "l'homme ne les aime pas",
    ),
    # Giving: au, aux, à la, à l'.
    (
        s.giving(N("girl"), N("book"), N("boy")),
        "the girl gives the book to the boy",
        "la fille donne le livre au garçon",
    ),
    (
        s.giving(N("man"), N("cake", "a"), N("animal", plural=True), past=True),
        "the man gave a cake to the animals",
        "l'homme a donné un gâteau aux animaux",
    ),
    (
        s.giving(N("boy", plural=True), N("apple", plural=True), N("cow"), negated=True),
        "the boys do not give the apples to the cow",
        "les garçons ne donnent pas les pommes à la vache",
    ),
    (
        s.giving(N("woman", plural=True), N("book", "this"), N("man"), past=True, negated=True),
        "the women did not give this book to the man",
        "les femmes n'ont pas donné ce livre à l'homme",
    ),
    # The sentence that runs through the site, and its kin.
    (
        s.pronoun(
            "animal", "cross", "street", "tired", about_subject=True, negated=True, degree="too"
        ),
        recipe.RUNNING["tired"],
        recipe.FRENCH["tired"],
    ),
    (
        s.pronoun(
            "animal", "cross", "street", "wide", about_subject=False, negated=True, degree="too"
        ),
        recipe.RUNNING["wide"],
        recipe.FRENCH["wide"],
    ),
    (
        s.pronoun("goose", "climb", "tree", "brave", about_subject=True, negated=False),
        "the goose climbed the tree because it was brave",
        "l'oie a escaladé l'arbre parce qu'elle était courageuse",
    ),
    (
        s.pronoun(
            "goat", "avoid", "path", "muddy", about_subject=False, negated=False, degree="too"
        ),
        "the goat avoided the path because it was too muddy",
        "la chèvre a évité le chemin parce qu'il était trop boueux",
    ),
    (
        s.pronoun("mouse", "leave", "field", "hungry", about_subject=True, negated=False),
        "the mouse left the field because it was hungry",
        "la souris a quitté le champ parce qu'elle était affamée",
    ),
]


@pytest.mark.parametrize(("pair", "english", "french"), CASES, ids=[case[1] for case in CASES])
def test_hand_written_translations(pair, english, french):
    assert " ".join(pair.english) == english
    assert join(pair.french) == french


def test_hand_written_cases_cover_every_kind():
    assert len(CASES) >= 40
    assert {pair.kind for pair, _, _ in CASES} == set(KIND_WEIGHTS)


@pytest.mark.parametrize(
    "build",
    [
        lambda: s.noun_phrase(N("dog", "a", plural=True)),
        lambda: s.noun_phrase(N("dog", "many")),
        lambda: s.noun_phrase(N("wall", adjectives=("high",))),
        lambda: s.clitic(N("girl"), "cross", "them"),
        lambda: s.transitive(N("girl"), "love", N("dog"), past=True),
    ],
)
def test_what_the_language_lacks_is_refused(build):
    with pytest.raises(ValueError, match=r"does not|no (past|present)"):
        build()


def test_illustrated_sentences_are_held_out():
    for english in (
        recipe.RUNNING["tired"],
        recipe.RUNNING["wide"],
        "the famous european tower",
        "the door of the garden",
        "the girl loves them",
    ):
        assert is_held_out(next(pair for pair, text, _ in CASES if text == english))
