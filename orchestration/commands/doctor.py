"""`tonne doctor`: what would make a figure wrong or missing, each finding with its remedy."""

from __future__ import annotations

import click

from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode


@click.command(name="doctor")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.pass_obj
def command(workspace: Workspace, form: str) -> ExitCode:
    """Examine settings, sources, exports, landed slices and published figures; writes nothing.

    Exit codes: 0 nothing is wrong (there may be notes), 4 a breach: something makes a figure wrong
    or missing.
    """
    from orchestration.answers import as_json
    from orchestration.doctor.examination import examine
    from publish import cells

    found = examine(workspace)
    if form == "json":
        rows = ((one.severity, one.what, one.where, one.remedy) for one in found)
        for line in as_json(["severity", "what", "where", "remedy"], rows):
            click.echo(line)
    else:
        for one in found:
            click.echo(f"{one.severity.upper():<7} {cells.visible(one.where)}")
            click.echo(f"        {cells.visible(one.what)}")
            click.echo(f"        {cells.visible(one.remedy)}")
        breaches = sum(one.severity == "breach" for one in found)
        click.echo(f"{breaches} breaches, {len(found) - breaches} notes.")
    is_breached = any(one.severity == "breach" for one in found)
    return ExitCode.BREACHED if is_breached else ExitCode.OK
