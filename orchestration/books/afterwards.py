"""What every command does that wrote a book: says so, then runs, so that readers see it.

Belongs here: the words, and that a book stands whatever becomes of the run. Does not: writing it.
"""

from __future__ import annotations

import click

from ingest.book_chain import SUFFIX
from ingest.book_event import Event
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.exit_codes import ExitCode
from orchestration.run_options import RunOptions
from orchestration.told_run import run_aloud


def publish(workspace: Workspace, event: Event, *, wait_seconds: float) -> ExitCode:
    """Land, build and publish what `event` decided.

    Raises:
        TonneError: the run failed or another is busy; the book stands all the same.
    """
    click.echo(f"Wrote {workspace.books / event.book_id}{SUFFIX}, checksum {event.checksum}.")
    try:
        return run_aloud(workspace, RunOptions(wait_seconds=wait_seconds))
    except TonneError:
        said = f"{event.book_id} stands, and is not published yet: `tonne run` publishes it."
        click.echo(said, err=True)
        raise
