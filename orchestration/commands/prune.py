"""`tonne prune`: remove old landed versions that nothing needs any more."""

from __future__ import annotations

import click

from ingest.settings import Workspace


@click.command(name="prune")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    required=True,
    metavar="N",
    help="How many versions of each slice stay, the current one among them.",
)
@click.option("--delete", "act", flag_value="delete", help="Remove them.")
@click.option("--dry-run", "act", flag_value="dry-run", help="Only say what would go.")
@click.pass_obj
def command(workspace: Workspace, keep: int, act: str | None) -> None:
    """Remove landed versions but the newest N of each slice; what a book names stays.

    Exit codes: 0 done, 1 a book cannot be read and nothing was removed, 5 another run is busy.
    """
    from ingest.lake import Lake
    from ingest.retention import old_versions, remove
    from orchestration.lock import WriterLock

    if act is None:
        raise click.UsageError("Say --dry-run or --delete.")
    lock = WriterLock(workspace.state)
    lock.take()
    try:
        found = old_versions(Lake(workspace.lake), workspace.home / "books", keep=keep)
        for old in found:
            kept = f"stays: {old.needed_by} names it" if old.needed_by else "goes"
            click.echo(f"{old.manifest.slice_id} version {old.manifest.version}: {kept}")
            if act == "delete" and not old.needed_by:
                remove(old)
    finally:
        lock.release()
    going = [old for old in found if not old.needed_by]
    verb = "Removed" if act == "delete" else "Would remove"
    size = sum(old.bytes for old in going)
    click.echo(f"{verb} {len(going)} versions, {size} bytes; {len(found) - len(going)} stay.")
