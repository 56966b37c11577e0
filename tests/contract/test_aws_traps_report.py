"""The traps of the legacy Cost and Usage Report, a test each: folders, names, restatement."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import REPOSITORY
from tests.contract.landed_bill import REPORT, LandedBill
from tests.contract.samples.aws_cur import (
    PERIOD,
    deliver_bytes,
    deliver_month,
    manifest_path,
    row,
    rows,
    text_of,
    write_month,
)


@pytest.fixture
def bill(home: Path) -> LandedBill:
    return LandedBill(home, "aws_cur")


@pytest.mark.parametrize("suffix", [".csv.gz", ".zip", ".csv"])
@pytest.mark.parametrize("assembly", [None, "22c2f225-78e0"], ids=["overwrite", "create_new"])
def test_every_packing_in_both_modes_gives_the_same_rows(
    bill: LandedBill, suffix: str, assembly: str | None
) -> None:
    bill.report([rows(PERIOD), rows(PERIOD, cost=0.1)], suffix=suffix, assembly=assembly)
    landed = bill.land()[REPORT]
    assert (landed.status, landed.rows, str(bill.cost())) == ("landed", 6, "3.300000000000")


def test_the_athena_layout_does_not_pad_its_months(bill: LandedBill) -> None:
    key = "acme/report/report/year=2026/month=9/report-00001.snappy.parquet"
    table = _as_parquet("2026-09", resource_tags_user_team=["search", ""])
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    write_month(bill.bucket, "2026-09", {key: sink.getvalue().to_pybytes()}, None)
    assert bill.land()["acme_report__2026-09"].rows == 2
    assert (
        bill.rows(
            "line_item_usage_account_id", "line_item_unblended_cost", "line_item_unblended_rate"
        )
        == [("012345678901", 0.25, "0.125")] * 2
    )
    tags = "cardinality(resource_tags), resource_tags['user_team']", "product['vcpu']"
    assert bill.rows(*tags) == [(0, None, "2"), (1, "search", "2")]


def test_an_older_assembly_stays_unread(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, cost=1), rows(PERIOD, cost=1)], assembly="first")
    bill.report([rows(PERIOD, cost=5)], assembly="second")
    assert len(list(bill.bucket.rglob("*.csv.gz"))) == 3
    bill.land()
    assert bill.values("line_item_unblended_cost") == [5.0] * 3


def test_a_chunk_that_a_smaller_delivery_left_behind_stays_unread(bill: LandedBill) -> None:
    bill.report([rows(PERIOD), rows(PERIOD)])
    bill.report([rows(PERIOD, cost=5)])
    assert len(list(bill.bucket.rglob("*.csv.gz"))) == 2
    bill.land()
    assert bill.values("line_item_unblended_cost") == [5.0] * 3


@pytest.mark.parametrize("content", [b"", text_of(rows(PERIOD, count=1)).split(b"\n")[0] + b"\n"])
def test_an_empty_chunk_brings_nothing_and_harms_nothing(bill: LandedBill, content: bytes) -> None:
    contents = [gzip.compress(text_of(rows(PERIOD))), gzip.compress(content)]
    deliver_bytes(bill.bucket, PERIOD, contents)
    landed = bill.land()[REPORT]
    assert (landed.status, landed.rows) == ("landed", 3)


def test_keys_may_begin_with_a_slash(bill: LandedBill) -> None:
    bill.report([rows(PERIOD)], assembly="one")
    path = manifest_path(bill.bucket, PERIOD)
    document = json.loads(path.read_text())
    document["reportKeys"] = [f"/{key}" for key in document["reportKeys"]]
    path.write_text(json.dumps(document))
    assert bill.land()[REPORT].status == "landed"


def test_names_of_csv_and_of_parquet_become_the_same_columns(bill: LandedBill) -> None:
    bill.report(
        [rows(PERIOD, count=1, resourceTags__x="", **{"resourceTags/user:CostCenter": "7"})]
    )
    bill.land()
    expected = [(1.0, "eu-central-1", {"vcpu": "2"}, {"user_cost_center": "7"})]
    found = ("line_item_usage_amount", "product_region_code", "product", "resource_tags")
    assert bill.rows(*found) == expected


def test_cost_categories_and_created_by_become_keys(bill: LandedBill) -> None:
    cells = {"costCategory/Charge type": "run", "resourceTags/aws:createdBy": "me"}
    bill.report([rows(PERIOD, count=1, **cells)])
    bill.land()
    expected = [({"charge_type": "run"}, {"aws_created_by": "me"})]
    assert bill.rows("cost_category", "resource_tags") == expected


def test_tag_keys_that_differ_only_in_case_lose_no_value(bill: LandedBill) -> None:
    """One value stands under the key; a second one in the same line under `key#2`."""
    tags = ({"user:Team": "a"}, {"user:team": "b"}, {"user:Team": "c", "user:team": "d"})
    cells = [{f"resourceTags/{key}": value for key, value in one.items()} for one in tags]
    bill.report([[row(PERIOD, **one) for one in cells]])
    bill.land()
    assert sorted(bill.values("resource_tags"), key=str) == [
        {"user_team": "a"},
        {"user_team": "b"},
        {"user_team": "c", "user_team#2": "d"},
    ]


def test_columns_may_differ_from_month_to_month(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, count=1)])
    more = {"resourceTags/user:team": "new", "splitLineItem/SplitUsageRatio": "0.5"}
    deliver_month(bill.bucket, "2025-11", [rows("2025-11", count=1, **more)])
    bill.land()
    assert bill.rows("resource_tags['user_team']", "split_line_item_split_usage_ratio") == [
        ("new", 0.5),
        (None, None),
    ]


@pytest.mark.parametrize(
    "spelling",
    ["reservation/ReservationARN", "reservation_reservation_a_r_n", "reservation_reservation_arn"],
)
def test_a_reservation_is_named_whoever_spells_it(bill: LandedBill, spelling: str) -> None:
    bill.report([rows(PERIOD, count=1, **{spelling: "arn:aws:ri"})])
    bill.land()
    assert bill.values("reservation_reservation_a_r_n") == ["arn:aws:ri"]


def test_a_month_is_replaced_whole_until_its_invoice_is_final(bill: LandedBill) -> None:
    open_month = [row(PERIOD, cost=1, identity__LineItemId=f"first-{n}") for n in range(3)]
    bill.report([open_month], assembly="open")
    bill.land()
    final = [row(PERIOD, cost=2, identity__LineItemId="other", bill__InvoiceId="42")]
    bill.report([final], assembly="final")
    assert bill.land()[REPORT].status == "landed"
    assert bill.rows("identity_line_item_id", "bill_invoice_id") == [("other", "42")]
    refunded = [*final, row(PERIOD, cost=-1, lineItem__LineItemType="Refund")]
    bill.report([refunded], assembly="after the close")
    assert bill.land()[REPORT].status == "landed"
    assert str(bill.cost()) == "1.000000000000"
    assert len(bill.lake.history("aws_cur", REPORT)) == 3


def test_line_item_ids_are_not_stable_and_nothing_is_merged_on_them(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, count=2, identity__LineItemId="same")])
    bill.land()
    assert bill.values("identity_line_item_id") == ["same", "same"]


def test_only_three_line_types_consume_and_held_capacity() -> None:
    seed = REPOSITORY / "seeds/cloud/line_item_types.csv"
    with seed.open(newline="", encoding="utf-8") as file:
        consumes = {line["line_item_type"]: line["consumes"] for line in csv.DictReader(file)}
    consuming = {kind for kind, value in consumes.items() if value == "true"}
    of_reports = {kind for kind in consuming if ":" not in kind}
    real = {"Usage", "DiscountedUsage", "SavingsPlanCoveredUsage"}
    assert of_reports == real | {"UnusedCapacity"}
    apart = "Tax Fee RIFee SavingsPlanRecurringFee SavingsPlanUpfrontFee SavingsPlanNegation"
    assert {*apart.split(), "Credit", "Refund", "BundledDiscount", "EdpDiscount"} <= set(consumes)


@pytest.mark.parametrize(
    "text", ["2025-10-07 13:00:00", "2025-10-07T13:00:00Z", "2025-10-07T13:00:00.000Z"]
)
def test_a_date_may_be_written_in_two_ways(bill: LandedBill, text: str) -> None:
    bill.report([rows(PERIOD, count=1, lineItem__UsageStartDate=text)])
    bill.land()
    [start] = bill.values("line_item_usage_start_date")
    assert (start.isoformat(), start.tzinfo) == ("2025-10-07T13:00:00", None)


def test_account_ids_keep_their_leading_zeros(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, count=1, lineItem__UsageAccountId="000000000007")])
    bill.land()
    assert bill.values("line_item_usage_account_id") == ["000000000007"]


def test_rates_are_text(bill: LandedBill) -> None:
    bill.report([rows(PERIOD, count=1, lineItem__UnblendedRate="0.0960000000")])
    bill.land()
    assert bill.values("line_item_unblended_rate") == ["0.0960000000"]


def test_a_discount_of_its_own_column_becomes_a_number_in_the_map(bill: LandedBill) -> None:
    cells = {"discount/EdpDiscount": "-1.5", "discount/TotalDiscount": "-2"}
    bill.report([rows(PERIOD, count=1, **cells)])
    bill.land()
    assert bill.rows("discount['edp_discount']", "discount_total_discount") == [(-1.5, -2.0)]


def test_the_delivered_bytes_are_kept_beside_what_was_made_of_them(bill: LandedBill) -> None:
    bill.report([rows(PERIOD)], assembly="one")
    bill.land()
    [delivered] = bill.bucket.rglob("*.csv.gz")
    [kept] = bill.lake.root.rglob("source/*.csv.gz")
    assert kept.read_bytes() == delivered.read_bytes()


def _as_parquet(period: str, **columns: list[str]) -> pa.Table:
    count = 2
    month = pa.array([f"{period}-01T00:00:00"] * count).cast(pa.timestamp("ms"))
    return pa.table(
        {
            "identity_line_item_id": ["one"] * count,
            "bill_billing_period_start_date": month,
            "line_item_usage_start_date": month,
            "line_item_usage_account_id": ["012345678901"] * count,
            "line_item_line_item_type": ["Usage"] * count,
            "line_item_product_code": ["AmazonEC2"] * count,
            "line_item_usage_type": ["BoxUsage:m5.large"] * count,
            "line_item_operation": ["RunInstances"] * count,
            "line_item_currency_code": ["USD"] * count,
            "line_item_usage_amount": [2.0] * count,
            "line_item_unblended_cost": [0.25] * count,
            "line_item_unblended_rate": ["0.125"] * count,
            "pricing_unit": ["Hrs"] * count,
            "product_vcpu": ["2"] * count,
            **columns,
        }
    )
