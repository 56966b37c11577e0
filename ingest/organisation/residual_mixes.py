"""Residual mixes that the user has licensed; none is shipped.

Belongs here: the register's columns and row rules. Does not: which countries publish one (a seed
does).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.instruments import HIGHEST_KG, IN_KILOGRAMS, YEARS
from ingest.organisation.register import Register, Row, unique


class ResidualMixes(Register):
    """inputs/residual_mixes.csv: one row per country and year of the data."""

    kind = "organisation_residual_mixes"
    register = "residual_mixes.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "country_iso2": "varchar",
        "data_year": "bigint",
        "kgco2e_per_kwh": "double",
        "publisher": "varchar",
        "edition": "varchar",
        "licence": "varchar",
        "source_locator": "varchar",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """A country has one mix a year, in kilograms, and says where it is from."""
        unique(rows, "country_iso2", "data_year")
        for row in rows:
            row.shaped("country_iso2", "[A-Z]{2}", "a country code of two capitals, such as DE")
            row.within("data_year", *YEARS, "Use four digits: the year that the mix is of")
            row.within("kgco2e_per_kwh", 0, HIGHEST_KG, IN_KILOGRAMS)
