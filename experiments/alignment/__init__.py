"""Is cross-attention a word alignment, and do its weights show what decides *il* or *elle*?"""
