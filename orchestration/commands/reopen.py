"""`tonne reopen`: opens the last month again that was closed softly."""

from __future__ import annotations

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode


@click.command(name="reopen")
@click.option("--period", required=True, metavar="YYYY-MM", help="The last month that is closed.")
@click.option("--by", required=True, metavar="ID", help="Who asks for it; recorded.")
@click.option("--approved-by", required=True, metavar="ID", help="Who agrees; another person.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; recorded.")
@click.option("--wait", type=click.FloatRange(min=0), default=0, metavar="SECONDS",
              help="How long to wait for another run (default: not at all).")  # fmt: skip
@click.pass_obj
def command(
    workspace: Workspace, period: str, by: str, approved_by: str, reason: str, wait: float
) -> ExitCode:
    """Open a month again; what was closed stays on record. A year closed for good never opens.

    Exit codes: 0 opened and published; 1 it cannot be opened; 2 usage, or one person alone;
    3 opened, with slices in quarantine; 5 another run is busy.
    """
    from rich.console import Console

    from orchestration.books import afterwards, desk, reopening
    from orchestration.progress import ScreenProgress

    with (
        ScreenProgress(Console(stderr=True)) as progress,
        desk.alone(workspace, progress, wait_seconds=wait) as at,
    ):
        made = reopening.reopen(at, period, by=by, approved_by=approved_by, reason=reason)
    return afterwards.publish(workspace, made, wait_seconds=wait)
