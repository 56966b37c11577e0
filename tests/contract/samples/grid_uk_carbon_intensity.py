"""Half-hours of Great Britain: told, revised and spoiled as their publisher could."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.contract.samples.grid_months import MONTHS, touch, withdraw
from tests.grid_apis import tell

__all__ = ["SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

SETTINGS = f"""
[sources.gb_grid]
kind = "grid_uk_carbon_intensity"
uri = "https://api.carbonintensity.org.uk"
zones = ["GB"]
{MONTHS}"""
SLICE = "gb_grid__GB__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two half-hours, one of them forecast only."""
    points = [half("2025-10-01T00:00", 120 + edition), half("2025-10-01T00:30", None)]
    tell(home, SETTINGS, points)


def spoil(home: Path) -> None:
    """A value in another unit."""
    tell(home, SETTINGS, [half("2025-10-01T00:00", 120_000)])


def half(at: str, actual: float | None, forecast: float | None = 130) -> dict[str, Any]:
    """One half-hour from `at` on."""
    end = datetime.fromisoformat(at) + timedelta(minutes=30)
    told = {"forecast": forecast, "actual": actual, "index": "moderate"}
    return {"from": f"{at}Z", "to": f"{end:%Y-%m-%dT%H:%M}Z", "intensity": told}
