"""Figures of the page on how this site is made."""
