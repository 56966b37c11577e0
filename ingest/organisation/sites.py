"""Own and rented sites: grid, PUE and water, and what the reporter answers for there.

Belongs here: the register's columns and row rules. Does not: the factor of a grid, or the scope
that follows from the boundary (SQL finds both).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row
from ingest.organisation.spans import valid_apart

_BOUNDARIES = ("owned", "colocation", "leased", "hosted")
_TREATMENTS = ("scope_2", "category_8", "category_1")


class Sites(Register):
    """inputs/sites.csv: a site may have several rows, one after the other."""

    kind = "organisation_sites"
    register = "sites.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "site_id": "varchar",
        "site_name": "varchar",
        "country_iso2": "varchar",
        "grid_region_scheme": "varchar",
        "grid_region_code": "varchar",
        "em_zone": "varchar",
        "pue": "double",
        "pue_basis": "varchar",
        "wue_l_per_kwh": "double",
        "boundary": "varchar",
        "control": "varchar",
        "overhead_treatment": "varchar",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"site_id", "site_name", "country_iso2", "boundary", "control"})

    def check(self, rows: list[Row]) -> None:
        """A place that exists, a PUE that can be, a boundary that does not contradict itself."""
        for row in rows:
            row.shaped("country_iso2", "[A-Z]{2}", "a country code of two capitals, such as DE")
            row.within("pue", 1, 10, "PUE is facility energy / IT energy: 1 or more, such as 1.3")
            row.within("wue_l_per_kwh", 0, 100, "WUE is litres per kWh of IT energy, such as 0.4")
            row.one_of("pue_basis", ("measured", "default"))
            row.one_of("boundary", _BOUNDARIES)
            row.one_of("control", ("operational", "financial", "none"))
            row.one_of("overhead_treatment", _TREATMENTS)
            row.dated()
            _check_pairs(row)
            _check_treatment(row)
        valid_apart(rows, "site_id")


def _check_pairs(row: Row) -> None:
    if row["pue"] is None and row["pue_basis"] == "measured":
        row.needs("pue", "A measured PUE needs its value; leave pue_basis empty for the default")
    if row["pue"] is not None:
        row.needs("pue_basis", "Say whether the PUE is measured or a default")
    if row["grid_region_scheme"] is not None:
        row.needs("grid_region_code", "Name the region in that scheme, such as CAMX")
    if row["grid_region_code"] is not None:
        row.needs("grid_region_scheme", "Name the scheme of the code, such as egrid_subregion")


def _check_treatment(row: Row) -> None:
    treatment = row["overhead_treatment"]
    if row["boundary"] == "owned" and treatment not in (None, "scope_2"):
        problem = f"cooling of an owned site is not {treatment}"
        row.refuse("overhead_treatment", problem, "Leave it empty, or correct the boundary")
    if row["control"] == "none" and treatment == "scope_2":
        problem = "without control nothing at the site is Scope 2"
        row.refuse("overhead_treatment", problem, "Use category_8 or category_1")
