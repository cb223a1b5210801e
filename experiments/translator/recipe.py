"""What a person changes about the translator: plain data, which figures and tests read too.

The running sentence is written here and nowhere else in the code. It needs no library, so that a
figure may import it; `run.py check` holds that.
"""

FRAME = "the {animal} did not cross the {place} because it was too {ending}"
PRONOUN = "it"
# The first of each goes with the first of the others: tired is the animal, which French calls il.
ENDINGS = ("tired", "wide")
NOUNS = ("animal", "street")
PRONOUNS = ("il", "elle")

RUNNING_SENTENCE = FRAME.format(animal=NOUNS[0], place=NOUNS[1], ending="").rstrip()
RUNNING = {ending: f"{RUNNING_SENTENCE} {ending}" for ending in ENDINGS}
FRENCH = {  # what a translator ought to write
    "tired": "l'animal n'a pas traversé la rue parce qu'il était trop fatigué",
    "wide": "l'animal n'a pas traversé la rue parce qu'elle était trop large",
}
