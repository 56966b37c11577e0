"""When things happen: the main job, the writer's lock, the raw views, publishing, the CLI.

Belongs here: Dagster, DuckDB connections that write, dbt as a process, commands. Does not: a
provider's format (ingest) or a figure (dbt_project).
"""
