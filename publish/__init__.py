"""Marts to what people open: CSV files and self-contained pages.

Belongs here: reading the published marts, rounding, words, drawing. Does not: computing a figure,
landing data, deciding when. Imports neither the rooms before it nor an engine that writes.
"""
