"""What the made-up company's AWS would say of its carbon, from the quantities of the bill.

Belongs here: the five figures of an account, region and product. Does not: the numbers behind them
(`carbon_intensities.py`), files (`carbon_export.py`).
"""

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from ingest.demo.bill import MonthBill
from ingest.demo.carbon_intensities import BUILDINGS, GRIDS, SCOPE_1, per_unit
from ingest.demo.company import Account

VERSIONS = ("v3.0.0", "v3.0.1")
"""Model versions; both tell the first month of the export."""

_FIRST_VERSION_FACTOR = 1.03
"""What the older version says of the same use."""


_BUCKETS = {
    "AmazonEC2": "AmazonEC2",
    "AmazonS3": "AmazonS3",
    "AmazonCloudFront": "AmazonCloudFront",
}
_USED = ("Usage", "SavingsPlanCoveredUsage", "DiscountedUsage")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of one account, region and product in a month, in kg."""

    account_id: str
    region_code: str | None
    product_code: str
    scope_1: float
    scope_2_location: float
    scope_2_market: float
    scope_3_location: float
    scope_3_market: float


def figures_of(bill: MonthBill, payer: Account, version: str) -> list[Figures]:
    """The figures of a payer's month, in a fixed order.

    Args:
        bill: the month's bill.
        payer: whose lines count.
        version: of the model.
    """
    totals: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for account, region, product, usage_type, instance_type, amount in _used(bill, payer):
        kwh, kg = per_unit(usage_type, instance_type)
        if kwh:
            key = (account, region or "", _BUCKETS.get(product, "Other"))
            totals[key][0] += kwh * amount
            totals[key][1] += kg * amount
    factor = _FIRST_VERSION_FACTOR if version == VERSIONS[0] else 1.0
    return [
        _figures(account, region or None, bucket, kwh * factor, kg)
        for (account, region, bucket), (kwh, kg) in sorted(totals.items())
    ]


def _figures(account: str, region: str | None, bucket: str, kwh: float, kg: float) -> Figures:
    grid = GRIDS[region]
    facility = kwh * grid.pue
    upstream, rest = facility * grid.upstream, kg + facility * BUILDINGS
    location = facility * grid.location
    return Figures(
        account, region, bucket, facility * SCOPE_1, location, location * grid.market_share,
        upstream + rest, upstream * max(0.2, grid.market_share) + rest,
    )  # fmt: skip


def _used(bill: MonthBill, payer: Account) -> list[tuple[str, str | None, str, str, str, float]]:
    columns = {
        "account": "line_item_usage_account_id", "region": "product_region_code",
        "product": "line_item_product_code", "usage_type": "line_item_usage_type",
        "instance_type": "product_instance_type", "line_type": "line_item_line_item_type",
    }  # fmt: skip
    described = bill.describing.select(**{new: pl.col(old) for new, old in columns.items()})
    lines = bill.lines_of(payer)
    # whole millionths, so that the sum does not depend on the order of adding
    amounts = lines.select(
        "meter", micros=(pl.col("line_item_usage_amount") * 1e6).round().cast(pl.Int64)
    )
    sums = (
        amounts.join(described.with_row_index("meter").cast({"meter": pl.Int64}), on="meter")
        .filter(pl.col("line_type").is_in(_USED))
        .group_by("account", "region", "product", "usage_type", "instance_type")
        .agg(pl.col("micros").sum() / 1e6)
    )
    return sums.sort("account", "region", "product", "usage_type", "instance_type").rows()
