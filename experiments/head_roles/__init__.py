"""What every head of the translators does over many sentences, and beside which controls."""
