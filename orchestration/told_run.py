"""Run the main job with a person watching: bars, a summary, an exit code.

Belongs here: what `tonne run` and `tonne demo` share. Does not: the job, or the report.
"""

from __future__ import annotations

import logging
import time
from collections import Counter

import click
from rich.console import Console

from ingest.lake import Lake
from ingest.settings import Workspace, load_settings
from orchestration.exit_codes import ExitCode
from orchestration.lock import Busy, WriterLock, busy_sentence
from orchestration.progress import RunRecord, ScreenProgress
from orchestration.run_options import RunOptions


def run_aloud(workspace: Workspace, options: RunOptions) -> ExitCode:
    """Execute the main job; progress goes to stderr, the outcome to stdout.

    Raises:
        TonneError: nothing was published; the message says why.
    """
    started = time.monotonic()
    load_settings(workspace.home)  # a folder that is no workspace is said before anything loads
    _leave_if_busy(workspace, options)
    _keep_libraries_quiet(workspace)
    with ScreenProgress(Console(stderr=True)) as progress:
        progress.at("Starting", "", 0, 2)
        from orchestration import up_to_date
        from orchestration.dbt_project import Project
        from orchestration.workroom import Workroom

        room = Workroom(workspace, Project(workspace), progress)
        progress.at("Starting", "reading the models", 1, 2)
        room.manifest  # noqa: B018 - parsed here, where a bar says so
        progress.at("Starting", "", 2, 2)
        up_to_date.run(room, options)
    _tell(room.record, time.monotonic() - started)
    quarantined = Lake(workspace.lake).quarantined()
    for one in quarantined:
        click.echo(f"In quarantine: {one.slice_id}: {one.message}")
    return ExitCode.QUARANTINED if quarantined else ExitCode.OK


def _keep_libraries_quiet(workspace: Workspace) -> None:
    """What libraries warn of goes to a file: the screen is for the run's own words."""
    folder = workspace.state / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(filename=folder / "libraries.log", level=logging.WARNING)
    logging.captureWarnings(True)


def _leave_if_busy(workspace: Workspace, options: RunOptions) -> None:
    """Say at once what the run would find out after landing."""
    holder = WriterLock(workspace.state).holder()
    if holder and options.wait_seconds <= 0:
        raise Busy(busy_sentence(holder))


def _tell(record: RunRecord, seconds: float) -> None:
    counts = Counter(one.status for one in record.landed)
    if record.unchanged_slices:
        counts["unchanged"] += record.unchanged_slices
    words = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items())
    click.echo(f"Slices: {words or 'nothing new on offer'}.")
    if record.published:
        click.echo(f"Published run {record.published.run_id} in {seconds:.1f} s.")
    elif record.has_nothing_to_build:
        click.echo(f"Nothing new to publish; dbt was not started ({seconds:.1f} s).")
