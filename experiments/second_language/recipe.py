"""What is compared: steps, seeds, names of the arms. Sizes and rates are the translator's."""

STEPS = 1500  # of 64 sentences in each language that is learnt
SEEDS = (0, 1, 2)

# How German is learnt: what reads the English, and whether it learns along.
FROZEN = "French encoder, frozen"
UNTRAINED = "untrained encoder, frozen"
GERMAN_ALONE = "German alone"
FRENCH_ALONE = "French alone"
BOTH = "both languages"
ARMS = (FROZEN, UNTRAINED, GERMAN_ALONE, FRENCH_ALONE, BOTH)

TOKENS = {"French": "<french>", "German": "<german>"}  # the first word of the English, in BOTH
