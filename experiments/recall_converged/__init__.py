"""Recall again, each model trained until its validation loss stops improving."""
