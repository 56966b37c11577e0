"""What the made-up company's bill lines say."""

from __future__ import annotations

import polars as pl
import pytest

from ingest.demo import DemoCompany
from ingest.demo.assembly import assembled
from ingest.demo.bill import month_bill
from ingest.demo.company import REGIONS
from ingest.demo.currency import Currency
from ingest.demo.fleet import plan_fleet

TYPE = "line_item_line_item_type"
COST = "line_item_unblended_cost"


def _of(bill: pl.DataFrame, line_type: str) -> pl.DataFrame:
    return bill.filter(pl.col(TYPE) == line_type)


@pytest.fixture(scope="module")
def october() -> pl.DataFrame:
    """A month in which nothing is thinned out: every meter has all its hours."""
    fleet = plan_fleet(60_000, ["2025-10"], 7)
    assert fleet.density == 1.0
    made = month_bill(fleet, fleet.months[0], 7)
    return assembled(made, made.lines)


@pytest.mark.parametrize("lines", [2_000, 13_000, 160_000, 700_000])
def test_a_fleet_is_planned_for_the_wanted_number_of_lines(lines: int) -> None:
    fleet = plan_fleet(lines, ["2025-10", "2025-11", "2025-12"], 7)
    assert abs(sum(fleet.lines.values()) - lines) <= 0.02 * lines


def test_a_planned_month_has_exactly_its_lines() -> None:
    fleet = plan_fleet(9_000, ["2025-10", "2025-11"], 3)
    for month in fleet.months:
        assert month_bill(fleet, month, 3).lines.height == fleet.lines[month.period]


def test_too_few_lines_are_refused_with_the_least_number() -> None:
    with pytest.raises(ValueError, match="at least 2000 lines"):
        plan_fleet(1_999, ["2025-10"], 7)


def test_every_kind_of_line_is_there(bill: pl.DataFrame) -> None:
    assert set(bill[TYPE]) == {
        "Usage", "SavingsPlanCoveredUsage", "SavingsPlanNegation", "SavingsPlanRecurringFee",
        "DiscountedUsage", "RIFee", "Fee", "Tax", "Credit", "Refund", "EdpDiscount",
        "BundledDiscount",
    }  # fmt: skip


def test_line_item_ids_are_unique(bill: pl.DataFrame) -> None:
    assert bill["identity_line_item_id"].n_unique() == bill.height


def test_a_negation_takes_back_exactly_the_cost_of_its_covered_line(bill: pl.DataFrame) -> None:
    key = ["line_item_resource_id", "line_item_usage_start_date", "line_item_usage_type"]
    covered, negation = _of(bill, "SavingsPlanCoveredUsage"), _of(bill, "SavingsPlanNegation")
    pairs = covered.join(negation, on=key, suffix="_back", validate="1:1")
    assert pairs.height == covered.height == negation.height > 0
    assert pairs.select((pl.col(COST) + pl.col(f"{COST}_back")).abs().max()).item() == 0


def test_a_savings_plan_counts_what_its_lines_used_in_the_hour(bill: pl.DataFrame) -> None:
    used = (
        _of(bill, "SavingsPlanCoveredUsage")
        .group_by("line_item_usage_start_date")
        .agg(pl.col("savings_plan_savings_plan_effective_cost").sum())
    )
    fees = _of(bill, "SavingsPlanRecurringFee").join(
        used, on="line_item_usage_start_date", suffix="_used"
    )
    gap = pl.col("savings_plan_used_commitment") - pl.col(
        "savings_plan_savings_plan_effective_cost_used"
    )
    left = pl.col("savings_plan_total_commitment_to_date") - pl.col("savings_plan_used_commitment")
    assert fees.height > 0
    assert fees.select(gap.abs().max()).item() < 1e-9
    assert fees.select(left.min()).item() > 0


def test_a_reservation_fee_is_its_used_and_its_unused_part(october: pl.DataFrame) -> None:
    fee = _of(october, "RIFee")
    used = _of(october, "DiscountedUsage")["reservation_effective_cost"].sum()
    unused = fee["reservation_unused_recurring_fee"].item()
    assert used > 0
    assert unused > 0
    assert fee[COST].item() == pytest.approx(used + unused)


def test_reserved_and_reserving_lines_carry_the_same_reservation(october: pl.DataFrame) -> None:
    arn = "reservation_reservation_a_r_n"
    assert set(_of(october, "RIFee")[arn]) == set(_of(october, "DiscountedUsage")[arn])


def test_usage_types_are_prefixed_by_region_as_aws_spells_them(october: pl.DataFrame) -> None:
    instances = october.filter(
        pl.col("line_item_usage_type").str.contains("^([A-Z0-9]+-)?BoxUsage:")
    ).filter(pl.col("product_region_code").is_not_null())
    found = instances.select(
        "product_region_code", prefix=pl.col("line_item_usage_type").str.extract("^(.*)BoxUsage")
    )
    assert set(found.rows()) == {(r.code, r.prefix) for r in REGIONS.values()}


def test_a_volume_held_all_month_counts_its_gigabytes_once(october: pl.DataFrame) -> None:
    volume = (
        october.filter(pl.col("line_item_usage_type") == "APS3-EBS:VolumeUsage.io2")
        .group_by("line_item_resource_id")
        .agg(pl.len(), pl.col("line_item_usage_amount").sum())
    )
    full = volume.filter(pl.col("len") == 744)
    assert full["line_item_usage_amount"].item() == pytest.approx(4000, rel=0.01)
    assert full["line_item_usage_amount"].item() >= 4000


