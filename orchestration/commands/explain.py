"""`tonne explain`: how an entry of the books, or a cell of a disclosure, comes about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from ingest.settings import Workspace


@click.command(name="explain")
@click.argument("entry_id", required=False)
@click.option(
    "--cell",
    metavar="FRAMEWORK/REQUIREMENT/LINE_CODE@YEAR[/ROLE]",
    help="A cell of a disclosure instead: ROLE is n (default), n_minus_1, base or target.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(workspace: Workspace, entry_id: str | None, cell: str | None, form: str) -> None:
    """Print the arithmetic of the entry ENTRY_ID with every input, its factors and landed files.

    The beginning of an id is enough where only one begins so. Reads the published file alone.
    """
    from publish.explain import text
    from publish.explain.asked import UnknownEntryError
    from publish.reading import opened

    if (entry_id is None) == (cell is None):
        raise click.UsageError("Give the id of an entry, or --cell.")
    try:
        with opened(workspace.published) as marts:
            if entry_id is not None:
                _print(_entry(marts, entry_id), form, text.lines)
            else:
                _print_cell(marts, cell or "", form)
    except UnknownEntryError as error:
        raise click.UsageError(str(error)) from None


def _entry(marts: Any, entry_id: str) -> Mapping[str, Any]:
    from publish.explain import asked, explanation, record

    found = explanation.explain(marts, [asked.in_full(marts, entry_id)])
    return record.record(found[0])


def _print_cell(marts: Any, cell: str, form: str) -> None:
    from publish.explain import cell_record, cell_text

    _print(cell_record.cell(marts, cell), form, cell_text.lines)


def _print(record: Mapping[str, Any], form: str, as_text: Any) -> None:
    from orchestration.answers import json_text

    for line in as_text(record) if form == "text" else [json_text(record)]:
        click.echo(line)
