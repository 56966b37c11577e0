"""Folders that name the part of a table an extract holds: a day of it, or a month.

`partition_date=2025-10-05`, `year=2025/month=10/day=5`, `2025-10`, `20251005` and the like.
Belongs here: names only. Does not: what the rows of such a folder may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.delivered_files import NamedPeriod

_MONTH = r"(?P<year>20\d{2})-?(?P<month>0[1-9]|1[0-2])"
_DATED = re.compile(rf"(?:\w+=)?{_MONTH}(?:-?(?P<day>0[1-9]|[12]\d|3[01]))?(?:[ T].*)?")
_PART = re.compile(r"(?P<part>year|month|day)=0*(?P<number>\d{1,4})", re.IGNORECASE)


def named_part(folders: Sequence[str]) -> NamedPeriod | None:
    """The day (2025-10-05) or month (2025-10) that the folders name: the deepest and narrowest."""
    found: NamedPeriod | None = None
    parts: dict[str, int] = {}
    for depth, folder in enumerate(folders, start=1):
        dated = _DATED.fullmatch(folder)
        part = _PART.fullmatch(folder)
        if dated:
            days = [dated["day"]] if dated["day"] else []
            found = NamedPeriod("-".join([dated["year"], dated["month"], *days]), depth)
        elif part:
            parts[part["part"].lower()] = int(part["number"])
            if {"year", "month"} <= parts.keys():
                month = f"{parts['year']}-{parts['month']:02d}"
                day = f"-{parts['day']:02d}" if "day" in parts else ""
                found = NamedPeriod(month + day, depth)
    return found
