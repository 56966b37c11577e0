"""Which hours of the grid are missing, and where a year rests on several publishers.

Belongs here: findings about the hours of grid zones. Does not: which publisher serves.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from orchestration.doctor.finding import Finding
from orchestration.months import this_month

_UNSERVED = """
select em_zone, strftime(activity_month, '%Y-%m') as month, max(hour_count) as hours,
    arg_max(publisher, hour_count) as publisher, any_value(hours_of_month)
from marts.dim_zone_month group by all having not bool_or(is_serving) order by all
"""
_MIXED = """
select em_zone, year(activity_month), string_agg(distinct publisher, ', ' order by publisher)
from marts.dim_zone_month where is_serving group by all
having count(distinct publisher) > 1 order by all
"""


def findings(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Zone-months with too few hours of any one publisher, then years of several publishers."""
    for zone, month, hours, publisher, whole in connection.execute(_UNSERVED).fetchall():
        if month < this_month():
            yield Finding(
                "breach",
                f"{hours} direct hours ({publisher}), {hours / whole:.0%} of the month: "
                "location_hourly is annual in all of it",
                f"grid zone {zone}, {month}",
                "Land the missing hours with boundary direct, or name a second publisher of the "
                "zone (a source of any grid kind)",
            )
    for zone, year, publishers in connection.execute(_MIXED).fetchall():
        yield Finding(
            "note",
            f"its hours come from several publishers ({publishers}): location_hourly of the year "
            "rests on no single one",
            f"grid zone {zone}, {year}",
            "Land the year of one publisher whole, or change seeds/policy/grid_publishers.csv",
        )
