"""Shipped tables that their publishers continue: fetched, compared, and written on purpose.

Belongs here: reading the publishers' files. Does not: any factor; the tables stand in `seeds/`.
"""
