"""One use of a cloud by a team, as the report's mart and the ledger hold it.

Belongs here: rows that tie: the ledger of a use sums to the mart's row of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

FORMULA = "=cmd()"
SCRIPT = "<script>alert(1)</script>"
BROKEN = 'Data "&\nplatform'
LONG_SERVICE = "Amazon " + "very-" * 57 + "long ☁"
OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)

Row = dict[str, Any]


@dataclass(frozen=True)
class Use:
    """One row of the report's mart, its other figures made from these."""

    month: date
    team: str | None
    service: str
    kwh: str | None = "100"
    location: str | None = "0.04"
    incomplete_kwh: str | None = "60"
    hardware: str | None = "0.01"
    other: str | None = None
    cost: str = "123.456789012345"
    currency: str = "USD"

    @property
    def team_id(self) -> str:
        """The team's id; that of nobody for a row without a team."""
        return "unattributed" if self.team is None else f"id of {self.team}"

    def row(self) -> Row:
        """The mart's row: market is a tenth above location, hourly a tenth below."""
        texts = (self.location, self.hardware, self.other)
        location, hardware, other = (None if one is None else Decimal(one) for one in texts)
        known = [one for one in (location, hardware, other) if one is not None]
        total = sum(known, Decimal(0)) if known else None
        tenth = None if location is None else location / 10
        return {
            "activity_month": self.month,
            "team_id": self.team_id,
            "team_name": self.team or "Unattributed",
            "provider": "aws",
            "service_name": self.service,
            "billing_currency": self.currency,
            "energy_kwh": self.kwh,
            "location_tco2e": location,
            "location_hourly_tco2e": None
            if location is None or tenth is None
            else location - tenth,
            "market_tco2e": None if location is None or tenth is None else location + tenth,
            "market_incomplete_energy_kwh": self.incomplete_kwh,
            "hardware_tco2e": hardware,
            "other_tco2e": other,
            "total_location_tco2e": total,
            "total_location_hourly_tco2e": total,
            "total_market_tco2e": None if total is None else total + (tenth or 0),
            "billed_cost": self.cost,
            "effective_cost": self.cost,
        }

    def booked(self) -> Iterator[Row]:
        """The ledger's rows: those without a method stand under each."""
        row = self.row()
        kwh, incomplete = (Decimal(one or 0) for one in (self.kwh, self.incomplete_kwh))
        parts: list[tuple[str, str, Any, Decimal | None, bool | None]] = []
        if self.kwh is not None:
            parts = [
                ("electricity", "location", row["location_tco2e"], kwh, None),
                ("electricity", "location_hourly", row["location_hourly_tco2e"], kwh, None),
                ("electricity", "market", row["market_tco2e"], incomplete, False),
                ("electricity", "market", Decimal(0), kwh - incomplete, True),
            ]
        for method in ("location", "location_hourly", "market"):
            parts += [("hardware", method, row["hardware_tco2e"], None, None)]
            parts += [("other", method, row["other_tco2e"], None, None)]
        key = {"activity_month": self.month, "team_id": self.team_id, "factor_set_id": "gathered"}
        scope = {"scope": 3, "s3_category": 1, "s3_subcategory": "1.1"}
        for component, method, tonnes, energy, is_complete in parts:
            if tonnes is not None:
                yield {
                    **key,
                    **scope,
                    "component": component,
                    "method": method,
                    "recognition_basis": "period",
                    "energy_kwh": energy,
                    "kgco2e": tonnes * 1000,
                    "is_market_complete": is_complete,
                }


HOSTILE = (
    Use(OCTOBER, FORMULA, "Amazon Elastic Compute Cloud", cost="1000.000000000001"),
    Use(OCTOBER, SCRIPT, "Amazon S3", kwh="12.5", incomplete_kwh="12.5", location="0.005"),
    Use(OCTOBER, BROKEN, LONG_SERVICE),
    Use(NOVEMBER, FORMULA, "Amazon Elastic Compute Cloud", location="0.0512345678"),
    Use(
        NOVEMBER,
        None,
        SCRIPT,
        kwh=None,
        location=None,
        incomplete_kwh=None,
        hardware=None,
        other="1.5",
    ),
    Use(DECEMBER, FORMULA, "Amazon Elastic Compute Cloud", cost="-12.5", currency="EUR"),
    Use(DECEMBER, SCRIPT, "+SUM(A1)", kwh=None, location=None, incomplete_kwh=None, hardware=None),
)
