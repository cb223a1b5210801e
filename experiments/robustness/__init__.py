"""What is left of a translation when the English input is changed: dropped, exchanged words."""
