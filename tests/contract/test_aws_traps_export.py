"""The traps of CUR 2.0 (Data Exports), a test each: table configurations, maps, create-new mode."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.aws.cur2_columns import COLUMNS, MINIMUM
from tests.contract.landed_bill import EXPORT, LandedBill
from tests.contract.samples.aws_cur2 import PERIOD, deliver_month, lines, manifest_path
from tests.contract.samples.aws_cur2_csv import deliver, row

_TEXTS = pa.map_(pa.string(), pa.string())
_OLDER = "2025-10-02T13:14:43.337Z-6b622448-daaa"
_NEWER = "2025-10-03T01:02:03.004Z-92f1afc7-27f1"
_SPLIT = ("reserved_usage", "actual_usage", "split_usage", "split_usage_ratio", "split_cost")


@pytest.fixture
def bill(home: Path) -> LandedBill:
    return LandedBill(home, "aws_cur2")


def test_csv_and_parquet_of_one_bill_are_the_same_rows(bill: LandedBill) -> None:
    tags = pa.array([[("user_team", "search")]], _TEXTS)
    deliver_month(bill.folder, PERIOD, [lines(PERIOD, rows=1, cost=0.1, resource_tags=tags)])
    bill.land()
    everything = bill.rows(*COLUMNS)
    maps = {"product": '{"vcpu":"2"}', "resource_tags": '{"user_team":"search"}'}
    deliver(bill.folder, [[row(**maps)]])
    assert bill.land()[EXPORT].status == "landed"
    assert bill.rows(*COLUMNS) == everything


def test_in_create_new_mode_the_newest_manifest_of_the_period_counts(bill: LandedBill) -> None:
    deliver(bill.folder, [[row(line_item_unblended_cost="1")] * 2], execution=_OLDER)
    bill.land()
    deliver(bill.folder, [[row(line_item_unblended_cost="5")]], execution=_NEWER)
    assert len(list(bill.folder.rglob("*.csv.gz"))) == 2
    assert bill.land()[EXPORT].status == "landed"
    assert bill.values("line_item_unblended_cost") == [5.0]


def test_in_create_new_mode_parquet_is_found_in_the_folder_of_its_execution(
    bill: LandedBill,
) -> None:
    key = f"data/BILLING_PERIOD={PERIOD}/{_OLDER}/acme-00001.snappy.parquet"
    (bill.folder / key).parent.mkdir(parents=True)
    pq.write_table(lines(PERIOD), bill.folder / key)
    path = manifest_path(bill.folder, PERIOD)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"dataFiles": [f"file://{bill.folder.resolve()}/{key}"]}))
    landed = bill.land()[EXPORT]
    assert (landed.status, landed.rows) == ("landed", 3)


def test_what_the_export_does_not_select_is_null(bill: LandedBill) -> None:
    deliver(bill.folder, [[row()]])
    assert bill.land()[EXPORT].status == "landed"
    [values] = bill.rows(*COLUMNS)
    assert {name for name, value in zip(COLUMNS, values, strict=True) if value is not None} == {
        *MINIMUM
    }


def test_a_renamed_column_is_asked_back_by_its_name(bill: LandedBill) -> None:
    line = row()
    line["cost"] = line.pop("line_item_unblended_cost")
    deliver(bill.folder, [[line]])
    assert bill.land()[EXPORT].status == "quarantined"
    assert bill.refused().problem == "promised columns are missing: line_item_unblended_cost"
    assert "column selection" in bill.refused().remedy


def test_the_ratio_of_a_split_may_be_text_in_parquet(bill: LandedBill) -> None:
    deliver_month(
        bill.folder, PERIOD, [lines(PERIOD, split_line_item_split_usage_ratio=["0.25"] * 3)]
    )
    bill.land()
    assert bill.values("split_line_item_split_usage_ratio") == [0.25] * 3


def test_split_rows_cost_nothing_and_name_their_parent(bill: LandedBill) -> None:
    pod = "arn:aws:eks:eu-central-1:012345678901:pod/prod/search/api-0/1f"
    numbers = {f"split_line_item_{name}": "0.5" for name in _SPLIT}
    split = row(
        line_item_unblended_cost="0",
        line_item_operation="EKSPod-EC2",
        line_item_resource_id=pod,
        split_line_item_parent_resource_id="i-1",
        **numbers,
    )
    deliver(bill.folder, [[row(line_item_resource_id="i-1"), split]])
    bill.land()
    found = bill.rows("line_item_unblended_cost", "split_line_item_parent_resource_id")
    assert found == [(0.0, "i-1"), (0.1, None)]
    assert bill.values("split_line_item_split_cost") == [0.5, None]


def test_capacity_reservations_and_principals_have_their_columns(bill: LandedBill) -> None:
    cells = {f"capacity_reservation_capacity_reservation_{one}": one for one in ("arn", "status")}
    deliver(bill.folder, [[row(line_item_iam_principal="role/ci", **cells)]])
    bill.land()
    assert bill.rows(*cells, "line_item_iam_principal") == [("arn", "status", "role/ci")]


def test_tags_of_all_kinds_stand_beside_resource_tags(bill: LandedBill) -> None:
    maps = {"tags": '{"accountTag/team":"a"}', "resource_tags": '{"user_team":"b"}'}
    deliver(bill.folder, [[row(**maps)]])
    bill.land()
    assert bill.rows("tags", "resource_tags") == [({"accountTag/team": "a"}, {"user_team": "b"})]


def test_what_has_no_column_of_its_own_is_only_in_the_product_map(bill: LandedBill) -> None:
    maps = {"product": '{"vcpu":"2","memory":"8 GiB"}', "product_instance_type": "m5.large"}
    deliver(bill.folder, [[row(**maps, discount='{"EdpDiscount":-0.5}')]])
    bill.land()
    found = bill.rows("product", "product_instance_type", "discount")
    assert found == [({"memory": "8 GiB", "vcpu": "2"}, "m5.large", {"EdpDiscount": -0.5})]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_tag_keys_that_became_the_same_lose_no_value(bill: LandedBill, form: str) -> None:
    """DuckDB cannot read a map that holds a key twice, so such a file is written anew."""
    if form == "parquet":
        twice = pa.array([[("user_team", "a"), ("user_team", "b")]], _TEXTS)
        deliver_month(bill.folder, PERIOD, [lines(PERIOD, rows=1, resource_tags=twice)])
    else:
        deliver(bill.folder, [[row(resource_tags='{"user_team":"a","user_team":"b"}')]])
    assert bill.land()[EXPORT].status == "landed"
    assert bill.values("resource_tags") == [{"user_team": "a", "user_team#2": "b"}]


def test_a_surplus_chunk_is_overwritten_with_nothing(bill: LandedBill) -> None:
    deliver(bill.folder, [[row()], [row()]])
    bill.land()
    surplus = bill.folder / f"data/BILLING_PERIOD={PERIOD}/acme-00002.csv.gz"
    surplus.write_bytes(gzip.compress(",".join(row()).encode() + b"\n"))
    (manifest,) = (bill.folder / "metadata").rglob("*.json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "executionId": "two"}))
    landed = bill.land()[EXPORT]
    assert (landed.status, landed.rows) == ("landed", 1)


@pytest.mark.parametrize("days", [1, 31], ids=["daily", "monthly"])
def test_coarser_grains_keep_their_span(bill: LandedBill, days: int) -> None:
    end = "2025-11-01T00:00:00Z" if days == 31 else "2025-10-02T00:00:00Z"
    deliver(bill.folder, [[row(line_item_usage_end_date=end)]])
    bill.land()
    span = "datediff('day', line_item_usage_start_date, line_item_usage_end_date)"
    assert bill.values(span) == [days]


def test_an_export_that_a_dashboard_keeps_deeper_is_read_by_its_own_folder(
    bill: LandedBill,
) -> None:
    deliver(bill.folder, [[row()]])
    deeper = bill.home / "clouds/cur2/012345678901/acme"
    shutil.copytree(bill.folder, deeper)
    path = manifest_path(deeper, PERIOD)
    path.write_text(path.read_text().replace("clouds/acme/", "clouds/cur2/012345678901/acme/"))
    settings = bill.home / "tonne.toml"
    settings.write_text(
        settings.read_text().replace("clouds/acme", "clouds/cur2/012345678901/acme")
    )
    assert bill.land()[EXPORT].rows == 1


def test_the_sample_with_both_shapes_of_columns_lands(bill: LandedBill, shared_dir: Path) -> None:
    """A loader's export: maps beside a column per key, both spellings of the reservation's ARN."""
    sample = shared_dir / "data/billing/aws/fivetran_aws_cost_report_cur2_seed.csv"
    path = bill.folder / "data/BILLING_PERIOD=2024-04/acme-00001.csv"
    path.parent.mkdir(parents=True)
    shutil.copyfile(sample, path)
    manifest = manifest_path(bill.folder, "2024-04")
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({"dataFiles": [f"file://{path.resolve()}"]}))
    landed = bill.land()["acme_aws__2024-04"]
    assert (landed.status, landed.rows) == ("landed", 20)
    assert bill.values("line_item_unblended_cost") == [None] * 20
    assert set(bill.values("bill_payer_account_id")) == {"1234", None}
    tagged = {tags.get("user_team") for tags in bill.values("resource_tags")}
    assert tagged == {None, "list", "cook"}
    assert "AWS CloudTrail" in {product["product_name"] for product in bill.values("product")}
