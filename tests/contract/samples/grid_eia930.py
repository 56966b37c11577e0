"""Hours of one balancing authority by fuel: told, revised and spoiled as EIA could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.contract.samples.grid_months import MONTHS, touch, withdraw
from tests.grid_apis import ENVIRONMENT, tell

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

SETTINGS = f"""
[sources.eia]
kind = "grid_eia930"
uri = "https://api.eia.gov/v2"
zones = ["PJM"]
{MONTHS}"""
SLICE = "eia__PJM__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """The first hour of October, of two fuels and one that has no value."""
    tell(
        home,
        SETTINGS,
        [
            fuel("2025-10-01T01", "COL", str(9000 + edition)),
            fuel("2025-10-01T01", "NG", "30000"),
            fuel("2025-10-01T01", "OIL", None),
        ],
    )


def spoil(home: Path) -> None:
    """Another unit."""
    tell(home, SETTINGS, [{**fuel("2025-10-01T01", "COL", "9"), "value-units": "megawatts"}])


def fuel(period: str, code: str, value: str | None, zone: str = "PJM") -> dict[str, Any]:
    """One row of fuel-type-data; `period` names the hour by its end."""
    return {
        "period": period,
        "respondent": zone,
        "respondent-name": f"{zone} Interconnection",
        "fueltype": code,
        "type-name": code.title(),
        "value": value,
        "value-units": "megawatthours",
    }
