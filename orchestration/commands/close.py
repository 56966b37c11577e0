"""`tonne close`: closes a month softly or a fiscal year for good, by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.books.checks import Check


@click.command(name="close")
@click.option("--period", metavar="YYYY-MM", help="A month: closed softly, it can be reopened.")
@click.option("--year", metavar="YYYY", help="A fiscal year: closed for good.")
@click.option("--prepare", "step", flag_value="prepare", help="Check it, and write down what is.")
@click.option("--approve", "step", flag_value="approve", help="Close what another prepared.")
@click.option("--by", required=True, metavar="ID", help="Who you are; it is recorded.")
@click.option("--accept", multiple=True, metavar="CHECK", help="Close although CHECK refuses.")
@click.option("--reason", metavar="TEXT", help="Why; needed where a check is accepted.")
@click.option("--wait", type=click.FloatRange(min=0), default=0, metavar="SECONDS",
              help="How long to wait for another run (default: not at all).")  # fmt: skip
@click.pass_obj
def command(
    workspace: Workspace,
    period: str | None,
    year: str | None,
    step: str | None,
    by: str,
    accept: tuple[str, ...],
    reason: str | None,
    wait: float,
) -> ExitCode:
    """Close a month or a fiscal year: one person prepares it, another approves.

    Exit codes: 0 prepared, or closed and published; 1 it cannot be closed now; 2 usage, or one
    person alone; 3 closed, with slices in quarantine; 4 a check refuses; 5 another run is busy.
    """
    _hold_usage(period, year, step, accept, reason)
    from rich.console import Console

    from orchestration.books import afterwards, checks, closing, desk
    from orchestration.progress import ScreenProgress

    with (
        ScreenProgress(Console(stderr=True)) as progress,
        desk.alone(workspace, progress, wait_seconds=wait) as at,
    ):
        asked = closing.asked(at, month=period, year=year)
        found = checks.read(at.published, asked)
        _tell(found)
        if step == "prepare":
            made = closing.prepare(at, asked, found, by=by, accepted=accept, reason=reason)
            click.echo(f"Prepared {asked.title} by {made.prepared_by}, checksum {made.checksum}.")
            click.echo("Nothing is closed until another person approves: `tonne close --approve`.")
            return ExitCode.OK
        made = closing.approve(at, asked, found, by=by)
    return afterwards.publish(workspace, made, wait_seconds=wait)


def _hold_usage(
    period: str | None, year: str | None, step: str | None, accept: Sequence[str], reason: object
) -> None:
    if (period is None) == (year is None):
        raise click.UsageError("Give --period or --year.")
    if step is None:
        raise click.UsageError("Give --prepare, or --approve for what another person prepared.")
    if step == "approve" and (accept or reason):
        raise click.UsageError("--accept and --reason belong to --prepare: prepare it again.")


def _tell(found: Sequence[Check]) -> None:
    """What is not in order, and how much is."""
    from publish import cells

    for one in found:
        if one.status != "ok":
            text = cells.visible(f"{one.check_id} ({one.period}): {one.text}")
            click.echo(f"{one.status.upper():<7} {text}")
    passed = sum(one.status == "ok" for one in found)
    click.echo(f"Checks: {passed} of {len(found)} are in order.")
