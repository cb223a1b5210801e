"""What a section of the Lab says about a figure."""

from generators.pages.provenance import in_words


def test_docstring_becomes_one_line_of_html_with_its_names_as_code() -> None:
    docstring = "All heads < 4, as `head_view` draws\n    them."
    assert in_words(docstring) == "All heads &lt; 4, as <code>head_view</code> draws them."
