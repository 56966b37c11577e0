"""How a first delivery differs from the restated one: what AWS corrects after the month's end.

Belongs here: the differences, made backwards from the final lines. Does not: the refund row, which
is a charge (`charges.py`).
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ingest.demo.meters import Meter
from ingest.demo.month import Month

LATE_PRODUCTS = ("AmazonCloudFront", "awskms")
"""Products whose last lines arrive only with the restatement."""

LATE_HOURS = 36
UNSETTLED_HOURS = 72
UNSETTLED_SHARE = 0.97
CORRECTED_TYPE = "g5.2xlarge"
CORRECTED_BY = 1.06


def provisional_meters(meters: Sequence[Meter]) -> list[Meter]:
    """The meters as first charged: one instance type costs 6 % more than in the end."""
    return [_overcharged(m) if _is_corrected(m) else m for m in meters]


def provisional_lines(lines: pl.DataFrame, month: Month) -> pl.DataFrame:
    """The lines as first delivered: late ones missing, recent data transfer 3 % too low.

    Args:
        lines: lines of the month with amounts, from `lines.measured`.
        month: the billing period.
    """
    hours_left = month.first_hour + month.hours - pl.col("hour")
    is_late = pl.col("product_code").is_in(LATE_PRODUCTS) & (hours_left <= LATE_HOURS)
    is_unsettled = (pl.col("product_code") == "AWSDataTransfer") & (hours_left <= UNSETTLED_HOURS)
    low = (pl.col("amount") * UNSETTLED_SHARE).round(10)
    return lines.filter(~is_late).with_columns(
        amount=pl.when(is_unsettled).then(low).otherwise("amount")
    )


def _is_corrected(meter: Meter) -> bool:
    return meter.columns.get("product_instance_type") == CORRECTED_TYPE


def _overcharged(meter: Meter) -> Meter:
    rate = meter.rate * CORRECTED_BY
    text = f"{rate:.10f}"
    columns = {
        **meter.columns,
        "line_item_unblended_rate": text,
        "line_item_blended_rate": text,
        "line_item_line_item_description": f"${text} per {meter.columns['pricing_unit']}",
    }
    return replace(meter, rate=rate, columns=columns)
