"""What is used in an hour, is owned by somebody and stands in the books is the same kilogram."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from ingest.demo.company import REGIONS
from ingest.lake import Lake
from tests.own_factors import seed
from tests.pipeline import published, warehouse

pytestmark = pytest.mark.slow

ROUNDING = 1e-9
"""kWh or kg by which one bill line may differ: measures have nine decimals."""

_COMPLETE_SHARE = 0.95
_KEY = ["usage_date", "slice_id", "region_id", "service_name", "resource_id"]
_LINE = {
    "line_item_product_code": "service_name",
    "line_item_usage_type": "x_usage_type",
    "line_item_operation": "x_operation",
    "line_item_line_item_type": "x_line_item_type",
    "line_item_currency_code": "billing_currency",
    "product_region_code": "region_id",
    "product_instance_type": "x_instance_type",
}


def test_a_days_energy_and_hourly_kilograms_are_the_sum_of_its_hours(demo: Path) -> None:
    lines = _lines_by_hour(demo)
    assert lines["intensity"].count() > 1_000, "hardly an hour has an intensity"
    assert lines["intensity"].null_count() > 10, "no line falls back to the year"
    assert (lines["hours"] > 1).sum() > 2, "hardly a line is longer than an hour"
    expected = lines.group_by(_KEY).agg(
        pl.col("it_kwh", "facility_kwh", "hourly_kg").sum(), pl.len().alias("lines")
    )
    both = expected.join(
        _facts(demo), on=_KEY, how="full", suffix="_fact", nulls_equal=True, coalesce=True
    )
    assert both.null_count().sum_horizontal().item() == both["resource_id"].null_count()
    for measure in ("it_kwh", "facility_kwh", "hourly_kg"):
        gap = (both[measure] - both[f"{measure}_fact"]).abs()
        # Every line is rounded, and every pod that took a share of one.
        allowed = (both["lines"] + both["rows"]) * ROUNDING + both[measure].abs() * 1e-12
        worst = both.filter(gap > allowed)
        assert worst.is_empty(), f"{measure}: {worst}"
    assert both["hourly_kg"].sum() > 1


@pytest.mark.parametrize("method", ["location", "location_hourly", "market"])
def test_the_inventory_holds_every_kilogram_of_the_ledger(demo: Path, method: str) -> None:
    with published(demo) as connection:
        inventory = connection.execute(
            f"select activity_month, component, sum({method}_tco2e) * 1000 "
            "from marts.rpt_ghg__inventory group by all order by all"
        ).fetchall()
        ledger = connection.execute(
            "select activity_month, component, sum(kgco2e) "
            "from marts.fct_carbon_ledger_by_method where method = ? group by all order by all",
            [method],
        ).fetchall()

    assert ledger
    assert [row[:2] for row in inventory] == [row[:2] for row in ledger]
    gaps = [abs(here[2] - there[2]) for here, there in zip(inventory, ledger, strict=True)]
    assert max(gaps) < 1e-3, "tonnes keep nine decimals"


def test_attributed_and_unattributed_are_the_total_of_each_method_and_month(demo: Path) -> None:
    with published(demo) as connection:
        booked = connection.execute(
            "select activity_month, method, "
            "  sum(kgco2e) filter (where team_id <> 'unattributed'), "
            "  sum(kgco2e) filter (where team_id = 'unattributed') "
            "from marts.fct_carbon_ledger group by all order by all"
        ).fetchall()
        total = {
            (month, method): kg
            for month, *kilograms in connection.execute(
                "select date_trunc('month', usage_date)::date, "
                "  sum(electricity_location_kgco2e) + sum(upstream_location_kgco2e), "
                "  sum(electricity_location_hourly_kgco2e) + sum(upstream_location_kgco2e), "
                "  sum(electricity_market_kgco2e) + sum(upstream_market_kgco2e), "
                "  sum(hardware_kgco2e) + sum(other_kgco2e) "
                "from marts.fct_resource_estimates_daily group by all"
            ).fetchall()
            for method, kg in zip(
                ("location", "location_hourly", "market", "na"), kilograms, strict=True
            )
        }
    assert len(booked) == 3 * 4
    for month, method, attributed, unattributed in booked:
        assert min(attributed, unattributed) > 0, (month, method)
        assert attributed + unattributed == total[month, method], (month, method)


def test_the_ledger_by_method_repeats_what_belongs_to_every_method(demo: Path) -> None:
    booked = "select activity_month, method, sum(kgco2e) from marts.fct_carbon_ledger group by all"
    with published(demo) as connection:
        ledger = {
            (month, method): kg for month, method, kg in connection.execute(booked).fetchall()
        }
        repeated = connection.execute(
            booked.replace("fct_carbon_ledger", "fct_carbon_ledger_by_method")
        ).fetchall()
    assert len(repeated) == 3 * 3
    for month, method, kg in repeated:
        assert kg == ledger[month, method] + ledger[month, "na"], (month, method)


def _lines_by_hour(home: Path) -> pl.DataFrame:
    """The landed lines that draw power, each with the mean intensity of its own hours."""
    lines = _landed_lines(home).join(
        _rates(home), on=[*_LINE.values(), "month"], how="inner", nulls_equal=True, validate="m:1"
    )
    last_hour = pl.col("hour_at") + pl.duration(hours=pl.col("hours") - 1)
    hours = lines.select("line", "region_id", "hour_at", "hours").with_columns(
        hour_at=pl.datetime_ranges("hour_at", last_hour, "1h")
    )
    met = hours.explode("hour_at").join(_intensities(home), on=["region_id", "hour_at"])
    lines = lines.join(met.group_by("line").agg(pl.col("intensity").mean()), on="line", how="left")
    it = pl.col("consumed_quantity") * pl.col("it_kwh_per_unit")
    hourly = it * pl.col("pue") * pl.col("intensity") / 1000
    return lines.with_columns(
        it_kwh=it,
        facility_kwh=it * pl.col("pue"),
        hourly_kg=pl.coalesce(hourly, it * pl.col("location_kgco2e_per_it_kwh")),
    )


def _landed_lines(home: Path) -> pl.DataFrame:
    """Every line of the bill as it was landed, numbered."""
    start, end = "line_item_usage_start_date", "line_item_usage_end_date"
    amount, unit = "line_item_usage_amount", "pricing_unit"
    read = [*_LINE, start, end, amount, unit, "line_item_resource_id"]
    per_unit = {row["source_unit"]: float(row["multiplier"]) for row in seed("units")}
    landed = [
        pl.read_parquet(path, columns=read).with_columns(slice_id=pl.lit(manifest.slice_id))
        for manifest, _, path in Lake(home / "lake").current_files("aws_cur2")
    ]
    hours = (pl.col(end) - pl.col(start)).dt.total_hours().clip(lower_bound=1)
    return (
        pl.concat(landed)
        .with_row_index("line")
        .rename(_LINE)
        .with_columns(
            hours=hours,
            hour_at=pl.col(start).dt.truncate("1h").cast(pl.Datetime("us")),
            month=pl.col(start).dt.truncate("1mo").cast(pl.Date),
            usage_date=pl.col(start).cast(pl.Date),
            resource_id=pl.col("line_item_resource_id").replace("", None),
            consumed_quantity=pl.col(amount)
            * pl.col(unit).replace_strict(per_unit, default=1.0, return_dtype=pl.Float64),
            region_id=pl.col("region_id").fill_null("unknown"),  # what is sold at the edge
        )
    )


def _intensities(home: Path) -> pl.DataFrame:
    """g/kWh by region and hour, of the zones and months that are known nearly whole."""
    zones = pl.DataFrame(
        [(code, region.em_zone) for code, region in REGIONS.items()],
        schema=["region_id", "em_zone"],
        orient="row",
    )
    files = Lake(home / "lake").current_files("grid_hourly")
    known = pl.concat([pl.read_parquet(path) for *_, path in files]).filter(boundary="direct")
    month = pl.col("hour_at").dt.truncate("1mo")
    days = pl.col("hour_at").dt.month_end().dt.day().cast(pl.Int32)
    share = pl.len().over("em_zone", month) / (24 * days)
    assert known.filter(share < _COMPLETE_SHARE).height > 0, "every month is whole"
    return (
        known.filter(share >= _COMPLETE_SHARE)
        .with_columns(pl.col("hour_at").dt.replace_time_zone(None).cast(pl.Datetime("us")))
        .join(zones, on="em_zone")
        .select("region_id", "hour_at", intensity="value_gco2e_per_kwh")
    )


def _rates(home: Path) -> pl.DataFrame:
    """Rates in force of every usage that draws power, by what the bill calls it."""
    with warehouse(home) as connection:
        return connection.execute(
            f"select distinct {', '.join(f'usage.{name}' for name in _LINE.values())}, "
            "  rates.activity_month as month, it_kwh_per_unit, pue, location_kgco2e_per_it_kwh "
            "from intermediate.int_usage_daily as usage "
            "inner join intermediate.int_usage_rated as rates "
            "  on usage.usage_key = rates.usage_key "
            "  and date_trunc('month', usage.usage_date) = rates.activity_month "
            "where rates.it_kwh_per_unit is not null"
        ).pl()


def _facts(home: Path) -> pl.DataFrame:
    """What the daily fact says of rows that draw power; what pods took of a node counts as its."""
    keys = ", ".join(_KEY[:-1])
    with published(home) as connection:
        return connection.execute(
            f"select {keys}, coalesce(owner_key ->> 'aws_eks_node', resource_id) as resource_id, "
            "  sum(energy_it_kwh)::double as it_kwh_fact, "
            "  sum(energy_it_kwh + energy_overhead_kwh)::double as facility_kwh_fact, "
            "  sum(electricity_location_hourly_kgco2e)::double as hourly_kg_fact, count(*) as rows "
            "from marts.fct_resource_estimates_daily where energy_it_kwh is not null group by all"
        ).pl()
