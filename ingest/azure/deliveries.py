"""What counts of one month of an export: a run's manifest, or files that no manifest names.

Belongs here: the thing, its signal, the month of a folder's name. Does not: finding it
(export_folder.py), or what a manifest says (manifest.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.errors import BadInput
from ingest.objects import Place, Stored

_RANGE = re.compile(r"(\d{4})(\d{2})(\d{2})-(\d{4})(\d{2})(\d{2})")
_REMEDY = "Set the export's time frame to month-to-date or last month, or select one month"


@dataclass(frozen=True)
class Delivery:
    """What counts of one month: a run's manifest, or files that no manifest names.

    `month` is YYYY-MM, None for a file whose folder names none; `stem` names its slice;
    `problem` is why it cannot be read, if it cannot.
    """

    month: str | None
    stem: str
    manifest: Stored | None = None
    files: Sequence[Stored] = ()
    problem: str | None = None

    @property
    def signal(self) -> str:
        """That of the manifest; of files a hash over their names and signals."""
        if self.manifest is not None:
            return self.manifest.signal
        if len(self.files) == 1:
            return self.files[0].signal
        lines = "\n".join(f"{stored.key} {stored.signal}" for stored in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Where it lies."""
        return self.manifest.key if self.manifest else self.files[0].key

    def check(self, place: Place) -> None:
        """Hold that it can be told what counts.

        Raises:
            BadInput: it cannot.
        """
        if self.problem:
            raise BadInput(place.uri_of(self.key), "the folder", self.problem, _REMEDY)


def month_of(text: str) -> str | None:
    """The month (YYYY-MM) that the range of a folder lies in; None if in several or none."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    year, month, day, to_year, to_month, to_day = map(int, match.groups())
    try:
        first, last = date(year, month, day), date(to_year, to_month, to_day)
    except ValueError:
        return None
    # Some exports name the first day of the next month as the end.
    ends = last == date(year + month // 12, month % 12 + 1, 1)
    inside = (first.year, first.month) == (last.year, last.month)
    return f"{year}-{month:02d}" if first <= last and (inside or ends) else None
