"""Monthly means of the European Central Bank's daily reference rates (eurofxref-hist).

Belongs here: the CSV, alone or in its zip: a date per line, a currency per column, `N/A` where
there is none. Does not: fetching it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ingest.errors import BadInput
from orchestration.months import this_month

_MOST_BYTES = 64 * 1024 * 1024
_PLACES = Decimal("0.000001")
_NOTHING = ("", "N/A")
_SATURDAY = 5
_REMEDY = "Fetch eurofxref-hist again; it begins with Date, then a column per currency"
_PROVENANCE = {
    "publisher": "European Central Bank",
    "source_locator": "eurofxref-hist, mean of the daily rates",
    "licence": "free reuse with the source named",
    "factor_quality": "A",
}


def read(content: bytes, name: str, first: str) -> Iterator[Mapping[str, str]]:
    """A row per currency and whole month from `first` (YYYY-MM) on.

    The running month is none, nor is one that the file begins or ends within.

    Raises:
        BadInput: it is not the publisher's file.
    """
    rates: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    days: set[date] = set()
    for day, currency, rate in _daily(_text(content, name), name):
        days.add(day)
        if first <= _month(day) < this_month():
            rates[_month(day), currency].append(rate)
    cut = _cut_months(days)
    rates = {key: values for key, values in rates.items() if key[0] not in cut}
    if not rates:
        problem = f"it holds no month from {first} on that it does not cut"
        raise BadInput(name, "the whole file", problem, _REMEDY)
    edition = f"euro foreign exchange reference rates to {max(month for month, _ in rates)}"
    for (month, currency), values in sorted(rates.items()):
        mean = sum(values, Decimal(0)) / len(values)
        yield {
            "month": month,
            "currency": currency,
            "units_per_eur": f"{mean.quantize(_PLACES).normalize():f}",
            "business_days": str(len(values)),
            "edition": edition,
            **_PROVENANCE,
        }


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _cut_months(days: Collection[date]) -> set[str]:
    """The months of the oldest and the newest day, if the weekday beyond it is of the same one."""
    if not days:
        return set()
    ends = ((min(days), -1), (max(days), 1))
    return {_month(day) for day, step in ends if _month(_weekday(day, step)) == _month(day)}


def _weekday(day: date, step: int) -> date:
    """The next weekday in the direction of `step`, 1 or -1; there are no rates at weekends."""
    day += timedelta(days=step)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=step)
    return day


def _text(content: bytes, name: str) -> str:
    if content[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                (member,) = archive.infolist()
                if member.file_size > _MOST_BYTES:
                    raise BadInput(name, member.filename, "it is larger than 64 MiB", _REMEDY)
                content = archive.read(member)
        except (zipfile.BadZipFile, ValueError) as error:
            problem = f"it is no zip of one file ({error})"
            raise BadInput(name, "the whole file", problem, _REMEDY) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(name, f"byte {error.start}", "it is not UTF-8", _REMEDY) from None


def _daily(text: str, name: str) -> Iterator[tuple[date, str, Decimal]]:
    lines = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(lines, [])]
    if header[:1] != ["Date"] or "USD" not in header:
        raise BadInput(name, "line 1", "it has no columns Date and USD", _REMEDY)
    for number, cells in enumerate(lines, 2):
        if not any(cells):
            continue
        try:
            day = date.fromisoformat(cells[0].strip())
        except ValueError:
            problem = f"{cells[0]!r} is no date"
            raise BadInput(name, f"line {number}", problem, _REMEDY) from None
        for currency, cell in zip(header[1:], cells[1:], strict=False):
            if currency and cell.strip() not in _NOTHING:
                yield day, currency, _rate(cell, name, f"line {number}, {currency}")


def _rate(cell: str, name: str, place: str) -> Decimal:
    try:
        rate = Decimal(cell.strip())
    except InvalidOperation:
        raise BadInput(name, place, f"{cell!r} is no number", _REMEDY) from None
    if not rate.is_finite() or rate <= 0:
        raise BadInput(name, place, f"{cell!r} is no rate", _REMEDY)
    return rate
