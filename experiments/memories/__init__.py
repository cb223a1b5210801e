"""What the hidden cells of a decoder's feed-forward layers answer to, and what they write."""
