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
# [sources.acme_azure]
# kind = "azure_cost"                              # Cost Management export of actual cost
# uri = "az://account/container/folder/my-export"  # `tonne exports azure SCOPE` names it
# amortized_uri = "az://account/container/folder/my-amortized-export"
#
# [sources.acme_azure_focus]                       # or this one; never both for one scope
# kind = "azure_focus"
# uri = "az://account/container/folder/my-focus-export"
#
# [sources.acme_azure_carbon]
# kind = "azure_carbon"                            # what Microsoft itself reports
# uri = "https://management.azure.com"
# subscriptions = ["00000000-0000-0000-0000-000000000000"]
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
