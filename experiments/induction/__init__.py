"""How an induction head comes about in a decoder of two layers, and when it does not."""
