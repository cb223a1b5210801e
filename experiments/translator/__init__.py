"""The translator: an English to French grammar and the training of the models that learn it.

Whatever of it is imported, its words are checked first: who changes some hears which others follow.
"""

from experiments.translator.words import check

check()
