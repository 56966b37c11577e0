"""Which columns a column is made of: read from compiled SQL, shown in dbt's docs and in Dagster.

Belongs here: reading it, keeping it, handing it to both. Does not: computing any figure.
"""
