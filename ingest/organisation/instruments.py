"""Contracts that say where electricity is from: certificates, PPAs, tariffs, on-site attributes.

Belongs here: the register's columns and row rules. Does not: which criteria an instrument needs,
or what it may be applied to (SQL decides both and keeps the reason of a refusal).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique
from ingest.organisation.serials import serials_apart

YEARS = (1990, 2100)
HIGHEST_KG = 5.0
IN_KILOGRAMS = "Write kilograms per kWh, such as 0.366; grams are a thousand times as many"
CERTIFICATES = ("eac_site", "eac_entity")
_AT_A_SITE = ("onsite_attributes", "bundled_contract", "eac_site")
_KINDS = (*_AT_A_SITE, "ppa", "eac_entity", "supplier_rate")
_CRITERIA = tuple(f"criterion_{number}" for number in range(1, 9))


class Instruments(Register):
    """inputs/instruments.csv: an empty criterion is unanswered, which is not met."""

    kind = "organisation_instruments"
    register = "instruments.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "instrument_id": "varchar",
        "instrument_kind": "varchar",
        "serial_from": "varchar",
        "serial_to": "varchar",
        "site_id": "varchar",
        "market_zone": "varchar",
        "vintage_year": "bigint",
        "quantity_mwh": "double",
        "kgco2e_per_kwh": "double",
        "retired_on": "date",
        "retired_for": "varchar",
        **dict.fromkeys(_CRITERIA, "varchar"),
        "evidence": "varchar",
    }
    required = frozenset(
        {"instrument_id", "instrument_kind", "market_zone", "vintage_year", "kgco2e_per_kwh"}
    )

    def check(self, rows: list[Row]) -> None:
        """An instrument has a kind, a zone, a year, an amount and serials that no other has."""
        unique(rows, "instrument_id")
        for row in rows:
            row.one_of("instrument_kind", _KINDS)
            row.shaped("market_zone", "[A-Z]{2}[A-Z0-9-]*", "a zone in capitals, such as DE")
            row.within("vintage_year", *YEARS, "Use four digits: the year of generation")
            row.not_negative("quantity_mwh")
            row.within("kgco2e_per_kwh", 0, HIGHEST_KG, IN_KILOGRAMS)
            for criterion in _CRITERIA:
                row.one_of(criterion, ("met", "not_met", "n/a"))
            _check_kind(row)
        serials_apart([row for row in rows if row["serial_from"] is not None])


def _check_kind(row: Row) -> None:
    kind = row["instrument_kind"]
    if kind in _AT_A_SITE:
        row.needs("site_id", f"An instrument of kind {kind} belongs to a site")
    if kind == "eac_entity" and row["site_id"] is not None:
        problem = "certificates of the entity belong to no site"
        row.refuse("site_id", problem, "Empty the cell, or make the kind eac_site")
    if kind != "supplier_rate":
        row.needs("quantity_mwh", "Write how many MWh it covers; only a supplier's rate has none")
    if kind in CERTIFICATES or row["serial_to"] is not None:
        row.needs("serial_from", "A certificate is claimed once: write its first serial number")
    if row["serial_from"] is not None:
        row.needs("serial_to", "Write the last serial number; of one certificate, the same")
    if row["retired_for"] is not None:
        row.needs("retired_on", "Write the day of cancellation; or empty retired_for")
