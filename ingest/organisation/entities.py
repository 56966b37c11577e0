"""The reporting entity: who reports, its fiscal year and the policies its figures follow.

Belongs here: the register's columns and row rules. Does not: more than one entity yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row

_CONSOLIDATION = ("operational_control", "financial_control", "equity_share")


class Entities(Register):
    """inputs/entities.csv, exactly one row."""

    kind = "organisation_entities"
    register = "entities.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "entity_id": "varchar",
        "entity_name": "varchar",
        "country_iso2": "varchar",
        "fiscal_year_start_month": "bigint",
        "reporting_currency": "varchar",
        "consolidation_approach": "varchar",
        "scope3_energy_basis": "varchar",
        "gwp_target": "varchar",
    }
    required = frozenset(columns)
    exactly_one = True

    def check(self, rows: list[Row]) -> None:
        """One entity, codes in their standard form, a month that exists."""
        row = rows[0]
        row.shaped("country_iso2", "[A-Z]{2}", "a country code of two capitals, such as DE")
        row.shaped("reporting_currency", "[A-Z]{3}", "a currency code such as EUR")
        row.one_of("consolidation_approach", _CONSOLIDATION)
        row.one_of("scope3_energy_basis", ("location", "market"))
        row.one_of("gwp_target", ("AR4", "AR5", "AR6"))
        if not 1 <= row["fiscal_year_start_month"] <= 12:
            month = row["fiscal_year_start_month"]
            row.refuse("fiscal_year_start_month", f"{month} is no month", "Use 1 to 12")
