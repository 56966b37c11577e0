"""`tonne report`: a report from the published marts, as CSV, page, workbook, JSON or xBRL."""

from __future__ import annotations

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode

_DEFAULT_REPORT = "team-service"
_FORMATS = ("csv", "html", "xlsx", "json", "xbrl")
_USUAL = _FORMATS[:3]


@click.command(name="report")
@click.argument("name", default=_DEFAULT_REPORT)
@click.option("--period", metavar="YYYY-MM", help="One month.")
@click.option("--year", metavar="YYYY", help="One year; the fiscal year of what is disclosed.")
@click.option("--run", "subject", metavar="ID", help="The run that `ai-run` is about.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(_FORMATS),
    help="May be given more than once; csv, html and xlsx where none is.",
)
@click.pass_obj
def command(
    workspace: Workspace,
    name: str,
    period: str | None,
    year: str | None,
    subject: str | None,
    formats: tuple[str, ...],
) -> ExitCode:
    """Write the report NAME for a month, a year, or everything that is published.

    Exit codes: 0 written, 1 nothing to write from, 2 no such report or period, 4 written, and it
    holds what breaks a bar of its own.
    """
    if period and year:
        raise click.UsageError("Give --period or --year, not both.")
    return write_and_tell(
        workspace,
        name=name,
        period=period or year,
        subject=subject,
        formats=formats or _USUAL,
    )


def write_and_tell(
    workspace: Workspace,
    *,
    name: str = _DEFAULT_REPORT,
    period: str | None = None,
    subject: str | None = None,
    formats: tuple[str, ...] = _USUAL,
) -> ExitCode:
    """Write a report into the workspace, print where its files are and what breaks its bar."""
    from publish.report import write_report

    written = write_report(
        workspace.published,
        workspace.reports,
        name=name,
        period=period,
        subject=subject,
        formats=formats,
    )
    for path in written.paths:
        click.echo(f"Report: {path}")
    for breach in written.breaches:
        click.echo(f"Breached: {breach}", err=True)
    return ExitCode.BREACHED if written.breaches else ExitCode.OK
