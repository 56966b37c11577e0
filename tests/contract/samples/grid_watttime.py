"""Five-minute points of one region: told, revised and spoiled as WattTime could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.contract.samples.grid_months import MONTHS, touch, withdraw
from tests.grid_apis import ENVIRONMENT, tell

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

SETTINGS = f"""
[sources.moer]
kind = "grid_watttime"
uri = "https://api.watttime.org"
zones = ["CAISO_NORTH"]
{MONTHS}"""
SLICE = "moer__CAISO_NORTH__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two points, the second imputed."""
    points = [point("2025-10-01T00:00", 870 + edition), point("2025-10-02T23:55", 860, True)]
    tell(home, SETTINGS, points)


def spoil(home: Path) -> None:
    """Another unit."""
    tell(home, SETTINGS, [{**point("2025-10-01T00:00", 870), "units": "kg_co2_per_mwh"}])


def point(at: str, value: float, is_imputed: bool = False) -> dict[str, Any]:
    """One point in pounds per MWh."""
    return {
        "point_time": f"{at}:00+00:00",
        "value": value,
        "imputed_data_used": is_imputed,
        "last_updated": "2025-11-02T00:00:00+00:00",
    }
