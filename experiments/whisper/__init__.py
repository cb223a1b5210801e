"""Where in the sound do the heads of a published speech model look when they write a word?"""
