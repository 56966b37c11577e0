"""Bill lines of one month: when each meter ran, how much it counted and what that cost.

Belongs here: the numbers of hourly lines, as Polars expressions over whole frames. Does not: text
columns (`meters.py`) and files (`cur2.py`).
"""

from collections.abc import Sequence

import polars as pl

from ingest.demo.hours import calendar
from ingest.demo.meters import NEGATION, Meter
from ingest.demo.month import Month
from ingest.demo.noise import noise
from ingest.demo.resources import digest

_METER_SCHEMA: dict[str, pl.DataType] = {
    "meter": pl.Int64(),
    "schedule": pl.String(),
    "utc_offset": pl.Int64(),
    "shape": pl.String(),
    "units": pl.Float64(),
    "rate": pl.Float64(),
    "on_demand_rate": pl.Float64(),
    "savings_rate": pl.Float64(),
    "reserved_rate": pl.Float64(),
    "normalization": pl.Float64(),
    "commitment": pl.Float64(),
    "split_ratio": pl.Float64(),
    "split_cost": pl.Float64(),
    "split_unused_cost": pl.Float64(),
    "first": pl.Int64(),
    "last": pl.Int64(),
    "product_code": pl.String(),
    "noise_key": pl.Int64(),
}

_NO_SPLIT = (None, None, None)


def meter_frame(meters: Sequence[Meter], seed: int) -> pl.DataFrame:
    """The numbers of each meter, one row a meter, by position."""
    rows = [
        (
            i, m.schedule, m.utc_offset, m.shape, m.amount, m.rate, m.on_demand_rate,
            m.savings_rate, m.reserved_rate, m.normalization, m.commitment,
            *((m.split.ratio, m.split.cost, m.split.unused_cost) if m.split else _NO_SPLIT),
            *m.window,
            m.columns["line_item_product_code"], _noise_key(m, seed),
        )
        for i, m in enumerate(meters)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_METER_SCHEMA, orient="row")


def _noise_key(meter: Meter, seed: int) -> int:
    # a negation shares the key of the line that it takes back: their amounts are equal
    return int(digest("noise", seed, meter.key.removesuffix(NEGATION))[:7], 16)


def measured(meters: pl.DataFrame, month: Month, density: float, seed: int) -> pl.DataFrame:
    """One row per line of the month, with its usage amount in the offer's unit.

    Args:
        meters: from `meter_frame`.
        month: the billing period.
        density: share of hours kept, see `hours.calendar`.
        seed: changes the noise in the amounts.
    """
    wanted = meters.select("schedule", "utc_offset").unique().rows()
    ran = calendar(month, wanted, density)
    return (
        ran.join(meters, on=["schedule", "utc_offset"], how="inner")
        .filter(pl.col("hour") >= pl.col("first"), pl.col("hour") < pl.col("last"))
        .with_columns(amount=_amount(month, seed).round(10))
        .sort("hour", "meter")
    )


def _amount(month: Month, seed: int) -> pl.Expr:
    units, span, hour = pl.col("units"), pl.col("span"), pl.col("hour")
    chance = noise(seed, pl.col("noise_key"), hour)
    # highest at 14 o'clock local, a weekend at 60 %
    tide = (1.0 - (pl.col("local_hour") - 14).abs() / 20.0) * (0.85 + 0.3 * chance)
    weekend = ((hour + pl.col("utc_offset")) // 24 + 5) % 7 < 2
    started_late = (hour == pl.col("first")) & (pl.col("shape") == "box")
    stock_days = (hour - month.first_hour) / 24.0
    return (
        pl.when(pl.col("shape") == "tide")
        .then(units * tide * pl.when(weekend).then(0.6).otherwise(1.0))
        .when(pl.col("shape") == "stock")
        .then(units * (1.0 + 0.0004 * stock_days) * span / float(month.hours))
        .when(started_late)
        .then(units * (0.2 + 0.7 * chance))
        .otherwise(units * span)
    )


def priced(lines: pl.DataFrame) -> pl.DataFrame:
    """The double columns of CUR 2.0 beside meter, hour, span; costs to ten places like AWS."""
    amount = pl.col("amount")
    cost = (amount * pl.col("rate")).round(10)
    savings = (amount * pl.col("savings_rate")).round(10)
    reserved = (amount * pl.col("reserved_rate")).round(10)
    used = savings.sum().over("hour")
    commits = pl.col("commitment").is_not_null()
    is_split = pl.col("split_ratio").is_not_null()
    return lines.select(
        "meter",
        "hour",
        "span",
        line_item_usage_amount=amount,
        line_item_normalization_factor=pl.col("normalization"),
        line_item_normalized_usage_amount=amount * pl.col("normalization"),
        line_item_unblended_cost=cost,
        line_item_blended_cost=cost,
        pricing_public_on_demand_cost=(amount * pl.col("on_demand_rate")).round(10),
        reservation_effective_cost=reserved,
        reservation_recurring_fee_for_usage=reserved,
        reservation_amortized_upfront_cost_for_usage=pl.when(reserved.is_not_null()).then(0.0),
        savings_plan_savings_plan_rate=pl.col("savings_rate"),
        savings_plan_savings_plan_effective_cost=savings,
        savings_plan_total_commitment_to_date=pl.col("commitment"),
        savings_plan_used_commitment=pl.when(commits).then(used.round(10)),
        split_line_item_split_usage=pl.when(is_split).then(amount),
        split_line_item_reserved_usage=pl.when(is_split).then(amount),
        split_line_item_actual_usage=pl.when(is_split).then((amount * 0.62).round(10)),
        split_line_item_split_usage_ratio=pl.col("split_ratio"),
        split_line_item_split_cost=pl.col("split_cost").round(10),
        split_line_item_unused_cost=pl.col("split_unused_cost").round(10),
    )
