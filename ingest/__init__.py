"""Extract and land: everything that reaches out for bytes and puts them into the lake.

Belongs here: clouds, files, meters. Does not: DuckDB, dbt, Dagster, or any emission figure.
"""
