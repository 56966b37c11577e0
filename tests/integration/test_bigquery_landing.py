"""Google's own clients against a real BigQuery emulator: partitions, nested rows, both reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from orchestration.doctor import places
from tests.bigquery_server import BigQueryServer
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_billing import Row, row
from tests.google_tables import BILLING

pytestmark = pytest.mark.slow

_ROWS = (
    "cast(usage_start_time as varchar)",
    "cost::varchar",
    "credits_amount::varchar",
    "labels",
    "system_labels['compute.googleapis.com/machine_spec']",
    "project_id",
    "usage_amount",
    "location_region",
)
_TABLE = "gcp_billing_export_resource_v1_0177BB_554433_A9B8C7"


@pytest.fixture
def table(bigquery_server: BigQueryServer) -> str:
    """The export, by ingestion day; the emulator's day is always today."""
    uri = bigquery_server.make_table(_TABLE, BILLING)
    bigquery_server.insert(_TABLE, [*_october(), row(day="2025-11-02", cost=0.5)])
    return uri


@pytest.fixture
def copy(bigquery_server: BigQueryServer) -> str:
    """A copy of the export by a column: four lines on three days, one of them late."""
    uri = bigquery_server.make_table(
        "export_copy", {**BILLING, "export_day": "DATE"}, day="export_day"
    )
    bigquery_server.insert("export_copy", [_on("2025-10-05", line) for line in _october()])
    bigquery_server.insert("export_copy", [_on("2025-10-06", row(day="2025-10-06", cost=4.0))])
    # A row of October that was exported in November.
    bigquery_server.insert("export_copy", [_on("2025-11-03", row(day="2025-10-31", cost=8.0))])
    return uri


def _october() -> list[Row]:
    discount = [("SUSTAINED_USAGE_DISCOUNT", -0.1), ("PROMOTION", -0.2)]
    return [row(cost=1.1, credits=discount), row(cost=2.2, labels={"team": "b", "env": "x"})]


def _on(day: str, line: Row) -> Row:
    return {**line, "export_day": day}


def _landed(home: Path, bigquery_server: BigQueryServer, uri: str, **keys: Any) -> LandedRows:
    given: dict[str, Any] = {
        "uri": uri,
        "endpoint_url": bigquery_server.rest_url,
        "storage_endpoint_url": bigquery_server.storage_url,
        **keys,
    }
    return LandedRows(home, "gcp_billing", "google", given)


def test_nested_rows_land_alike_through_the_storage_api_and_by_a_query(
    bigquery_server: BigQueryServer, table: str, tmp_path: Path
) -> None:
    stored = _landed(tmp_path / "stored", bigquery_server, table)
    queried = _landed(tmp_path / "queried", bigquery_server, table, use_storage_api=False)
    [one], [other] = stored.land().values(), queried.land().values()
    assert (one.status, one.rows, other.status, other.rows) == ("landed", 3, "landed", 3)
    rows = stored.rows(*_ROWS)
    assert rows == queried.rows(*_ROWS)
    assert [row[1:3] for row in rows] == [
        ("1.100000000000", "-0.300000000000"),
        ("2.200000000000", "0.000000000000"),
        ("0.500000000000", "0.000000000000"),
    ]
    assert rows[1][3:] == (
        {"env": "x", "team": "b"}, "n1-standard-4", "acme-search", 3600.0, "europe-west3",
    )  # fmt: skip


def test_a_table_lands_as_its_extract_does(
    bigquery_server: BigQueryServer, table: str, tmp_path: Path
) -> None:
    from tests.contract.samples import gcp_billing

    home = tmp_path / "files"
    gcp_billing.write(home, [*_october(), row(day="2025-11-02", cost=0.5)])
    files = LandedRows(home, "gcp_billing", "google", {"uri": "clouds/google"})
    files.land()
    read = _landed(tmp_path / "table", bigquery_server, table)
    read.land()
    assert files.rows("* exclude (slice_id, slice_version)") == read.rows(
        "* exclude (slice_id, slice_version)"
    )


def test_an_ingestion_day_is_a_slice_and_its_rows_are_of_the_months_they_were_used_in(
    bigquery_server: BigQueryServer, table: str, home: Path
) -> None:
    bill = _landed(home, bigquery_server, table)
    [landed] = bill.land().values()
    today = bigquery_server.run("select current_date()")[0][0].isoformat()
    assert landed.slice_id == f"google__{today}"
    [manifest] = bill.lake.manifests("gcp_billing")
    assert manifest.periods == ["2025-10", "2025-11"]
    assert {file.period for file in manifest.files} == {"2025-10", "2025-11"}
    [given] = manifest.inputs
    assert given.uri == f"{table}${today.replace('-', '')}"
    [kept] = bill.lake.root.rglob(f"source/{_TABLE}.{today}.parquet")
    assert kept.stat().st_size == given.bytes


