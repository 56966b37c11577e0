"""Electricity Maps v3: hourly direct carbon intensity by zone, with what is estimated.

Belongs here: its questions and fields. Does not: months and slices (zone_months.py). The datetime
of a value is the start of its hour; updatedAt tells a revision and is never a time of use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from ingest.grid.json_answers import document_of, hold_text, items_of, moment_of, number_of
from ingest.grid.spans import Span
from ingest.grid.zone_months import Row, ZoneMonths
from ingest.http_api import Limit

TOKEN = "ELECTRICITY_MAPS_TOKEN"
_LONGEST = timedelta(days=10)  # what past-range gives at once by the hour
_MOST_G = 3000.0  # twice what the worst coal plant emits


class ElectricityMaps(ZoneMonths):
    """Values of past-range at `uri` (https://api.electricitymaps.com/v3).

    They are asked for the direct boundary: its own default is lifecycle.
    """

    kind = "grid_electricity_maps"
    columns: ClassVar[Mapping[str, str]] = {
        "hour_at": "timestamp",
        "em_zone": "varchar",
        "carbon_intensity_g": "double",
        "emission_factor_type": "varchar",
        "is_estimated": "boolean",
        "estimation_method": "varchar",
        "created_at": "timestamp",
        "updated_at": "timestamp",
    }
    key = ("hour_at",)
    limit = Limit(requests=10, seconds=1.0)
    secrets = (TOKEN,)

    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """Ten days at a time; `shouldUseFallbackCallerLookup` would answer for our own place."""
        token = self.secret(TOKEN)
        for piece in span.pieces(_LONGEST):
            query = (
                ("zone", zone),
                ("start", f"{piece.start:%Y-%m-%dT%H:%M:%SZ}"),
                ("end", f"{piece.end:%Y-%m-%dT%H:%M:%SZ}"),
                ("temporalGranularity", "hourly"),
                ("emissionFactorType", "direct"),
                ("shouldUseFallbackCallerLookup", "false"),
            )
            path = "/carbon-intensity/past-range"
            yield self.api.get(path, query, headers={"auth-token": token}, secrets=(token,))

    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """One row per hour; an hour without a value is a row without one."""
        document = document_of(answer, name)
        for item in items_of(document.get("data"), "data", name):
            yield row_of({"zone": document.get("zone"), **item}, zone, name)


def row_of(item: dict[str, Any], zone: str, name: str) -> Row:
    """The row of one value of `zone` as the API writes it.

    Raises:
        BadInput: it is of another zone, boundary or granularity, or its value cannot be.
    """
    place = f"{zone}, {item.get('datetime')}"
    hold_text(item.get("zone"), zone, f"{place}, zone", name)
    factors, granularity = item.get("emissionFactorType"), item.get("temporalGranularity")
    hold_text(factors, "direct", f"{place}, emissionFactorType", name)
    hold_text(granularity or "hourly", "hourly", f"{place}, temporalGranularity", name)
    told = {column: item.get(field) for column, field in _REVISIONS.items()}
    return {
        "hour_at": moment_of(item.get("datetime"), place, name),
        "em_zone": zone,
        "carbon_intensity_g": number_of(
            item.get("carbonIntensity"), place, name, low=0, high=_MOST_G, unit="grams per kWh"
        ),
        "emission_factor_type": factors,
        "is_estimated": item.get("isEstimated"),
        "estimation_method": item.get("estimationMethod"),
        **{column: at and moment_of(at, f"{place}, {column}", name) for column, at in told.items()},
    }


_REVISIONS = {"created_at": "createdAt", "updated_at": "updatedAt"}
