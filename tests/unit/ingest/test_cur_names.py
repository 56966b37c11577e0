"""A column of a bill has one name, whichever report wrote it."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from ingest.aws.cur2_columns import COLUMNS, MINIMUM
from ingest.aws.cur_names import cur2_name, named
from ingest.errors import BadInput


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("lineItem/UsageAmount", "line_item_usage_amount"),
        ("line_item_usage_amount", "line_item_usage_amount"),
        ("bill/BillingPeriodStartDate", "bill_billing_period_start_date"),
        ("pricing/publicOnDemandCost", "pricing_public_on_demand_cost"),
        ("product/ProductName", "product_product_name"),
        ("product/intelAvx2Available", "product_intel_avx2_available"),
        ("reservation/ReservationARN", "reservation_reservation_a_r_n"),
        ("savingsPlan/SavingsPlanARN", "savings_plan_savings_plan_a_r_n"),
        ("savingsPlan/SavingsPlanArn", "savings_plan_savings_plan_a_r_n"),
        ("splitLineItem/ParentResourceId", "split_line_item_parent_resource_id"),
        ("resourceTags/user:Team", "resource_tags_user_team"),
        ("resourceTags/user:cost-center_ID", "resource_tags_user_cost_center_i_d"),
        ("resourceTags/aws:eks:cluster/name", "resource_tags_aws_eks_cluster_name"),
        ("resourceTags/user:Größe", "resource_tags_user_größe"),
        ("costCategory/Charge type", "cost_category_charge_type"),
    ],
)
def test_a_name_is_that_of_cur_2(given: str, name: str) -> None:
    assert cur2_name(given) == name


def test_what_the_contract_does_not_know_is_left_out() -> None:
    found = named(["_file", "line_item_usage_type"], name="x", contract=COLUMNS, minimum=())
    assert (found.columns, found.keys) == ({"line_item_usage_type": [1]}, {})


def test_columns_that_are_missing_are_all_named() -> None:
    with pytest.raises(BadInput, match=", ".join(MINIMUM)):
        named(["lineItem/TaxType"], name="x.csv.gz", contract=COLUMNS, minimum=MINIMUM)


def test_every_column_of_the_generated_report_has_a_place(shared_dir: Path) -> None:
    folder = shared_dir / "data/billing/generated_nise/aws_bucket/billing/cur"
    for file in folder.rglob("*.csv.gz"):
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
            header = next(csv.reader(text))
        found = named(header, name=file.name, contract=COLUMNS, minimum=MINIMUM)
        placed = [place for places in found.columns.values() for place in places]
        placed += [place for keys in found.keys.values() for _, place in keys]
        assert sorted(placed) == list(range(len(header)))
