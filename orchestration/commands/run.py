"""`tonne run`: land what is new, compute what that changes, publish."""

from __future__ import annotations

import click

from ingest.lake import Lake
from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode
from orchestration.run_options import RunOptions


@click.command(name="run")
@click.option("--source", metavar="NAME", help="Land this source only.")
@click.option("--retire", metavar="SLICE", multiple=True, help="First take a slice's rows away.")
@click.option("--restore", metavar="SLICE", multiple=True, help="First undo a retirement.")
@click.option("--full-refresh", is_flag=True, help="Compute every slice anew.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    metavar="SECONDS",
    help="How long to wait for another run (default: not at all).",
)
@click.pass_obj
def command(
    workspace: Workspace,
    source: str | None,
    retire: tuple[str, ...],
    restore: tuple[str, ...],
    full_refresh: bool,
    wait: float,
) -> ExitCode:
    """Land what is new, compute what that changes, publish the marts.

    Exit codes: 0 published or nothing new, 1 failed and nothing published, 3 published with slices
    in quarantine, 5 another run is busy.
    """
    from orchestration.told_run import run_aloud

    for slice_id in retire:
        _refuse_what_never_changes(workspace, slice_id)
        retired = Lake(workspace.lake).retire(slice_id)
        click.echo(f"Retired {retired.slice_id}; it stays away until it is delivered anew.")
    for slice_id in restore:
        restored = Lake(workspace.lake).restore(slice_id)
        click.echo(f"Restored {restored.slice_id}, version {restored.version}.")
    return run_aloud(workspace, RunOptions(wait, full_refresh, source))


def _refuse_what_never_changes(workspace: Workspace, slice_id: str) -> None:
    from ingest.errors import TonneError
    from ingest.source import discover

    lake = Lake(workspace.lake)
    kinds = [kind for kind, source in discover().items() if source.is_immutable]
    if any(lake.manifest(kind, slice_id) for kind in kinds):
        raise TonneError(
            f"{slice_id} is a book, and what was decided is not taken away. A month that was "
            "closed softly opens again with `tonne reopen`."
        )
