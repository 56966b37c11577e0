"""What AWS's sustainability API can be asked, and how long a time one of its answers is of.

Belongs here: operations, permissions, months and years. Does not: asking (sustainability.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ingest.aws.sustainability_answers import Result

_EMISSIONS = [
    "TOTAL_LBM_CARBON_EMISSIONS",
    "TOTAL_MBM_CARBON_EMISSIONS",
    "TOTAL_SCOPE_1_CARBON_EMISSIONS",
    "TOTAL_SCOPE_2_LBM_CARBON_EMISSIONS",
    "TOTAL_SCOPE_2_MBM_CARBON_EMISSIONS",
    "TOTAL_SCOPE_3_LBM_CARBON_EMISSIONS",
    "TOTAL_SCOPE_3_MBM_CARBON_EMISSIONS",
]


@dataclass(frozen=True)
class Question:
    """One operation of the API, and how long the time is that one of its answers is of."""

    operation: str
    permission: str
    granularity: str
    types: Mapping[str, list[str]]

    def of(self, result: Result) -> str:
        """The month (YYYY-MM) or year (YYYY) that a result is of."""
        start: datetime = result["TimePeriod"]["Start"]
        return start.strftime("%Y" if self.granularity == "YEARLY_CALENDAR" else "%Y-%m")


QUESTIONS = {
    "emissions": Question(
        "get_estimated_carbon_emissions",
        "sustainability:GetEstimatedCarbonEmissions",
        "MONTHLY",
        {"EmissionsTypes": _EMISSIONS},
    ),
    "water": Question(
        "get_estimated_water_allocation",
        "sustainability:GetEstimatedWaterAllocation (water = false leaves water out)",
        "YEARLY_CALENDAR",
        {"AllocationTypes": ["TOTAL_WATER_WITHDRAWALS"]},
    ),
}


def months_of(period: str) -> tuple[str, ...]:
    """The months (YYYY-MM) that a month or a year is of."""
    if len(period) > 4:
        return (period,)
    return tuple(f"{period}-{month:02}" for month in range(1, 13))


def bounds_of(period: str) -> tuple[datetime, datetime]:
    """Where a month or year begins, and where the next one does."""
    year, month = int(period[:4]), int(period[5:] or 1)
    start = datetime(year, month, 1)
    if len(period) == 4:
        return start, datetime(year + 1, 1, 1)
    return start, datetime(year + month // 12, month % 12 + 1, 1)
