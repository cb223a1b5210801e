"""Still pictures: matplotlib's SVG made small, themed and stable."""
