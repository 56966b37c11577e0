"""`tonne exports`: the exports that a cloud writes, how their runs went, a run on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from orchestration.exit_codes import ExitCode

if TYPE_CHECKING:
    from ingest.exports import Exports

_EMPTY = ("NewDataNotAvailable", "DataNotAvailable")


@click.command(name="exports")
@click.argument("cloud", metavar="CLOUD")
@click.argument("scope", metavar="SCOPE")
@click.option("--runs", "history", metavar="NAME", help="Show the runs of one export.")
@click.option("--start", metavar="NAME", help="Let one export run now.")
@click.option("--address", help="Ask here instead of the cloud's own address.")
def command(
    cloud: str, scope: str, history: str | None, start: str | None, address: str | None
) -> ExitCode:
    """Show the exports of SCOPE in CLOUD (azure: subscriptions/…, providers/Microsoft.Billing/…).

    Exit codes: 0 shown or started, 1 they cannot be seen or run.
    """
    from ingest.exports import exports_by_cloud

    known = exports_by_cloud()
    if cloud not in known:
        raise click.UsageError(f"{cloud} is no cloud that can be asked. Known: {', '.join(known)}")
    if history and start:
        raise click.UsageError("Give --runs or --start, not both.")
    exports = known[cloud](scope, address)
    if start:
        exports.start(start)
        click.echo(f"{start} runs now. What it delivers is landed by the next `tonne run`.")
    elif history:
        _show_runs(exports, history)
    else:
        _show(exports)
    return ExitCode.OK


def _show(exports: Exports) -> None:
    """Each export, and what to write into tonne.toml to read it."""
    listed = exports.listed()
    if not listed:
        click.echo("There is no export. Without one, name the scope itself as the uri of a source.")
    for one in listed:
        version = f" {one.version}" if one.version else ""
        click.echo(f"{one.name}: {one.writes}{version}, {one.timeframe}")
        if one.kind:
            click.echo(f'    kind = "{one.kind}"\n    uri = "{one.uri}"')
        else:
            click.echo("    no kind of source reads it")


def _show_runs(exports: Exports, name: str) -> None:
    runs = exports.runs(name)
    if not runs:
        click.echo(f"{name} has not run yet.")
    for one in runs:
        what = one.problem or one.manifest
        if one.status in _EMPTY:
            what = "there was nothing to deliver"
        click.echo(f"{one.submitted}  {one.status}  {one.period}  {what}".rstrip())
