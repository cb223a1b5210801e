"""What goes with what: adjectives with nouns, verbs with objects, parts with owners."""

from experiments.translator.lexicon import NOUNS, Noun

# Of what an adjective may be said.
_FITS = {
    "wide": "street river square island field path lake bridge garden door",
    "deep": "river forest lake",
    "high": "hill tower wall tree bridge house door",
    "low": "hill tower wall tree bridge house door",
    "steep": "hill street path wall",
    "narrow": "street river path bridge door house",
    "muddy": "street square forest island hill river garden field path lake",
    "slippery": "street square hill tower bridge path wall tree",
    "dry": "street river forest square island hill path field lake garden wall tree cake",
    "empty": "street square island tower bridge garden field house path",
    "red": "hen bird tower wall door house book apple bridge tree bag box",
    "black": "street river forest square island hill tower bridge lake wall tree door house book"
    " bag stone",
    "white": "street square island hill tower bridge field wall tree door house book cake"
    " box stone",
    "european": "street river forest square island hill tower bridge garden lake house book",
    "famous": "street river forest square island hill tower bridge garden lake house book wall",
    "strange": "street river forest square island hill tower bridge garden lake house book"
    " wall tree path field door cake apple bag basket stone box branch",
    "heavy": "door book cake bag basket apple stone box branch",
}
_OF_THE_LIVING = (
    "tired",
    "weak",
    "ill",
    "scared",
    "lazy",
    "hungry",
    "brave",
    "curious",
    "strong",
    "fast",
    "slow",
    "heavy",
    "famous",
    "strange",
    "european",
)
_ANIMAL_LOOKS = ("black", "white", "small", "big", "young", "old", "beautiful")
_THING_SIZES = ("small", "big", "old", "beautiful")
# "vieux garçon" and "vieille fille" are set phrases for the unmarried, "grand homme" for the great.
_PERSON_SIZES = {"boy": "small big young beautiful", "girl": "small big young beautiful"}
_PERSON_SIZES |= dict.fromkeys(("man", "woman"), "small young old beautiful")


def _fitting(noun: Noun) -> frozenset[str]:
    words = {word for word, nouns in _FITS.items() if noun.english in nouns.split()}
    if noun.group == "person":
        return frozenset(words.union(_OF_THE_LIVING, _PERSON_SIZES[noun.english].split()))
    if noun.group == "animal":
        return frozenset(words.union(_OF_THE_LIVING, _ANIMAL_LOOKS))
    return frozenset(words.union(_THING_SIZES))


FITTING = {name: _fitting(noun) for name, noun in NOUNS.items()}
"""For each English noun, the English adjectives that may be said of it."""

# What may be "the ... of" what.
OWNERS = {
    "door": "house tower garden",
    "wall": "house tower garden field",
    "tower": "island square garden",
    "tree": "garden forest island square field hill",
    "bridge": "river island garden",
    "path": "forest hill island garden",
    "lake": "forest island garden",
    "street": "island hill",
    "garden": "house boy man girl woman",
    "house": "boy man girl woman hill",
    "book": "boy man girl woman",
    "cake": "boy man girl woman",
    "apple": "tree boy man girl woman",
    "branch": "tree",
    "bag": "boy man girl woman",
    "basket": "boy man girl woman",
    "box": "boy man girl woman",
    "stone": "wall tower bridge",
    "dog": "boy man girl woman",
    "cat": "boy man girl woman",
    "horse": "boy man girl woman",
    "cow": "boy man girl woman",
    "goat": "boy man girl woman",
    "goose": "boy man girl woman",
}

LIVING = tuple(name for name, noun in NOUNS.items() if noun.group in ("animal", "person"))
ANIMALS = tuple(name for name, noun in NOUNS.items() if noun.group == "animal")
PEOPLE = tuple(name for name, noun in NOUNS.items() if noun.group == "person")
GIFTS = ("book", "cake", "apple")
PRESENT_VERBS = ("love", "see", "watch", "follow")
PLACES = tuple(name for name, noun in NOUNS.items() if noun.group == "place")
THINGS = ("book", "cake", "bag", "basket", "apple", "stone", "box", "branch")  # to be carried
OBJECTS = {
    "love": tuple(NOUNS),
    "see": tuple(NOUNS),
    "watch": tuple(NOUNS),
    "follow": (*LIVING, "street", "river", "path", "wall"),
    "cross": tuple(name for name in PLACES if name not in ("hill", "tower", "wall", "tree")),
    "climb": ("hill", "tower", "wall", "tree"),
    "avoid": (*LIVING, *PLACES, "house"),
    "leave": (*PLACES, "house"),
    "carry": THINGS,
    "catch": LIVING,
    "fear": LIVING,
    "help": LIVING,
    "pass": LIVING,
    "wake": LIVING,
}
PAST_VERBS = tuple(verb for verb in OBJECTS if verb != "love")
