"""How one file writes its dates: found once for the whole file, never guessed line by line.

Belongs here: the three ways (year, month or day first) and what proves one of them. Does not:
files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.errors import BadInput

DateFormat = Literal["ymd", "mdy", "dmy"]
FORMATS: tuple[DateFormat, ...] = ("ymd", "mdy", "dmy")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?")
_SPLIT = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")
_ORDER: dict[DateFormat, str] = {
    "ymd": "year-month-day",
    "mdy": "month/day/year",
    "dmy": "day/month/year",
}
REMEDY = 'Say it in the source\'s settings: date_format = "mdy" (12/31/2026) or "dmy" (31/12/2026)'


class Dates:
    """What the dates of a file called `name` say about their format, seen so far.

    `is_possible` tells whether a file of its month may hold a date, where the month is known.
    """

    def __init__(self, name: str, is_possible: Callable[[date], bool] | None = None) -> None:
        self._name = name
        self._is_possible = is_possible
        self._open: list[DateFormat] = [*FORMATS]
        self._differs = False

    def add(self, texts: Iterable[str], *, column: str, counts: bool) -> None:
        """Look at distinct `texts` of `column`; `counts`: they must lie in the file's month.

        Raises:
            BadInput: no format reads all that was seen.
        """
        for text in texts:
            read: dict[DateFormat, date | None] = {kind: parsed(text, kind) for kind in self._open}
            possible: list[DateFormat] = [
                kind
                for kind, day in read.items()
                if day and (not counts or self._is_possible is None or self._is_possible(day))
            ]
            if not possible and counts:  # of another month: told by its own check, in its words
                possible = [kind for kind, day in read.items() if day]
            if not possible:
                seen = "" if len(self._open) == len(FORMATS) else " beside the dates before it"
                raise BadInput(
                    self._name,
                    f"column {column}",
                    f"{text!r} is no date that can be read{seen}",
                    "Deliver the file as Azure wrote it, not as a spreadsheet saved it",
                )
            self._differs |= len({read[kind] for kind in possible}) > 1
            self._open = possible

    @property
    def is_settled(self) -> bool:
        """Whether one format is left."""
        return len(self._open) == 1

    def chosen(self, given: DateFormat | None) -> DateFormat:
        """The format of the file, or the one that the settings give.

        Raises:
            BadInput: several formats read every date, and differently.
        """
        if given in self._open:
            return given
        if given is None and len(self._open) > 1 and self._differs:
            raise BadInput(
                self._name,
                "the dates",
                "every one can be read as month/day/year and as day/month/year",
                REMEDY,
            )
        if given is not None:
            problem = f"date_format is {given!r}, and the dates are {_ORDER[self._open[0]]}"
            raise BadInput(self._name, "the dates", problem, "Correct date_format, or remove it")
        return self._open[0]


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
        super().__init__(f"{text!r} is not {_ORDER[kind]}, as the dates before it are")
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
