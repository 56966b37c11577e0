"""`tonne init`: a new workspace, with comments that say what goes where."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.settings import Workspace

if TYPE_CHECKING:
    from ingest.source import Source

_SETTINGS = """\
# A Tonne workspace. Secrets never stand here: credentials come from each cloud's own default
# chain (environment, profile, instance role).

[workspace]
name = "{name}"
# Keep the bytes as fetched beside what is made of them. Without them an auditor cannot walk back.
keep_source = true

# One table per export; its name becomes part of every slice it lands (a-z, 0-9, _).
#
# [sources.acme_aws]
# kind = "aws_cur2"
# uri = "s3://my-bucket/my-prefix/my-export"       # or a folder
# region = "us-east-1"
#
# The kinds there are. One bill of a payer is enough: two of the same month count twice.
#
{kinds}
#
# Pods take shares of nodes whose bill has no split rows: answers of OpenCost's /allocation, daily.
#
# [sources.cluster]
# kind = "opencost"
# uri = "inputs/opencost"
#
# Measured energy of own machines: raw samples of exporters, out of Prometheus' API.
#
# [sources.cluster_metrics]
# kind = "prometheus_samples"
# uri = "https://prometheus.example.org"
# presets = ["dcgm", "kepler"]
#
# Hourly grid intensity makes location_hourly real: CSV files of em_zone, hour_at, value, boundary,
# or a publisher's API (ingest/grid/README.md says which secret each takes from the environment).
#
# [sources.grid]
# kind = "grid_hourly"
# uri = "inputs/grid"
#
# The registers in inputs/ need no table here. Fill those that you have something for; a row that
# makes no sense is refused with its line and what helps.
#
{registers}
#
# books/ needs no table either. `tonne close` writes it: a file per month or year that two people
# closed, and per posting since. None of them ever changes; back them up with inputs/ and lake/.
"""


@click.command(name="init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a new workspace into FOLDER."""
    from ingest.source import discover

    kinds = discover()
    workspace = Workspace(folder)
    if workspace.settings_file.exists():
        raise click.UsageError(f"{workspace.settings_file} exists: this is a workspace already.")
    workspace.inputs.mkdir(parents=True, exist_ok=True)
    workspace.books.mkdir(exist_ok=True)
    name = workspace.home.name.replace('"', "")
    for source in kinds.values():
        if source.register:
            register = workspace.inputs / source.register
            if not register.exists():
                register.write_text(",".join(source.columns) + "\n", encoding="utf-8")
    text = _SETTINGS.format(
        name=name,
        kinds="\n".join(_described(kinds)),
        registers="\n".join(_registers(kinds)),
    )
    workspace.settings_file.write_text(text, encoding="utf-8")
    click.echo(f"Wrote {workspace.settings_file} and the registers in {workspace.inputs}.")
    click.echo("Next: name a source in tonne.toml, fill inputs/entities.csv, then `tonne run`.")
    click.echo("`tonne doctor` says what is missing or lost on the way.")


def _described(kinds: Mapping[str, type[Source]]) -> Iterator[str]:
    """A comment for each kind that a person configures: what its module says of itself."""
    for kind, source in kinds.items():
        if source.register is None and source.folder is None:
            yield f"# {kind:<16} {_said(source)}"


def _registers(kinds: Mapping[str, type[Source]]) -> Iterator[str]:
    """A comment for each register, and the columns that no row may leave empty."""
    from ingest.csv_source import CsvSource

    for source in kinds.values():
        if source.register and issubclass(source, CsvSource):
            needed = ", ".join(name for name in source.columns if name in source.required)
            yield f"# {source.register:<22} {_said(source)}"
            yield f"# {'':<22} never empty: {needed}"


def _said(source: type[Source]) -> str:
    return (inspect.getdoc(sys.modules[source.__module__]) or "").splitlines()[0]
