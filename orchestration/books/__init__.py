"""Closing the books: months softly, years hard, each by two people, each a file of `books/`.

Belongs here: reading what is published, deciding whether it may be closed, writing the book. Does
not: options and words of the commands, or what the ledger makes of a book (dbt).
"""
