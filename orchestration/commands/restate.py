"""`tonne restate`: shows what changed of closed months since, and posts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.books.pending import Pending

_KINDS = ("estimate_to_actual", "method", "error")
_COLUMNS = ("year", "months", "scope", "kind", "entries", "kgCO2e", "absolute kg of the scope",
            "published kg", "share", "threshold", "posts")  # fmt: skip


@click.command(name="restate")
@click.option("--dry-run", "step", flag_value="dry-run", help="Show what waits; writes nothing.")
@click.option("--post", "step", flag_value="post", help="Post what is due.")
@click.option("--year", type=int, metavar="YYYY", help="Of this fiscal year only.")
@click.option("--kind", type=click.Choice(_KINDS), help="Of this kind only.")
@click.option("--decided", is_flag=True, help="Errors below the threshold, too.")
@click.option("--by", metavar="ID", help="Who posts; recorded.")
@click.option("--approved-by", metavar="ID", help="Who agrees; another person.")
@click.option("--reason", metavar="TEXT", help="Why; recorded.")
@click.option("--wait", type=click.FloatRange(min=0), default=0, metavar="SECONDS",
              help="How long to wait for another run (default: not at all).")  # fmt: skip
@click.pass_obj
def command(
    workspace: Workspace,
    step: str | None,
    year: int | None,
    kind: str | None,
    decided: bool,
    by: str | None,
    approved_by: str | None,
    reason: str | None,
    wait: float,
) -> ExitCode:
    """Post to closed months what changed since: years closed for good from their threshold on.

    Exit codes: 0 shown, or posted and published; 1 nothing is pending or due; 2 usage, or one
    person alone; 3 posted, with slices in quarantine; 5 another run is busy.
    """
    if step is None:
        raise click.UsageError("Give --dry-run or --post.")
    from rich.console import Console

    from orchestration.books import afterwards, desk, pending, published_ledger, restating
    from orchestration.progress import ScreenProgress

    wanted = pending.Wanted(year, kind, decided)
    if step == "dry-run":
        with published_ledger.opened(workspace) as published:
            _show(pending.read(published, wanted))
        return ExitCode.OK
    if not (by and approved_by and reason and reason.strip()):
        raise click.UsageError("--post needs --by ID, --approved-by ID and --reason TEXT.")
    with (
        ScreenProgress(Console(stderr=True)) as progress,
        desk.alone(workspace, progress, wait_seconds=wait) as at,
    ):
        made = restating.post(at, wanted, by=by, approved_by=approved_by, reason=reason)
    return afterwards.publish(workspace, made, wait_seconds=wait)


def _show(waiting: Sequence[Pending]) -> None:
    from orchestration.answers import as_table

    if not waiting:
        click.echo("Nothing is pending: the closed months say what the figures say.")
        return
    rows = (
        (one.fiscal_year, one.period_status, one.scope, one.kind, one.entries, one.kgco2e,
         one.absolute_kgco2e, one.published_kgco2e, _percent(one.share), _percent(one.threshold),
         "yes" if one.posts else "waits")
        for one in waiting
    )  # fmt: skip
    for line in as_table(_COLUMNS, rows):
        click.echo(line)


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.2%}"
