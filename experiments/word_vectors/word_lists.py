"""The words that the measurements ask about, fixed before the measurements ran."""

GENDER = (
    "man woman, men women, king queen, son daughter, sons daughters, father mother, "
    "fathers mothers, brother sister, brothers sisters, husband wife, husbands wives, he she, "
    "him her, himself herself, boy girl, servant handmaid, uncle aunt, prophet prophetess"
)
NUMBER = (
    "son sons, daughter daughters, day days, year years, month months, hand hands, eye eyes, "
    "king kings, servant servants, brother brothers, father fathers, city cities, house houses, "
    "priest priests, prophet prophets, disciple disciples, animal animals, bird birds, "
    "wife wives, man men, woman women, child children, word words, night nights, stone stones"
)
PAST = (
    "come came, go went, say said, see saw, take took, give gave, know knew, hear heard, "
    "eat ate, send sent, speak spoke, find found, make made, bring brought, fall fell, "
    "call called, answer answered, die died, live lived, ask asked, turn turned, return returned"
)
OPPOSITE = (
    "good bad, good evil, day night, old young, heaven earth, first last, light darkness, "
    "man woman, come go, great small, brother sister, rich poor"
)
HE, SHE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")

# After the word sets of Caliskan, Bryson & Narayanan 2017, with words that this text has.
RULE = [
    "authority",
    "power",
    "judge",
    "ruler",
    "army",
    "sword",
    "war",
    "battle",
    "kingdom",
    "throne",
    "soldiers",
    "priest",
]
HOME = [
    "house",
    "parents",
    "children",
    "child",
    "family",
    "marriage",
    "wedding",
    "relatives",
    "guest",
    "bread",
    "bed",
    "baby",
]


def word_pairs(text: str) -> list[tuple[str, str]]:
    """ "man woman, men women" as pairs."""
    return [(left, right) for left, right in (pair.split() for pair in text.split(","))]


ANALOGIES = {
    name: word_pairs(text)
    for name, text in (("gender", GENDER), ("number", NUMBER), ("past", PAST))
}
OPPOSITES = word_pairs(OPPOSITE)
GENDERED = {word for pair in ANALOGIES["gender"] for word in pair} | {*HE, *SHE}
