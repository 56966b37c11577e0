"""Measures the way from landed bills to the daily fact: `python -m bench`."""
