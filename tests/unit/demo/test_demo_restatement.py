"""November, delivered twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from ingest.demo import DemoCompany, restate_november, write_company
from ingest.demo.company import PAYER

RowsOf = Callable[..., pl.DataFrame]
EXPORT = Path("clouds/aws/exports/lumenfold-cur2")
NOVEMBER = "BILLING_PERIOD=2025-11"


def _bytes(home: Path) -> dict[str, str]:
    """Hashes of the data; manifests name absolute paths and differ by home."""
    files = sorted((home / EXPORT).rglob("*.parquet"))
    return {str(f.relative_to(home)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


@pytest.fixture(scope="module")
def deliveries(
    tmp_path_factory: pytest.TempPathFactory, rows_of: RowsOf
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """November as first delivered, and as restated."""
    home = tmp_path_factory.mktemp("twice")
    write_company(home, lines=6_000, restated=False)
    own = pl.col("bill_payer_account_id") == PAYER.account_id
    first = rows_of(home, "2025-11").filter(own)
    restate_november(home)
    return first, rows_of(home, "2025-11").filter(own)


def test_restating_ends_where_writing_it_restated_does(small: DemoCompany, tmp_path: Path) -> None:
    write_company(tmp_path, lines=6_000, restated=False)
    assert _bytes(tmp_path) != _bytes(small.home)
    again = restate_november(tmp_path)
    assert _bytes(tmp_path) == _bytes(small.home)
    assert again.lines == small.lines
    assert again.restated


def test_only_november_is_delivered_again(tmp_path: Path) -> None:
    write_company(tmp_path, lines=4_000, restated=False)
    before = _bytes(tmp_path)
    restate_november(tmp_path)
    changed = {name for name, value in _bytes(tmp_path).items() if before[name] != value}
    assert changed
    assert all(NOVEMBER in name for name in changed)


def test_a_surplus_chunk_is_overwritten_with_no_rows_and_not_named(tmp_path: Path) -> None:
    write_company(tmp_path, lines=4_000, restated=False)
    data = tmp_path / EXPORT / "data" / NOVEMBER
    chunks = sorted(data.iterdir())
    assert all(pq.read_metadata(chunk).num_rows > 0 for chunk in chunks)
    restate_november(tmp_path)
    assert sorted(data.iterdir()) == chunks
    assert pq.read_metadata(chunks[-1]).num_rows == 0
    assert pq.read_schema(chunks[-1]).names == pq.read_schema(chunks[0]).names
    manifest = tmp_path / EXPORT / "metadata" / NOVEMBER / "lumenfold-cur2-Manifest.json"
    named = [uri.rsplit("/", 1)[1] for uri in json.loads(manifest.read_text())["dataFiles"]]
    assert named == [chunk.name for chunk in chunks[:-1]]


def test_the_manifest_of_the_second_delivery_is_another(tmp_path: Path) -> None:
    write_company(tmp_path, lines=4_000, restated=False)
    manifest = tmp_path / EXPORT / "metadata" / NOVEMBER / "lumenfold-cur2-Manifest.json"
    first = json.loads(manifest.read_text())["executionId"]
    restate_november(tmp_path)
    assert json.loads(manifest.read_text())["executionId"] != first


def test_late_lines_and_a_refund_arrive(deliveries: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    first, second = deliveries
    late = pl.col("line_item_product_code").is_in(["AmazonCloudFront", "awskms"])
    assert second.filter(late).height > first.filter(late).height
    assert second.filter(~late).height == first.filter(~late).height + 1
    refund = second.filter(pl.col("line_item_line_item_type") == "Refund")
    assert refund["line_item_unblended_cost"].item() < 0
    assert "Refund" not in set(first["line_item_line_item_type"])


def test_some_costs_and_amounts_change_and_most_stay(
    deliveries: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    key = ["line_item_resource_id", "line_item_usage_type", "line_item_usage_start_date",
           "line_item_line_item_type"]  # fmt: skip
    both = deliveries[0].join(deliveries[1], on=key, suffix="_then", validate="1:1")
    changed = {
        column: both.filter(pl.col(column) != pl.col(f"{column}_then"))
        for column in ("line_item_usage_amount", "line_item_unblended_cost")
    }
    assert set(changed["line_item_usage_amount"]["line_item_product_code"]) == {"AWSDataTransfer"}
    assert "g5.2xlarge" in set(changed["line_item_unblended_cost"]["product_instance_type"])
    assert 0 < changed["line_item_unblended_cost"].height < 0.2 * both.height


def test_an_open_month_has_no_invoice_and_a_closed_one_has(
    deliveries: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    first, second = deliveries
    assert first["bill_invoice_id"].null_count() == first.height
    assert second["bill_invoice_id"].null_count() == 0


def test_line_item_ids_do_not_outlive_a_delivery(
    deliveries: tuple[pl.DataFrame, pl.DataFrame],
) -> None:
    ids = [set(delivery["identity_line_item_id"]) for delivery in deliveries]
    assert not ids[0] & ids[1]


def test_where_no_company_was_written_nothing_is_restated(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        restate_november(tmp_path)
