"""Measures of speed: `make bench`. Only ratios taken in one run on one machine mean anything elsewhere."""