def test_a_second_look_finds_nothing_new(
    bigquery_server: BigQueryServer, copy: str, home: Path
) -> None:
    bill = _landed(home, bigquery_server, copy, partition_column="export_day")
    assert {one.status for one in bill.land().values()} == {"landed"}
    assert {one.status for one in bill.land().values()} == {"unchanged"}


def test_a_late_row_replaces_exactly_the_partition_it_arrived_in(
    bigquery_server: BigQueryServer, copy: str, home: Path
) -> None:
    bill = _landed(home, bigquery_server, copy, partition_column="export_day")
    before = bill.land()
    assert sorted(before) == ["google__2025-10-05", "google__2025-10-06", "google__2025-11-03"]
    late = row(day="2025-10-30", cost=-0.4, cost_type="adjustment")
    bigquery_server.insert("export_copy", [_on("2025-11-03", late)])
    after = bill.land()
    assert {name: one.status for name, one in after.items()} == {
        "google__2025-10-05": "unchanged",
        "google__2025-10-06": "unchanged",
        "google__2025-11-03": "landed",
    }
    # The whole partition was read again: nothing is there twice.
    assert bill.rows("slice_id", "count(*)", "sum(cost)::varchar") == [
        ("google__2025-10-05", 2, "3.300000000000"),
        ("google__2025-10-06", 1, "4.000000000000"),
        ("google__2025-11-03", 2, "7.600000000000"),
    ]


def test_a_read_that_would_scan_too_much_is_refused_with_the_estimate(
    bigquery_server: BigQueryServer, table: str, home: Path
) -> None:
    [refused] = _landed(home, bigquery_server, table, maximum_bytes_billed=100).land().values()
    assert refused.status == "kept_missing"
    assert "maximum_bytes_billed allows 100. Raise it" in (refused.message or "")
    assert _landed(home, bigquery_server, table, maximum_bytes_billed=10**9).land()


def test_the_doctor_reads_a_table_and_tells_what_a_run_would_scan(
    bigquery_server: BigQueryServer, table: str, home: Path
) -> None:
    bill = _landed(home, bigquery_server, table, maximum_bytes_billed=10**9)
    [note] = places.findings(bill.source())
    assert note.severity == "note"
    assert "no query may scan more than 1,000,000,000 (maximum_bytes_billed)" in note.what


def test_the_doctor_says_why_a_table_cannot_be_read(
    bigquery_server: BigQueryServer, home: Path
) -> None:
    uri = "bigquery://acme-billing/billing/nowhere"
    [breach] = places.findings(_landed(home, bigquery_server, uri).source())
    assert breach.severity == "breach"
    assert f"{uri} does not exist" in breach.what


def test_a_table_without_newer_columns_has_them_null_and_others_are_left(
    bigquery_server: BigQueryServer, home: Path
) -> None:
    gone = ("tags", "transaction_type")
    older = {name: kind for name, kind in BILLING.items() if name not in gone}
    uri = bigquery_server.make_table("older", {**older, "brand_new": "STRING"})
    line = {name: value for name, value in row().items() if name not in gone}
    bigquery_server.insert("older", [{**line, "brand_new": "x"}])
    bill = _landed(home, bigquery_server, uri)
    bill.land()
    assert bill.rows("transaction_type", "cost_at_list", "labels['team']") == [
        (None, None, "search")
    ]
    assert "brand_new" not in bill.columns()


def test_another_table_is_refused_by_what_it_lacks(
    bigquery_server: BigQueryServer, home: Path
) -> None:
    uri = bigquery_server.make_table("weather", {"degrees": "FLOAT"})
    [refused] = _landed(home, bigquery_server, uri).land().values()
    assert "lacks the columns billing_account_id, service" in (refused.message or "")


def test_an_absent_table_keeps_what_was_landed(
    bigquery_server: BigQueryServer, copy: str, home: Path
) -> None:
    bill = _landed(home, bigquery_server, copy, partition_column="export_day")
    bill.land()
    bigquery_server.client().delete_table("acme-billing.billing.export_copy")
    assert {one.status for one in bill.land().values()} == {"kept_missing"}
    assert bill.rows("count(*)") == [(4,)]


def test_days_before_the_first_are_not_asked_for(
    bigquery_server: BigQueryServer, copy: str, home: Path
) -> None:
    bill = _landed(
        home, bigquery_server, copy, partition_column="export_day", first_day="2025-10-06"
    )
    assert sorted(bill.land()) == ["google__2025-10-06", "google__2025-11-03"]
