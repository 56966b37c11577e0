"""`tonne status`: what is landed, what is refused, what is published, who is writing."""

from __future__ import annotations

import click

from ingest.lake import Lake
from ingest.settings import Workspace, load_settings


@click.command(name="status")
@click.pass_obj
def command(workspace: Workspace) -> None:
    """Print the state of the workspace."""
    from orchestration.answers import as_table
    from orchestration.lock import WriterLock

    settings = load_settings(workspace.home)
    click.echo(f"Workspace {settings.workspace.name} in {workspace.home}")
    holder = WriterLock(workspace.state).holder()
    click.echo(f"Writing: {holder or 'nobody'}")
    click.echo(_published(workspace))
    lake = Lake(workspace.lake)
    rows = [
        (
            one.kind,
            one.slice_id,
            "retired" if one.retired else one.version,
            one.rows,
            one.fetched_at,
        )
        for one in lake.current()
    ]
    click.echo("")
    for line in as_table(["kind", "slice", "version", "rows", "landed at"], iter(rows)):
        click.echo(line)
    for refused in lake.quarantined():
        click.echo(f"In quarantine: {refused.slice_id}: {refused.message}")


def _published(workspace: Workspace) -> str:
    from orchestration.published_file import open_published

    if not workspace.published.exists():
        return "Published: nothing yet; `tonne run` publishes."
    with open_published(workspace.published) as connection:
        row = connection.execute("select run_id, published_at from marts.published_run").fetchone()
    return f"Published: run {row[0]} at {row[1]:%Y-%m-%d %H:%M} UTC" if row else "Published: ?"
