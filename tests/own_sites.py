"""A company with own sites: its registers as files, and rows of readings and contracts.

Belongs here: writing what a person would write into `inputs/`. Does not: what a test expects.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Registers = Mapping[str, Sequence[Row]]

ENTITY: Row = {
    "entity_id": "acme",
    "entity_name": "Acme",
    "country_iso2": "DE",
    "fiscal_year_start_month": 1,
    "reporting_currency": "EUR",
    "consolidation_approach": "operational_control",
    "scope3_energy_basis": "location",
    "gwp_target": "AR6",
}
_MET = {f"criterion_{number}": "met" for number in range(1, 9)}


def write_company(home: Path, registers: Registers) -> None:
    """Make a workspace in `home` whose registers are `registers`, by file name without its end."""
    inputs = home / "inputs"
    inputs.mkdir(parents=True)
    (home / "tonne.toml").write_text("", encoding="utf-8")
    whole: Registers = {"entities": [ENTITY], "teams": [{"team_id": "ml", "team_name": "ML"}]}
    for name, rows in {**whole, **registers}.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (inputs / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def site(site_id: str, country: str, **columns: Any) -> Row:
    """A site that the entity owns and runs."""
    return {"site_id": site_id, "site_name": site_id, "country_iso2": country,
            "boundary": "owned", "control": "operational", **columns}  # fmt: skip


def metered(
    site_id: str, kwh: float, *, year: int = 2025, kind: str = "facility"
) -> tuple[Row, Row]:
    """A meter of a site, and its one reading of a whole year."""
    meter = {"meter_id": f"{site_id} {kind}", "site_id": site_id, "meter_kind": kind, "unit": "kWh"}
    reading = {
        "meter_id": meter["meter_id"],
        "starts_at": f"{year}-01-01T00:00:00",
        "ends_at": f"{year + 1}-01-01T00:00:00",
        "value": kwh,
        "is_estimated": "false",
    }
    return meter, reading


def certificate(instrument_id: str, zone: str, mwh: float, **columns: Any) -> Row:
    """Certificates of 2025, retired, every criterion met, with serials of their own."""
    return {
        "instrument_id": instrument_id,
        "instrument_kind": "eac_site",
        "serial_from": f"{instrument_id}-1",
        "serial_to": f"{instrument_id}-{max(1, round(mwh))}",
        "market_zone": zone,
        "vintage_year": 2025,
        "quantity_mwh": mwh,
        "kgco2e_per_kwh": 0,
        "retired_on": "2026-02-01",
        "retired_for": "Acme",
        **_MET,
        **columns,
    }


def asset(asset_id: str, site_id: str, kg: float, acquired: str, **columns: Any) -> Row:
    """A server of known embodied emissions, capitalised and in service on the day it was bought."""
    return {
        "asset_id": asset_id,
        "asset_kind": "server",
        "site_id": site_id,
        "quantity": 1,
        "acquired_on": acquired,
        "in_service_on": acquired,
        "embodied_kgco2e": kg,
        "embodied_source": "product carbon footprint",
        "recognition": "capitalised",
        **columns,
    }
