"""`tonne init`: a new workspace, with comments that say what goes where."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.settings import Workspace

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
# kind = "aws_cur2"                                # AWS Data Exports, CUR 2.0, Parquet, overwrite
# uri = "s3://my-bucket/my-prefix/my-export"       # or a folder
# region = "us-east-1"
#
# AWS's own carbon figures: the export keeps every model version, the API tells the newest.
#
# [sources.acme_carbon]
# kind = "aws_carbon"                              # AWS Data Exports, CARBON_EMISSIONS
# uri = "s3://my-bucket/my-prefix/my-carbon-export"
#
# [sources.acme_ccft]
# kind = "aws_sustainability"                      # or the API; water too, water = false leaves it
# uri = "aws://111122223333"                       # the account that is asked; profile = "…"
# since = "2022-01"
#
# Measured CPU utilisation replaces the default of 50 %: from CloudWatch, or from files.
#
# [sources.acme_cpu]
# kind = "aws_cloudwatch"
# uri = "aws://111122223333/eu-west-1"             # account and region
# since = "2025-10-01"
#
# [sources.utilisation]
# kind = "cpu_utilisation"                         # CSV, Parquet, or JSON of the clouds' monitors
# uri = "inputs/utilisation"
#
# Pods take shares of nodes whose bill has no split rows: answers of OpenCost's /allocation, daily.
#
# [sources.cluster]
# kind = "opencost"
# uri = "inputs/opencost"
#
# Hourly grid intensity makes location_hourly real: CSV files of em_zone, hour_at, value, boundary.
#
# [sources.grid]
# kind = "grid_hourly"
# uri = "inputs/grid"
"""


@click.command(name="init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Write a new workspace into FOLDER."""
    from ingest.source import discover

    workspace = Workspace(folder)
    if workspace.settings_file.exists():
        raise click.UsageError(f"{workspace.settings_file} exists: this is a workspace already.")
    workspace.inputs.mkdir(parents=True, exist_ok=True)
    name = workspace.home.name.replace('"', "")
    for source in discover().values():
        if source.register:
            register = workspace.inputs / source.register
            if not register.exists():
                register.write_text(",".join(source.columns) + "\n", encoding="utf-8")
    workspace.settings_file.write_text(_SETTINGS.format(name=name), encoding="utf-8")
    click.echo(f"Wrote {workspace.settings_file} and the registers in {workspace.inputs}.")
    click.echo("Next: name a source in tonne.toml, fill inputs/entities.csv, then `tonne run`.")
    click.echo("`tonne doctor` says what is missing or lost on the way.")
