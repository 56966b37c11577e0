"""`tonne sql`: ask the published marts, read-only, also while a run is writing."""

from __future__ import annotations

import sys

import click

from ingest.settings import Workspace


@click.command(name="sql")
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
)
@click.pass_obj
def command(workspace: Workspace, query: str, form: str) -> None:
    """Answer QUERY (`-` reads it from stdin) from the published file: `from marts.dim_team`."""
    import duckdb

    from ingest.errors import TonneError
    from orchestration.answers import FORMATS
    from orchestration.published_file import open_published

    asked = sys.stdin.read() if query == "-" else query
    with open_published(workspace.published) as connection:
        try:
            cursor = connection.execute(asked)
            names = [column[0] for column in cursor.description or ()]
            for line in FORMATS[form](names, iter(cursor.fetchone, None)):
                click.echo(line)
        except duckdb.Error as error:
            raise TonneError(f"That cannot be answered. {error}") from None
