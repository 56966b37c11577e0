"""What the made-up company's AWS would say of its carbon, from the quantities of the bill.

Belongs here: invented intensities of use and of regions, near what public sources say, and the five
figures of an account, region and product. Does not: files (`carbon_export.py`). No figure of a real
company may be computed from these.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from ingest.demo.bill import MonthBill
from ingest.demo.company import Account
from ingest.demo.instances import INSTANCES

VERSIONS = ("v3.0.0", "v3.0.1")
"""Model versions; both tell the first month of the export."""

_FIRST_VERSION_FACTOR = 1.03
"""What the older version says of the same use."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A region in AWS's eyes: overhead, kg per kWh, and what of it contracts leave."""

    pue: float
    location: float
    upstream: float
    market_share: float


_GRIDS: dict[str | None, Grid] = {
    "us-east-1": Grid(1.15, 0.262, 0.115, 0.0),
    "us-west-2": Grid(1.12, 0.301, 0.118, 0.0),
    "eu-central-1": Grid(1.33, 0.312, 0.11, 0.0),
    "ap-south-1": Grid(1.44, 0.735, 0.33, 0.86),
    None: Grid(1.15, 0.39, 0.15, 0.0),
}
_SCOPE_1, _BUILDINGS = 0.0012, 0.016
"""Kilograms per kWh of the facility."""

_VCPU = (0.0027, 0.00031)
_ACCELERATORS = {
    "p5": (0.48, 0.0125), "g5": (0.09, 0.0026), "g6": (0.044, 0.0027), "trn1": (0.138, 0.0033)
}  # fmt: skip
"""Per hour of a vCPU, and of an accelerator by family: kWh of the machine, kg of making it."""

_PATTERNS: tuple[tuple[str, float, float], ...] = (
    (r"UnusedBox:p5\.48xlarge$", 1.45, 0.16),
    (r"HostUsage:m5$", 0.145, 0.03),
    (r"HostBoxUsage:m5\.xlarge$", 0.0068, 0.0),
    (r"Multi-AZUsage:db\.r6g\.large$", 0.0148, 0.002),
    (r"EBS:VolumeUsage\.(gp2|gp3|io2)$|Multi-AZ-GP3-Storage$", 0.0019, 0.0033),
    (r"EBS:(VolumeUsage\.st1|SnapshotUsage)$", 0.0012, 0.0001),
    (r"TimedStorage-ZIA-ByteHrs$", 0.00102, 0.00008),
    (r"TimedStorage-.*ByteHrs$", 0.0030, 0.00025),
    (r"Lambda-GB-Second$", 0.00000039, 0.00000003),
    (r"NatGateway-Hours$", 0.0052, 0.0004),
    (r"Bytes$", 0.001, 0.0),
)
"""By the end of a usage type, per unit: kWh of the machine, kg of making it."""

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
        kwh, kg = _per_unit(usage_type, instance_type)
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
    grid = _GRIDS[region]
    facility = kwh * grid.pue
    upstream, rest = facility * grid.upstream, kg + facility * _BUILDINGS
    location = facility * grid.location
    return Figures(
        account, region, bucket, facility * _SCOPE_1, location, location * grid.market_share,
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


def _per_unit(usage_type: str, instance_type: str | None) -> tuple[float, float]:
    """kWh and kg of a unit of a usage type; zero for what takes no machine."""
    for pattern, kwh, kg in _PATTERNS:
        if re.search(pattern, usage_type):
            return kwh, kg
    made = INSTANCES.get(instance_type or "")
    if made is None or instance_type is None:
        return 0.0, 0.0
    kwh, kg = made.vcpu * _VCPU[0], made.vcpu * _VCPU[1]
    accelerator = _ACCELERATORS.get(instance_type.split(".")[0])
    if accelerator:
        kwh += made.gpus * accelerator[0]
        kg += made.gpus * accelerator[1]
    return kwh, kg
