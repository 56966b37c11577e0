"""`tonne status`: what is landed, refused, published and closed, and who is writing."""

from __future__ import annotations

import click

from ingest.lake import Lake
from ingest.settings import Workspace, load_settings

_HAS_FRESHNESS = "select 1 from information_schema.tables where table_name = 'rpt_audit__freshness'"


@click.command(name="status")
@click.pass_obj
def command(workspace: Workspace) -> None:
    """Print the state of the workspace."""
    from orchestration.answers import as_table
    from orchestration.books import standing
    from orchestration.lock import WriterLock

    settings = load_settings(workspace.home)
    click.echo(f"Workspace {settings.workspace.name} in {workspace.home}")
    holder = WriterLock(workspace.state).holder()
    click.echo(f"Writing: {holder or 'nobody'}")
    click.echo(_published(workspace))
    for late in _late(workspace):
        click.echo(late)
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
    if months := standing.periods(workspace):
        click.echo("")
        for line in as_table(standing.COLUMNS, iter(months)):
            click.echo(line)


def _published(workspace: Workspace) -> str:
    from orchestration.published_file import open_published

    if not workspace.published.exists():
        return "Published: nothing yet; `tonne run` publishes."
    with open_published(workspace.published) as connection:
        row = connection.execute("select run_id, published_at from marts.published_run").fetchone()
    return f"Published: run {row[0]} at {row[1]:%Y-%m-%d %H:%M} UTC" if row else "Published: ?"


def _late(workspace: Workspace) -> list[str]:
    """Sources whose next delivery was due before today, by the published file."""
    from orchestration.published_file import open_published

    if not workspace.published.exists():
        return []
    with open_published(workspace.published) as connection:
        if not connection.execute(_HAS_FRESHNESS).fetchall():
            return []
        rows = connection.execute(
            "select source_kind, export_name, due_month, next_delivery_due_on, last_covered_month "
            "from marts.rpt_audit__freshness where next_delivery_due_on < current_date order by all"
        ).fetchall()
    return [
        f"Late: {kind} {export}, "
        + (f"{month:%Y-%m} was due on {due}, has {last:%Y-%m}" if month else f"was due on {due}")
        for kind, export, month, due, last in rows
    ]
