"""Registers of the sites: where they are, which hosts stand there, what was burned and refilled.

Belongs here: rows. Does not: readings of meters (`meter_readings.py`), assets
(`asset_registers.py`).
"""

from collections.abc import Sequence

from ingest.demo.month import Month
from ingest.demo.noise import chance
from ingest.demo.onprem.machines import CAGE, HALL
from ingest.demo.register_file import Row

SITES: tuple[Row, ...] = (
    ("site_id", "site_name", "country_iso2", "em_zone", "pue", "pue_basis", "wue_l_per_kwh",
     "boundary", "control", "overhead_treatment"),
    (HALL, "Frankfurt machine room", "DE", "DE", 1.35, "measured", 0.35, "owned", "operational",
     ""),
    # The lessor states its PUE; its cooling is not ours.
    (CAGE, "Amsterdam cage", "NL", "NL", 1.28, "measured", "", "colocation", "operational",
     "category_8"),
)  # fmt: skip

HOST_ROWS: tuple[Row, ...] = (
    ("host_id", "site_id", "asset_id", "team_id", "idle_policy", "valid_from", "valid_to"),
    ("gpu-01", HALL, "gpu-2024", "search", "owner", "2024-04-01", ""),
    ("gpu-02", HALL, "gpu-2025", "training", "separate", "", ""),
    ("cpu-01", CAGE, "cpu-2021", "platform", "pro_rata", "2021-12-01", ""),
    ("cpu-02", CAGE, "cpu-2021", "data", "pro_rata", "2021-12-01", ""),
)

REFILLED_KG = 1.8


def fuels(months: Sequence[Month], seed: int) -> list[Row]:
    """The genset's monthly test run."""
    rows: list[Row] = [
        ("log_id", "site_id", "fuel", "burned_from", "burned_to", "quantity", "unit")
    ]
    for month in months:
        day = f"{month.period}-05"
        litres = round(36 + 12 * chance(seed, "genset", month.period), 1)
        rows.append((f"genset-{month.period}", HALL, "diesel", day, day, litres, "L"))
    return rows


def refrigerants(busy: Month) -> list[Row]:
    """One refill of the chillers, in the month in which the boards work."""
    return [
        ("log_id", "site_id", "gas", "topped_up_on", "mass_kg"),
        (f"chiller-{busy.period}", HALL, "R-410A", f"{busy.period}-18", REFILLED_KG),
    ]
