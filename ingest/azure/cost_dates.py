"""The three ways in which a file writes its dates: year, month or day first.

Belongs here: text to days of a known format. Does not: which format a file has (date_proof.py).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc

DateFormat = Literal["ymd", "mdy", "dmy"]
FORMATS: tuple[DateFormat, ...] = ("ymd", "mdy", "dmy")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?")
_SPLIT = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
ORDER: dict[DateFormat, str] = {
    "ymd": "year-month-day",
    "mdy": "month/day/year",
    "dmy": "day/month/year",
}


def parsed(text: str, kind: DateFormat) -> date | None:
    """`text` read as a date of format `kind`; None where it is none."""
    match = (_ISO if kind == "ymd" else _SPLIT).fullmatch(text.strip())
    if match is None:
        return None
    if kind == "ymd":
        year, month, day = match[1], match[2], match[3]
    else:
        month, day = (match[1], match[3]) if kind == "mdy" else (match[3], match[1])
        year = match[4]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class NoDateError(ValueError):
    """A text is no date of the file's format; `index` is its place in the column."""

    def __init__(self, index: int, text: str, kind: DateFormat) -> None:
        super().__init__(f"{text!r} is not {ORDER[kind]}, as the dates before it are")
        self.index = index


def moments(texts: Array, kind: DateFormat) -> Array:
    """A column of dates as moments of UTC; equal texts are read once.

    Raises:
        NoDateError: the first that is not of format `kind`.
    """
    coded = texts.dictionary_encode()
    days: list[date] = []
    for code, text in enumerate(coded.dictionary.to_pylist()):
        day = parsed(text, kind)
        if day is None:
            raise NoDateError(pc.index(coded.indices, code).as_py(), text, kind)
        days.append(day)
    return pa.array(days, pa.date32()).cast(pa.timestamp("us")).take(coded.indices)
