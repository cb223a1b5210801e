"""What goes with what: adjectives with nouns, verbs with objects, parts with owners."""

from experiments.translator.lexicon import NOUNS, Noun

# Where an adjective may be said of a thing. (frames.py has a narrower choice.)
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
    "red": "hen bird tower wall door house book apple bridge tree",
    "black": "street river forest square island hill tower bridge lake wall tree door house book",
    "white": "street square island hill tower bridge field wall tree door house book cake",
    "european": "street river forest square island hill tower bridge garden lake house book",
    "famous": "street river forest square island hill tower bridge garden lake house book wall",
    "strange": "street river forest square island hill tower bridge garden lake house book"
    " wall tree path field door cake apple",
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
    "dog": "boy man girl woman",
    "cat": "boy man girl woman",
    "horse": "boy man girl woman",
    "cow": "boy man girl woman",
    "goat": "boy man girl woman",
    "goose": "boy man girl woman",
}

LIVING = tuple(name for name, noun in NOUNS.items() if noun.group in ("animal", "person"))
PEOPLE = tuple(name for name, noun in NOUNS.items() if noun.group == "person")
GIFTS = ("book", "cake", "apple")
PRESENT_VERBS = ("love", "see", "watch", "follow")
_PLACES = tuple(name for name, noun in NOUNS.items() if noun.group == "place")
OBJECTS = {
    "love": tuple(NOUNS),
    "see": tuple(NOUNS),
    "watch": tuple(NOUNS),
    "follow": (*LIVING, "street", "river", "path", "wall"),
    "cross": tuple(name for name in _PLACES if name not in ("hill", "tower", "wall", "tree")),
    "climb": ("hill", "tower", "wall", "tree"),
    "avoid": (*LIVING, *_PLACES, "house"),
    "leave": (*_PLACES, "house"),
}
PAST_VERBS = tuple(verb for verb in OBJECTS if verb != "love")
