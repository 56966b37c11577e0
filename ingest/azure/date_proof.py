"""Which format the dates of one file have: found once for the whole file, never line by line.

Belongs here: what proves a format. Does not: reading dates (cost_dates.py), files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from ingest.azure.cost_dates import FORMATS, ORDER, DateFormat, parsed
from ingest.errors import BadInput

_REMEDY = 'Say it in the source\'s settings: date_format = "mdy" (12/31/2026) or "dmy" (31/12/2026)'


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
                _REMEDY,
            )
        if given is not None:
            problem = f"date_format is {given!r}, and the dates are {ORDER[self._open[0]]}"
            raise BadInput(self._name, "the dates", problem, "Correct date_format, or remove it")
        return self._open[0]
