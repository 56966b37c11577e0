"""The months that a report covers, and how they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from publish.errors import BadPeriodError

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months from `first` to `last`, both the first day of their month; none when empty."""

    first: date | None
    last: date | None
    slug: str

    def months(self) -> Iterator[date]:
        """Every month of the period in order, also those in which nothing happened."""
        if self.first is None or self.last is None:
            return
        month = self.first
        while month <= self.last:
            yield month
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)

    @property
    def title(self) -> str:
        """The period in words, such as `Oct 2025 to Dec 2025`."""
        if self.first is None or self.last is None:
            return "no months"
        if self.first == self.last:
            return month_title(self.first)
        return f"{month_title(self.first)} to {month_title(self.last)}"


def parse(text: str) -> Period:
    """Read `2025-12` (a month) or `2025` (a calendar year).

    Raises:
        BadPeriodError: the text is neither.
    """
    if match := _MONTH.fullmatch(text):
        month = date(int(match[1]), int(match[2]), 1)
        return Period(month, month, text)
    if _YEAR.fullmatch(text) and int(text) > 0:
        return Period(date(int(text), 1, 1), date(int(text), 12, 1), text)
    raise BadPeriodError(f"{text!r} is not a period: write a month as 2025-12 or a year as 2025")


def fiscal(year: int, start_month: int) -> Period:
    """The fiscal year that is named by the calendar year in which it ends."""
    if start_month == 1:
        return Period(date(year, 1, 1), date(year, 12, 1), f"{year:04}")
    return Period(date(year - 1, start_month, 1), date(year, start_month - 1, 1), f"{year:04}")


def between(first: date | None, last: date | None) -> Period:
    """The period from the first to the last month that the data holds."""
    if first is None or last is None:
        return Period(None, None, "no-months")
    slug = f"{first:%Y-%m}" if first == last else f"{first:%Y-%m}_{last:%Y-%m}"
    return Period(first, last, slug)


def month_title(month: date) -> str:
    """`Oct 2025`, in English whatever the machine's locale."""
    return f"{month_name(month)} {month.year}"


def month_name(month: date) -> str:
    """`Oct`."""
    return _NAMES[month.month - 1]
