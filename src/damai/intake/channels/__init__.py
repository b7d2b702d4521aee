"""One folder per way that word reaches us."""
