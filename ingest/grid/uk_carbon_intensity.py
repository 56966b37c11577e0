"""UK Carbon Intensity API: half-hours of Great Britain, what came apart from what was forecast.

Belongs here: its questions and fields. Does not: months and slices (zone_months.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import ClassVar

from ingest.errors import Unreachable
from ingest.grid.json_answers import document_of, items_of, moment_of, number_of
from ingest.grid.spans import Span
from ingest.grid.zone_months import Row, ZoneMonths
from ingest.http_api import Limit

_LONGEST = timedelta(days=13)  # it refuses more than 14, and may answer the half-hour before
_MOST_G = 3000.0
_ZONE = "GB"


class UkCarbonIntensity(ZoneMonths):
    """Half-hours at `uri` (https://api.carbonintensity.org.uk) of zone GB; it asks for no key.

    What it tells of regions is forecast only, and not asked for.
    """

    kind = "grid_uk_carbon_intensity"
    columns: ClassVar[Mapping[str, str]] = {
        "period_start": "timestamp",
        "period_end": "timestamp",
        "zone_code": "varchar",
        "actual_gco2_per_kwh": "double",
        "forecast_gco2_per_kwh": "double",
        "intensity_index": "varchar",
    }
    key = ("period_start",)
    limit = Limit(requests=10, seconds=1.0)

    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """Less than two weeks at a time."""
        if zone != _ZONE:
            raise Unreachable(f"{self.config.uri} tells of {_ZONE} only, not of {zone}.", "absent")
        for piece in span.pieces(_LONGEST):
            start, end = (f"{at:%Y-%m-%dT%H:%MZ}" for at in (piece.start, piece.end))
            yield self.api.get(f"/intensity/{start}/{end}")

    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """One row per half-hour; a value that is not told is null."""
        for item in items_of(document_of(answer, name).get("data"), "data", name):
            place = f"from {item.get('from')}"
            told = item.get("intensity") or {}
            actual, forecast = (
                number_of(told.get(field), place, name, low=0, high=_MOST_G, unit="grams per kWh")
                for field in ("actual", "forecast")
            )
            yield {
                "period_start": moment_of(item.get("from"), place, name),
                "period_end": moment_of(item.get("to"), place, name),
                "zone_code": zone,
                "actual_gco2_per_kwh": actual,
                "forecast_gco2_per_kwh": forecast,
                "intensity_index": told.get("index"),
            }
