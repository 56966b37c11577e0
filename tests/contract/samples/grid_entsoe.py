"""Quarter-hours of a domain by type: told, revised and spoiled as the platform could."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.contract.samples.grid_months import MONTHS, touch, withdraw
from tests.grid_apis import ENVIRONMENT, tell

__all__ = ["ENVIRONMENT", "SETTINGS", "SLICE", "deliver", "spoil", "touch", "withdraw"]

ZONE = "10YNL----------L"
SETTINGS = f"""
[sources.entsoe]
kind = "grid_entsoe"
uri = "https://web-api.tp.entsoe.eu/api"
zones = ["{ZONE}"]
{MONTHS}"""
SLICE = f"entsoe__{ZONE}__2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """An hour of gas by quarters, two of them equal and left out; sun by the hour."""
    gas = series("B04", {1: 3000 + edition, 4: 3300}, curve="A03")
    tell(home, SETTINGS, [gas, series("B16", {1: 500}, resolution="PT60M")])


def spoil(home: Path) -> None:
    """Another unit."""
    tell(home, SETTINGS, [series("B04", {1: 3000}, unit="KWT")])


def series(psr: str, points: dict[int, float], **more: Any) -> dict[str, Any]:
    """A time series over the first hour of October; `points` by position."""
    return {
        "domain": ZONE,
        "psrType": psr,
        "start": "2025-10-01T00:00Z",
        "end": "2025-10-01T01:00Z",
        "resolution": "PT15M",
        "points": points,
        **more,
    }
