"""Hours of one zone of Electricity Maps: told, revised and spoiled as it could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.contract.samples.grid_months import MONTHS, touch, withdraw
from tests.grid_apis import ENVIRONMENT, tell

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

SETTINGS = f"""
[sources.emaps]
kind = "grid_electricity_maps"
uri = "https://api.electricitymaps.com/v3"
zones = ["DE"]
{MONTHS}"""
SLICE = "emaps__DE__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two hours, the second estimated; every edition has other values."""
    tell(
        home,
        SETTINGS,
        [hour("2025-10-01T00", 300 + edition), hour("2025-10-09T23", 310, isEstimated=True)],
    )


def spoil(home: Path) -> None:
    """A value that stands for none."""
    tell(home, SETTINGS, [hour("2025-10-01T00", -1)])


def hour(at: str, grams: float | None, **more: Any) -> dict[str, Any]:
    """One value as past-range tells it; `at` is the hour's start."""
    return {
        "datetime": f"{at}:00:00.000Z",
        "carbonIntensity": grams,
        "createdAt": f"{at}:10:00.000Z",
        "updatedAt": "2025-11-03T12:00:00.000Z",
        "isEstimated": False,
        "estimationMethod": None,
        **more,
    }
