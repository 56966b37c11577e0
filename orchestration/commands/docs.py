"""`tonne docs`: the models as one page, each column with what it is made of."""

from __future__ import annotations

import click

from ingest.settings import Workspace


@click.command(name="docs")
@click.pass_obj
def command(workspace: Workspace) -> None:
    """Write dbt's documentation of the warehouse, with the lineage of each column.

    Exit codes: 0 written, 1 nothing is built yet, 5 another run is busy.
    """
    from orchestration.dbt_project import Project
    from orchestration.lineage import site
    from orchestration.lock import WriterLock

    lock = WriterLock(workspace.state)
    lock.take()
    try:
        page = site.write(Project(workspace), workspace.reports / "docs", say=click.echo)
    finally:
        lock.release()
    click.echo(f"Documentation: {page}")
