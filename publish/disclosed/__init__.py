"""What every disclosure shows alike, whichever framework asks: rows, tables, totals, their proof.

A disclosure mart is recognised by its columns, so a new framework is shown without a line here.
"""
