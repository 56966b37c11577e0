"""`tonne report`: a report from the published marts, as CSV and one page."""

from __future__ import annotations

import click

from ingest.settings import Workspace

_DEFAULT_REPORT = "team-service"


@click.command(name="report")
@click.argument("name", default=_DEFAULT_REPORT)
@click.option("--period", metavar="YYYY-MM", help="One month.")
@click.option("--year", metavar="YYYY", help="One calendar year.")
@click.pass_obj
def command(workspace: Workspace, name: str, period: str | None, year: str | None) -> None:
    """Write the report NAME for a month, a year, or everything that is published."""
    if period and year:
        raise click.UsageError("Give --period or --year, not both.")
    write_and_tell(workspace, name=name, period=period or year)


def write_and_tell(
    workspace: Workspace, *, name: str = _DEFAULT_REPORT, period: str | None = None
) -> None:
    """Write a report into the workspace and print where its files are."""
    from publish.report import write_report

    written = write_report(workspace.published, workspace.reports, name=name, period=period)
    for path in written.paths:
        click.echo(f"Report: {path}")
