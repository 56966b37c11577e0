"""`tonne factors`: continue the shipped tables that their publishers continue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from orchestration.exit_codes import ExitCode

if TYPE_CHECKING:
    from orchestration.factor_tables.refresh import Refreshed

_TABLES = ("fx_monthly", "price_index")
_MOST_SHOWN = 12


@click.group(name="factors")
def command() -> None:
    """Shipped factor tables."""


@command.command(name="refresh")
@click.argument("table", type=click.Choice(_TABLES))
@click.option("--from", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--url", help="Fetch from here instead of the publisher's own address.")
@click.option("--write", "is_written", is_flag=True, help="Write the table; without it, look only.")
@click.option("--accept", is_flag=True, help="Write although history changes.")
@click.option("--seeds", type=click.Path(file_okay=False, path_type=Path), help="Folder of tables.")
def refresh(
    table: str,
    file: Path | None,
    url: str | None,
    is_written: bool,
    accept: bool,
    seeds: Path | None,
) -> ExitCode:
    """Show what a newer publication changes in TABLE, and write it on --write.

    Exit codes: 0 shown or written, 1 the publication cannot be had or read, 4 not written because
    values of the past change by more than half a per cent.
    """
    from orchestration.dbt_project import CODE_ROOT
    from orchestration.factor_tables import refresh as tables
    from orchestration.factor_tables.publications import PUBLICATIONS

    if file and url:
        raise click.UsageError("Give --from or --url, not both.")
    publication = PUBLICATIONS[table]
    address = url or publication.url
    content = tables.given(file) if file else tables.fetched(address)
    target = (seeds or CODE_ROOT / "seeds") / publication.seed
    found = tables.compared(target, publication, content, str(file or address))
    _show(found)
    if not found.added and not found.changed:
        click.echo(f"{target.name} is up to date.")
        return ExitCode.OK
    if history := found.history():
        click.echo(f"{len(history)} values of the past change by more than 0.5 %.")
        if not accept:
            click.echo("Nothing is written: look at the publication, then give --accept.")
            return ExitCode.BREACHED
    if is_written:
        tables.write(target, found)
        click.echo(f"Wrote {target}. The next `tonne run` computes with it.")
    else:
        click.echo("Nothing is written yet: --write writes.")
    return ExitCode.OK


def _show(found: Refreshed) -> None:
    """What is added, by its first and last key, and the largest changes."""
    if found.added:
        first, last = " ".join(found.added[0]), " ".join(found.added[-1])
        click.echo(f"Added: {len(found.added)} rows, {first} to {last}.")
    largest = sorted(found.changed, key=lambda one: (-one.share, one.key))
    for one in largest[:_MOST_SHOWN]:
        name = " ".join(one.key)
        click.echo(f"Changed: {name}: {one.before} to {one.after} ({one.share:.2%}).")
    if len(largest) > _MOST_SHOWN:
        click.echo(f"Changed: {len(largest) - _MOST_SHOWN} more.")
