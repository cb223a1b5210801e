"""What a person changes about the translator: plain data, which figures and tests read too.

Sizes and training are written here and nowhere else in the code, nor is the running sentence. What
it learns from is the grammar beside this file. It needs no library, so that a figure may import it;
`run.py check` holds that. Afterwards: `python3 run.py train --stale`.
"""

VARIANTS = {"translator": 4, "translator-one-head": 1}  # name of the checkpoint -> heads
D_MODEL = 64
D_FEED_FORWARD = 256
ENCODER_LAYERS = 2
DECODER_LAYERS = 2

STEPS = 3500
BATCH = 64  # sentences a step
PEAK_RATE = 3e-3  # learning rate after warm-up
WARM_UP = 200  # steps
WEIGHT_DECAY = 0.02

SEEDS = (0, 1, 2)
COMMITTED_SEED = 0  # whose weights are in explainer/checkpoints, chosen before any result is known
# Moments kept of the committed run of one variant: 0.5 MB each.
SNAPSHOTS_OF = "translator-one-head"  # its attention is one picture a layer
SNAPSHOTS = tuple(step for step in (0, 100, 200, 300, 400, 600, 900, 1400) if step < STEPS)

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
