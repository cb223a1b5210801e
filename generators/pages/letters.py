"""A to Z: links to the first term of each letter, in place of `<!-- A to Z -->` in the glossary."""

from string import ascii_uppercase

from generators.pages.definitions import PAGE, Glossary

PLACE = "<!-- A to Z -->"


def with_letters(text: str, page: str, glossary: Glossary) -> str:
    """The text of the glossary with its letters; other pages are left alone."""
    if page != PAGE:
        return text
    first = {entry.term[0].upper(): entry.anchor for entry in reversed(glossary.entries)}
    letters = "".join(
        f'<a href="#{first[letter]}">{letter}</a>'
        if letter in first
        else f'<span aria-hidden="true">{letter}</span>'
        for letter in ascii_uppercase
    )
    return text.replace(PLACE, f'<nav class="letters" aria-label="A to Z">{letters}</nav>')
