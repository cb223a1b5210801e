"""The translator: an English to French grammar and the training of the models that learn it."""
