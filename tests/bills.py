"""Hand-made bills: rows of CUR 2.0 as a test needs them, delivered as AWS delivers an export.

Belongs here: rows with sensible defaults, the overwrite layout, the workspace around a bill. Does
not: what a test expects of the figures. The columns and their types are those of `ingest.demo`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from ingest.demo.columns import SCHEMA, manifest_columns
from ingest.demo.export import Export
from ingest.demo.month import Month

Row = dict[str, object]
"""One line: columns of CUR 2.0; those left out are null."""

EXPORT = "handmade"
ACCOUNT = "012345678901"
_NOON = datetime(2025, 10, 15, 12)
_ENTITY = (
    "entity_id,entity_name,country_iso2,fiscal_year_start_month,reporting_currency,"
    "consolidation_approach,scope3_energy_basis,gwp_target\n"
    "handmade,Handmade Ltd,DE,1,EUR,operational_control,location,AR6\n"
)
_SETTINGS = """
[workspace]
name = "Handmade"
[sources.{export}]
kind = "aws_cur2"
uri = "clouds/exports/{export}"
"""
_GRID = """
[sources.grid]
kind = "grid_hourly"
uri = "inputs/grid"
"""


def moment(day: str) -> datetime:
    """The beginning of a day, `YYYY-MM-DD`."""
    return datetime.fromisoformat(day)


def line(
    usage_type: str, *, at: datetime = _NOON, hours: float = 1, amount: float = 1.0,
    cost: float = 1.0, team: str | None = None, **columns: object,
) -> Row:  # fmt: skip
    """A usage line of `amount` units and `cost` USD.

    Args:
        usage_type: as the bill spells it, with the prefix of its region.
        at: start of the line, UTC.
        hours: how long it is.
        amount: in `pricing_unit`, hours unless another is given.
        cost: unblended.
        team: value of the tag `user_team`.
        **columns: further columns of CUR 2.0; they win over the defaults.
    """
    return {
        "bill_payer_account_id": ACCOUNT,
        "line_item_usage_account_id": ACCOUNT,
        "line_item_line_item_type": "Usage",
        "line_item_product_code": "AmazonEC2",
        "line_item_operation": "RunInstances",
        "line_item_usage_type": usage_type,
        "line_item_usage_start_date": at,
        "line_item_usage_end_date": at + timedelta(hours=hours),
        "line_item_usage_amount": amount,
        "line_item_unblended_cost": cost,
        "line_item_currency_code": "USD",
        "pricing_unit": "Hrs",
        "product_region_code": "us-east-1",
        "resource_tags": {"user_team": team} if team else {},
        **columns,
    }


def instance(instance_type: str, *, prefix: str = "", **given: object) -> Row:
    """An on-demand instance for an hour; `prefix` is that of the region's usage types (`EUC1-`)."""
    columns: dict[str, object] = {
        "line_item_resource_id": f"i-{instance_type}",
        "product_instance_type": instance_type,
        **given,
    }
    return line(f"{prefix}BoxUsage:{instance_type}", **columns)  # pyright: ignore[reportArgumentType]


def deliver(bucket: Path, rows: Iterable[Row], *, name: str = EXPORT) -> Path:
    """Write one export of `rows` under `bucket`, a month of lines per file; returns its folder."""
    export = Export(bucket, "exports", name)
    months: dict[str, list[Row]] = {}
    for row in rows:
        start = row["line_item_usage_start_date"]
        assert isinstance(start, datetime)
        months.setdefault(f"{start:%Y-%m}", []).append(row)
    for period, lines in months.items():
        _deliver_month(export, Month(period), lines)
    return export.folder


def write_workspace(
    home: Path,
    rows: Iterable[Row],
    *,
    teams: Sequence[str] = (),
    grid: Mapping[str, Mapping[datetime, float]] | None = None,
) -> Path:
    """Write a workspace of one bill and its registers.

    Args:
        home: made when absent.
        rows: the bill.
        teams: ids of teams, each owning what is tagged with it.
        grid: direct intensity in g/kWh by zone and hour.
    """
    deliver(home / "clouds", rows)
    inputs = home / "inputs"
    inputs.mkdir(exist_ok=True)
    (inputs / "entities.csv").write_text(_ENTITY)
    rules = [(f"tag-{t}", 10 + i, "tag", "user_team", t, t, "", "") for i, t in enumerate(teams)]
    _write_csv(inputs / "teams.csv", "team_id,team_name,cost_center", [(t, t, "") for t in teams])
    _write_csv(
        inputs / "attribution_rules.csv",
        "rule_id,priority,kind,tag_key,pattern,team_id,valid_from,valid_to",
        rules,
    )
    (home / "tonne.toml").write_text(_SETTINGS.format(export=EXPORT) + (_GRID if grid else ""))
    for zone, hours in (grid or {}).items():
        (inputs / "grid").mkdir(exist_ok=True)
        _write_csv(
            inputs / "grid" / f"{zone}.csv",
            "em_zone,hour_at,value_gco2e_per_kwh,boundary,is_estimated",
            [(zone, f"{at:%Y-%m-%dT%H:%M:%SZ}", g, "direct", "false") for at, g in hours.items()],
        )
    return home


def _deliver_month(export: Export, month: Month, rows: Sequence[Row]) -> None:
    period = {
        "bill_billing_period_start_date": month.start,
        "bill_billing_period_end_date": month.end,
    }
    numbered = [
        {"identity_line_item_id": f"{month.period}-{number}", **period, **row}
        for number, row in enumerate(rows)
    ]
    data = export.bucket / export.data_key(month, 1)
    data.parent.mkdir(parents=True, exist_ok=True)
    table = pl.DataFrame(numbered, schema=SCHEMA, strict=False).to_arrow()
    pq.write_table(table, data, compression="snappy", store_schema=False)
    manifest = export.bucket / export.manifest_key(month)
    manifest.parent.mkdir(parents=True, exist_ok=True)
    document = {
        "exportName": export.name,
        "columns": manifest_columns(),
        "dataFiles": [export.uri(export.data_key(month, 1))],
    }
    manifest.write_text(json.dumps(document))


def _write_csv(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(header + "\n")
        csv.writer(file, lineterminator="\n").writerows(rows)
