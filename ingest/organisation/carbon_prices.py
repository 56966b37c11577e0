"""What a tonne of CO2e costs inside the organisation.

Belongs here: the register's columns and row rules. Does not: inflating or applying a price.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from ingest.organisation.issued import hold_issued
from ingest.organisation.register import Register, Row, unique

_SCHEMES = (
    "capex_shadow_price", "research_shadow_price", "internal_fee", "impairment_testing", "other",
)  # fmt: skip


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
        "scheme_type": "varchar",
        "perimeter": "varchar",
        "scopes_covered": "varchar",
        "assumptions": "varchar",
    }
    required = frozenset(columns) - {
        "valid_to", "scheme_type", "perimeter", "scopes_covered", "assumptions",
    }  # fmt: skip

    def check(self, rows: list[Row]) -> None:
        """A price has a known kind, a currency, a year, no sign, and changes nothing issued."""
        unique(rows, "price_id", "valid_from")
        for row in rows:
            row.one_of("kind", ("shadow", "fee"))
            row.shaped("currency", "[A-Z]{3}", "a currency code such as EUR")
            if not 1990 <= row["price_year"] <= 2100:
                problem = f"{row['price_year']} is no year a price is stated in"
                row.refuse("price_year", problem, "Use four digits, 1990 to 2100")
            if row["price_per_tco2e"] < 0:
                row.refuse("price_per_tco2e", "it is negative", "Use zero or more")
            row.one_of("scheme_type", _SCHEMES)
            row.shaped("scopes_covered", "[123](;[123])*", "scopes joined as 1;2;3")
            row.listed("scopes_covered")
            row.dated()
        hold_issued(self, rows, _in_force)


def _in_force(rows: Sequence[Mapping[str, Any]], month: date) -> tuple[Any, ...]:
    """The prices of a month."""
    columns = ("price_id", "kind", "currency", "price_year", "price_per_tco2e")
    return tuple(
        sorted(
            tuple(row[column] for column in columns)
            for row in rows
            if row["valid_from"] <= month and (row["valid_to"] is None or month < row["valid_to"])
        )
    )