def test_cold_storage_is_billed_by_the_day(october: pl.DataFrame) -> None:
    archive = october.filter(pl.col("line_item_usage_type").str.contains("GDA-ByteHrs"))
    span = pl.col("line_item_usage_end_date") - pl.col("line_item_usage_start_date")
    assert archive.height == 31
    assert archive.select(span.dt.total_hours().unique()).to_series().to_list() == [24]


def test_accounts_keep_their_leading_zeros(bill: pl.DataFrame) -> None:
    accounts = set(bill["line_item_usage_account_id"])
    assert "001122334455" in accounts
    assert {len(account) for account in accounts} == {12}


def test_some_resources_have_no_tags_and_some_a_namespace(bill: pl.DataFrame) -> None:
    tags: list[dict[str, str]] = bill["resource_tags"].to_list()
    assert {} in tags
    found = {key for row in tags for key in row}
    assert {key for key in found if not key.startswith("aws_eks_")} == {"user_team", "user_env"}
    assert {"aws_eks_namespace", "aws_eks_cluster_name", "aws_eks_workload_name"} <= found


def test_the_pods_of_a_node_split_its_capacity_and_its_cost(october: pl.DataFrame) -> None:
    pods = october.filter(pl.col("split_line_item_parent_resource_id").is_not_null())
    nodes = october.filter(
        pl.col("line_item_resource_id").is_in(
            pods["split_line_item_parent_resource_id"].unique().implode()
        )
        & pl.col("line_item_line_item_type").is_in(["Usage", "SavingsPlanCoveredUsage"])
        & pl.col("line_item_usage_type").str.contains("BoxUsage")
    )
    key = ["line_item_resource_id", "line_item_usage_start_date"]
    split = pods.group_by(pl.col("split_line_item_parent_resource_id").alias(key[0]), key[1]).agg(
        cost=pl.col("split_line_item_split_cost").sum()
        + pl.col("split_line_item_unused_cost").sum(),
        ratio=pl.col("split_line_item_split_usage_ratio")
        .filter(pl.col("pricing_unit") == "vCPU-Hours")
        .sum(),
    )
    both = nodes.join(split, on=key, how="inner", validate="1:1").filter(
        pl.col("line_item_usage_amount") == 1.0
    )
    paid = pl.coalesce("savings_plan_savings_plan_effective_cost", "line_item_unblended_cost")
    assert both.height > 100
    assert both.select((paid - pl.col("cost")).abs().max()).item() < 1e-8
    assert (both["ratio"] <= 1.0).all()
    assert set(pods["line_item_unblended_cost"]) == {0.0}


def test_a_second_payer_has_a_bill_of_its_own(small: DemoCompany, bill: pl.DataFrame) -> None:
    own = pl.concat([pl.read_parquet(f) for f in small.labs.folder.rglob("*.parquet")])
    payers = bill.group_by("bill_payer_account_id").len()
    assert set(own["bill_payer_account_id"]) == {"109876543210"}
    assert dict(payers.rows())["109876543210"] == own.height > 50
    assert payers.height == 2


def test_the_marketplace_and_held_capacity_are_billed(october: pl.DataFrame) -> None:
    sold = october.filter(pl.col("bill_billing_entity") == "AWS Marketplace")
    assert set(sold["line_item_usage_type"]) == {"MP:hosts-Units"}
    for usage in ("USW2-UnusedBox:p5.48xlarge", "EUC1-HostUsage:m5"):
        held = october.filter(pl.col("line_item_usage_type") == usage)
        assert held["line_item_unblended_cost"].sum() > 0
    on_host = october.filter(pl.col("line_item_usage_type") == "EUC1-HostBoxUsage:m5.xlarge")
    assert set(on_host["line_item_unblended_cost"]) == {0.0}


def test_cost_is_amount_times_rate(bill: pl.DataFrame) -> None:
    usage = _of(bill, "Usage")
    expected = pl.col("line_item_usage_amount") * pl.col("line_item_unblended_rate").cast(
        pl.Float64
    )
    assert usage.select((pl.col(COST) - expected).abs().max()).item() < 1e-6


def test_everything_is_billed_in_usd_unless_a_second_currency_is_asked_for(
    bill: pl.DataFrame,
) -> None:
    assert set(bill["line_item_currency_code"]) == {"USD"}


def test_a_second_currency_bills_one_account_whole() -> None:
    euro = Currency("analytics", "EUR", 0.5)
    month = plan_fleet(3_000, ["2025-10"], 7).months[0]
    plain, other = (
        assembled(made, made.lines)
        for made in (
            month_bill(plan_fleet(3_000, ["2025-10"], 7, c), month, 7, currency=c)
            for c in (None, euro)
        )
    )
    billed = other.select("line_item_usage_account_id", "line_item_currency_code").unique().rows()
    assert ("001122334455", "EUR") in billed
    assert [c for _, c in billed].count("EUR") == 1
    bucket = pl.col("line_item_resource_id") == "lumenfold-lake-us"
    costs = [frame.filter(bucket)[COST].sum() for frame in (plain, other)]
    assert costs[1] == pytest.approx(costs[0] / 2, rel=1e-3)


def test_a_day_line_and_an_hour_line_name_their_interval(bill: pl.DataFrame) -> None:
    row = bill.filter(pl.col("line_item_usage_type") == "ComputeSP:1yrNoUpfront").row(0, named=True)
    start, end = row["line_item_usage_start_date"], row["line_item_usage_end_date"]
    assert row["identity_time_interval"] == f"{start:%Y-%m-%dT%H:%M:%SZ}/{end:%Y-%m-%dT%H:%M:%SZ}"
    assert (end - start).total_seconds() == 3600
