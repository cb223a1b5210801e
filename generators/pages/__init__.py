"""From a page's source to the page: numbers, figures, formulas, definitions, provenance."""
