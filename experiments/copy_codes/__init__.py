"""Copying beyond the trained length: position codes that count from the start, or apart."""
