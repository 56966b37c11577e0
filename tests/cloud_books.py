"""What the books and the clouds' own figures hold in a published workspace.

Belongs here: questions that several tests ask. Does not: what they expect.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.pipeline import Facts, published, rows_of, warehouse

USAGE, DAILY = "intermediate.int_usage_daily", "marts.fct_resource_estimates_daily"
LEDGER, MONTHLY, FIGURES = (
    "fct_carbon_ledger",
    "fct_resource_emissions_monthly",
    "fct_provider_emissions",
)
MEASURES = {
    ("aws", "location"): ("s1", "s2_location", "s3_location"),
    ("aws", "market"): ("s1", "s2_market", "s3_market"),
    ("gcp", "location"): ("s1", "s2_location", "s3"),
    ("gcp", "location_hourly"): ("s1", "s2_location", "s3"),
    ("gcp", "market"): ("s1", "s2_market", "s3"),
    ("azure", "location"): ("s1", "s3"),
    ("azure", "market"): ("s1", "s2", "s3"),
}
"""What a cloud prints that the books take, by cloud and method."""

Row = tuple[Any, ...]
Booked = dict[Row, Decimal]


def asked(home: Path, query: str) -> list[Row]:
    """What the published file answers."""
    with published(home) as connection:
        return connection.execute(query).fetchall()


def whole(home: Path, relation: str, where: str = "true") -> Facts:
    """The rows of a relation of the warehouse with every column, build keys included."""
    with warehouse(home) as connection:
        return rows_of(connection, relation, without=(), where=where)


def build_keys(home: Path, relation: str, where: str) -> set[Row]:
    """By which builds the rows were made."""
    with warehouse(home) as connection:
        query = f"select distinct build_key from {relation} where {where}"
        return set(connection.execute(query).fetchall())


def versions(home: Path) -> set[Row]:
    """Every slice in every version that ever landed."""
    return set(asked(home, "select slice_id, slice_version from marts.dim_slice"))


def booked(home: Path, where: str) -> Booked:
    """What stands in the books for the clouds' own figures, in kg; no zeros."""
    rows = asked(
        home,
        "select activity_month, sub_account_id, carbon_bucket, region_id, bundle, method, "
        f"sum(kgco2e) from marts.{LEDGER} where entry_type = 'actual' and {where} "
        "group by all having sum(kgco2e) <> 0",
    )
    return {tuple(key): kg for *key, kg in rows}


def doubled(amounts: Booked) -> Booked:
    """Twice the amounts, of which there are some."""
    assert amounts
    return {key: 2 * kg for key, kg in amounts.items()}


def entries(home: Path, where: str) -> Booked:
    """The kg of the books by type of entry."""
    query = f"select entry_type, sum(kgco2e) from marts.{LEDGER} where {where} group by all"
    return {(entry_type,): kg for entry_type, kg in asked(home, query)}


def printed(home: Path, provider: str, method: str) -> Booked:
    """What a cloud's newest models print of what the books take by a method, in kg; no zeros."""
    rows = asked(
        home,
        f"select activity_month, sub_account_id, sum(emissions_kgco2e) from marts.{FIGURES} "
        f"where provider = '{provider}' and is_current_model "
        f"and measure in {MEASURES[provider, method]} "
        "group by all having sum(emissions_kgco2e) <> 0",
    )
    return {tuple(key): kg for *key, kg in rows}
