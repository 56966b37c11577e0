"""`tonne check-budget`: what budgets have left, for a pipeline that must not go on without any."""

from __future__ import annotations

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode


@click.command(name="check-budget")
@click.argument("budgets", metavar="[BUDGET]...", nargs=-1)
@click.option("--forecast", is_flag=True, help="A forecast beyond the budget is a breach as well.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(workspace: Workspace, budgets: tuple[str, ...], forecast: bool, form: str) -> ExitCode:
    """Hold that no BUDGET (all, where none is named) is exceeded by what is published.

    Exit codes: 0 none is, 1 nothing is published, 2 no such budget, 4 one is.
    """
    from orchestration import bars
    from orchestration.answers import FORMATS

    rows = bars.budgets(workspace.published, budgets)
    statuses = [bars.budget_status(row, with_forecast=forecast) for row in rows]
    names = ("budget", "month", "used_tco2e", "budget_tco2e", "forecast_tco2e", "unknown", "status")
    answer = (
        (
            row["budget_id"], row["activity_month"], row["burned_tco2e"], row["budget_tco2e"],
            row["forecast_tco2e"], row["unknown_subjects"], status,
        )
        for row, status in zip(rows, statuses, strict=True)
    )  # fmt: skip
    for line in FORMATS["json" if form == "json" else "table"](names, answer):
        click.echo(line)
    if not rows:
        click.echo("No budget is registered in inputs/budgets.csv.", err=True)
    breached = any(status != "ok" for status in statuses)
    return ExitCode.BREACHED if breached else ExitCode.OK
