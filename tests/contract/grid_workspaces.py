"""A workspace with one source of a grid publisher, whose API answers on the loopback.

Belongs here: settings, landing and reading of it. Does not: what an API answers (grid_apis.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.contract.landed_rows import LandedRows
from tests.grid_apis import endpoint_url, folder_of, tell

ADDRESSES = {
    "grid_electricity_maps": "https://api.electricitymaps.com/v3",
    "grid_uk_carbon_intensity": "https://api.carbonintensity.org.uk",
    "grid_eia930": "https://api.eia.gov/v2",
    "grid_entsoe": "https://web-api.tp.entsoe.eu/api",
    "grid_watttime": "https://api.watttime.org",
}


class GridWorkspace(LandedRows):
    """The workspace `home` with the source `grid` of `kind` for `zones`: October 2025."""

    def __init__(self, home: Path, kind: str, *zones: str, **keys: Any) -> None:
        given: dict[str, Any] = {
            "uri": ADDRESSES[kind],
            "endpoint_url": endpoint_url(folder_of(home)),
            "zones": list(zones),
            "since": "2025-10",
            "until": "2025-10",
            "settle_months": 600,
        }
        super().__init__(home, kind, "grid", given | keys)
        self.tell()

    def tell(self, *points: dict[str, Any]) -> None:
        """Make the API answer with these points."""
        tell(self.home, "", list(points))

    def slice_id(self, zone: str, month: str = "2025-10") -> str:
        """The slice of a zone and month."""
        return f"grid__{zone}__{month}"
