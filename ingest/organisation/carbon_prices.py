"""What a tonne of CO2e costs inside the organisation.

Belongs here: the register's columns and row rules. Does not: inflating or applying a price.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class CarbonPrices(Register):
    """inputs/carbon_prices.csv: a price id may have several rows, one after the other."""

    kind = "organisation_carbon_prices"
    register = "carbon_prices.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "price_id": "varchar",
        "kind": "varchar",
        "currency": "varchar",
        "price_year": "bigint",
        "price_per_tco2e": "double",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset(columns) - {"valid_to"}

    def check(self, rows: list[Row]) -> None:
        """A price has a known kind, a currency, a year and no sign."""
        unique(rows, "price_id", "valid_from")
        for row in rows:
            row.one_of("kind", ("shadow", "fee"))
            row.shaped("currency", "[A-Z]{3}", "a currency code such as EUR")
            if not 1990 <= row["price_year"] <= 2100:
                problem = f"{row['price_year']} is no year a price is stated in"
                row.refuse("price_year", problem, "Use four digits, 1990 to 2100")
            if row["price_per_tco2e"] < 0:
                row.refuse("price_per_tco2e", "it is negative", "Use zero or more")
            row.dated()
