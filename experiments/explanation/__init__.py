"""Which English words decide il or elle? Eleven answers, compared."""
