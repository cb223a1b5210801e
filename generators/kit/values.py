"""What `values()` of a figure returns: plain numbers and words by name, for its record."""

from typing import Any

Values = dict[str, Any]  # numbers, strings, booleans, None, and lists and dicts of them
