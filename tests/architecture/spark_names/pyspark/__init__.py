"""Lets dbt-spark read a profile of method `session`: it asks for pyspark, and compiles without."""
