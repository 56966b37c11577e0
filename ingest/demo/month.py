"""A billing period and its hours.

Belongs here: calendar arithmetic, UTC. Hours are counted from 1970-01-01T00:00Z.
"""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Month:
    """One billing period."""

    period: str

    @property
    def start(self) -> datetime:
        """The first instant of the month, UTC and naive as bills have it."""
        return datetime(int(self.period[:4]), int(self.period[5:]), 1)

    @property
    def end(self) -> datetime:
        """The first instant of the next month."""
        year, month = self.start.year, self.start.month
        return datetime(year + month // 12, month % 12 + 1, 1)

    @property
    def first_hour(self) -> int:
        """The number of its first hour."""
        return int(self.start.replace(tzinfo=UTC).timestamp()) // 3600

    @property
    def hours(self) -> int:
        """How many hours it has."""
        return int((self.end - self.start).total_seconds()) // 3600
