"""`tonne check-run`: what a training run took, against its limits or another run."""

from __future__ import annotations

from decimal import Decimal

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode

_LIMIT = click.FloatRange(min=0)
_TOLERANCE = 10.0


@click.command(name="check-run")
@click.argument("run_id", metavar="RUN")
@click.option("--max-kg", type=_LIMIT, metavar="KG", help="As many kgCO2e may all attempts take.")
@click.option("--max-joule-per-token", type=_LIMIT, metavar="J", help="Of IT energy.")
@click.option("--baseline", metavar="RUN", help="No more than this run, and the tolerance.")
@click.option(
    "--tolerance", type=_LIMIT, default=_TOLERANCE, show_default=True, metavar="PERCENT",
    help="By so much may the baseline be exceeded.",
)  # fmt: skip
@click.option("--method", type=click.Choice(["location", "market"]), default="location")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(
    workspace: Workspace, run_id: str, max_kg: float | None, max_joule_per_token: float | None,
    baseline: str | None, tolerance: float, method: str, form: str,
) -> ExitCode:  # fmt: skip
    """Hold RUN to kilograms and joules per token; what is not known is not held.

    Exit codes: 0 all bars hold, 1 nothing is published, 2 no bar or no such run, 4 one does not
    hold.
    """
    from orchestration import bars
    from orchestration.answers import FORMATS

    if max_kg is None and max_joule_per_token is None and baseline is None:
        raise click.UsageError("Give --max-kg, --max-joule-per-token or --baseline.")
    limits = bars.Limits(
        _exact(max_kg), _exact(max_joule_per_token), baseline, Decimal(repr(tolerance))
    )
    held = bars.run_bars(workspace.published, run_id, method, limits)
    answer = ((run_id, bar.measure, bar.value, bar.limit, bar.status) for bar in held)
    names = ("run", "measure", "value", "limit", "status")
    for line in FORMATS["json" if form == "json" else "table"](names, answer):
        click.echo(line)
    return ExitCode.OK if all(bar.status == "ok" for bar in held) else ExitCode.BREACHED


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
