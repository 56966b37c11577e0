"""The Carbon Footprint table in a real BigQuery emulator: months, model versions, backfills."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bigquery_server import BigQueryServer
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_carbon import row
from tests.google_tables import CARBON, CARBON_WITH_OFFSETS

pytestmark = pytest.mark.slow

_TABLE = "carbon_footprint"
_SQL_NAME = f"`acme-billing.billing.{_TABLE}`"


def _landed(home: Path, server: BigQueryServer, uri: str) -> LandedRows:
    keys = {
        "uri": uri,
        "endpoint_url": server.rest_url,
        "storage_endpoint_url": server.storage_url,
    }
    return LandedRows(home, "gcp_carbon", "footprint", keys)


@pytest.mark.parametrize("columns", [CARBON_WITH_OFFSETS, CARBON], ids=["older", "newer"])
def test_a_month_is_a_slice_with_or_without_the_deprecated_columns(
    bigquery_server: BigQueryServer, home: Path, columns: dict[str, Any]
) -> None:
    uri = bigquery_server.make_table(_TABLE, columns, day="usage_month")
    bigquery_server.insert(_TABLE, [row(), row(project=None), row(month="2022-12", market=None)])
    figures = _landed(home, bigquery_server, uri)
    landed = figures.land()
    assert {name: one.rows for name, one in landed.items()} == {
        "footprint__2022-12": 1,
        "footprint__2025-10": 2,
    }
    assert figures.rows(
        "usage_month::varchar",
        "project_id",
        "project_number",
        "carbon_model_version",
        "carbon_footprint_kgco2e_scope2_location_based::varchar",
        "carbon_footprint_kgco2e_scope2_market_based::varchar",
        "carbon_footprint_total_kgco2e_market_based::varchar",
    ) == [
        ("2022-12-01", "acme-search", "883019284756", "14", "20.250000000000", None, None),
        (
            "2025-10-01", "acme-search", "883019284756", "14", "20.250000000000",
            "4.000000000000", "12.625000000000",
        ),
        ("2025-10-01", None, "", "14", "20.250000000000", "4.000000000000", "12.625000000000"),
    ]  # fmt: skip


def test_a_backfill_with_a_newer_model_replaces_its_month_and_no_other(
    bigquery_server: BigQueryServer, home: Path
) -> None:
    uri = bigquery_server.make_table(_TABLE, CARBON, day="usage_month")
    bigquery_server.insert(_TABLE, [row(), row(month="2025-11")])
    figures = _landed(home, bigquery_server, uri)
    figures.land()
    bigquery_server.run(f"delete from {_SQL_NAME} where usage_month = '2025-10-01'")
    bigquery_server.insert(_TABLE, [row(model=15, s3=9.0)])
    assert {name: one.status for name, one in figures.land().items()} == {
        "footprint__2025-10": "landed",
        "footprint__2025-11": "unchanged",
    }
    assert figures.rows("slice_id", "carbon_model_version") == [
        ("footprint__2025-10", "15"),
        ("footprint__2025-11", "14"),
    ]


def test_a_correction_within_a_model_is_seen(bigquery_server: BigQueryServer, home: Path) -> None:
    uri = bigquery_server.make_table(_TABLE, CARBON, day="usage_month")
    bigquery_server.insert(_TABLE, [row(), row(project="acme-ads")])
    figures = _landed(home, bigquery_server, uri)
    figures.land()
    # The sums are the same: only a look at the rows shows that two projects changed places.
    bigquery_server.run(f"delete from {_SQL_NAME} where true")
    bigquery_server.insert(_TABLE, [row(s1=1.0), row(project="acme-ads", s1=2.0)])
    assert [one.status for one in figures.land().values()] == ["landed"]
