"""`tonne demo`: a made-up company from its bills to its reports."""

from __future__ import annotations

import click

from ingest.errors import TonneError
from ingest.settings import Workspace, load_settings
from orchestration.commands.report import write_and_tell
from orchestration.exit_codes import ExitCode
from orchestration.run_options import RunOptions


@click.command(name="demo")
@click.option(
    "--lines",
    type=click.IntRange(min=2_000),
    default=150_000,
    show_default=True,
    help="AWS bill lines over three months; the other clouds follow in proportion.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="Changes the company.")
@click.pass_obj
def command(workspace: Workspace, lines: int, seed: int) -> ExitCode:
    """Write a made-up company into the workspace, run the main job and its reports."""
    from ingest.demo import MONTHS, TRAINING
    from orchestration.told_run import run_aloud

    _refuse_real(workspace)
    _write(workspace, lines, seed)
    code = run_aloud(workspace, RunOptions())
    from publish.summary import lines as summary

    click.echo("")
    for line in summary(workspace.published):
        click.echo(line)
    click.echo("")
    write_and_tell(workspace)
    write_and_tell(workspace, name="ai-run", subject=TRAINING)
    write_and_tell(workspace, name="ai-serving")
    write_and_tell(workspace, name="disclosures", period=MONTHS[-1][:4])
    write_and_tell(workspace, name="chargeback")
    return code


def _refuse_real(workspace: Workspace) -> None:
    from ingest.demo.workspace import SOURCE

    if workspace.settings_file.exists() and SOURCE not in load_settings(workspace.home).sources:
        raise TonneError(
            f"{workspace.home} is the workspace of somebody who is not made up. "
            "Name another folder: `tonne --home DIR demo`."
        )


def _write(workspace: Workspace, lines: int, seed: int) -> None:
    from rich.console import Console

    from ingest.demo import write_company
    from orchestration.progress import ScreenProgress

    with ScreenProgress(Console(stderr=True)) as progress:
        progress.say(f"Writing a made-up company of about {lines:,} bill lines on AWS …")
        write_company(workspace.home, lines=lines, seed=seed, own_sites=True, progress=progress.say)
