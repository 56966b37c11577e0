"""EIA-930 by the EIA's API v2: hourly generation of US balancing authorities by fuel.

Belongs here: its questions, pages and fields. Does not: months and slices (zone_months.py), carbon:
an intensity is computed from this in SQL. EIA names an hour by its end.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from ingest.errors import BadInput
from ingest.grid.json_answers import document_of, hold_text, items_of, moment_of, number_of
from ingest.grid.spans import Span
from ingest.grid.zone_months import Row, ZoneMonths
from ingest.http_api import Limit

TOKEN = "EIA_API_KEY"
_PAGE = 5000
_HOUR = timedelta(hours=1)
_MOST_MWH = 1_000_000.0  # more than the whole of the United States in an hour
_PATH = "/electricity/rto/fuel-type-data/data/"


class Eia930(ZoneMonths):
    """Net generation at `uri` (https://api.eia.gov/v2); `zones` are balancing authorities.

    By hour and fuel, negative where plants take more than they give.
    """

    kind = "grid_eia930"
    columns: ClassVar[Mapping[str, str]] = {
        "hour_at": "timestamp",
        "zone_code": "varchar",
        "fuel_code": "varchar",
        "fuel_name": "varchar",
        "generation_mwh": "double",
        "period_as_printed": "varchar",
    }
    key = ("hour_at", "fuel_code")
    limit = Limit(requests=5, seconds=1.0)
    secrets = (TOKEN,)

    def ask(self, zone: str, span: Span) -> Iterator[bytes]:
        """Page by page; both ends belong to it, and `hourly` is UTC where `local-hourly` is not."""
        key = self.secret(TOKEN)
        query = (
            ("api_key", key),
            ("frequency", "hourly"),
            ("data[0]", "value"),
            ("facets[respondent][]", zone),
            ("start", f"{span.start + _HOUR:%Y-%m-%dT%H}"),
            ("end", f"{span.end:%Y-%m-%dT%H}"),
            ("sort[0][column]", "period"),
            ("sort[0][direction]", "asc"),
            ("sort[1][column]", "fueltype"),
            ("sort[1][direction]", "asc"),
            ("length", str(_PAGE)),
        )
        offset = 0
        while True:
            asked = (*query, ("offset", str(offset)))
            page = self.api.get(_PATH, asked, secrets=(key,))
            yield page
            total, held = _counts(page)
            offset += held
            if held == 0 or offset >= total:
                return

    def rows_of(self, answer: bytes, zone: str, name: str) -> Iterator[Row]:
        """One row per hour and fuel; what EIA has no value for is null."""
        response = document_of(answer, name).get("response") or {}
        items = items_of(response.get("data"), "response.data", name)
        if not items and int(response.get("total") or 0):
            problem = f"a page is empty and {response['total']} rows are promised"
            raise BadInput(name, "response.data", problem, "Ask again later")
        for item in items:
            printed = str(item.get("period"))
            place = f"{printed}, {item.get('fueltype')}"
            hold_text(item.get("respondent"), zone, f"{place}, respondent", name)
            hold_text(item.get("value-units"), "megawatthours", f"{place}, value-units", name)
            end = datetime.fromisoformat(moment_of(printed, place, name))
            yield {
                "hour_at": (end - _HOUR).isoformat(),
                "zone_code": zone,
                "fuel_code": item.get("fueltype"),
                "fuel_name": item.get("type-name"),
                "generation_mwh": number_of(
                    item.get("value"), place, name, low=-_MOST_MWH, high=_MOST_MWH, unit="MWh"
                ),
                "period_as_printed": printed,
            }


def _counts(page: bytes) -> tuple[int, int]:
    """How many rows there are and how many this page has; none where it cannot be read."""
    try:
        response = json.loads(page)["response"]
        return int(response["total"]), len(response["data"])
    except (ValueError, KeyError, TypeError):
        return 0, 0
