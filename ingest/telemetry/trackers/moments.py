"""Moments and numbers as trackers print them, to UTC and to finite doubles.

Belongs here: one value. Does not: rows or files.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1)


def moment_in(text: str, zone: ZoneInfo) -> datetime:
    """A printed moment as UTC without a zone; `zone` is that of a text that states none.

    Raises:
        ValueError: it is no moment.
    """
    moment = datetime.fromisoformat(text.strip())
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None)


def since_epoch(microseconds: int) -> datetime:
    """Microseconds since 1970 as UTC without a zone.

    Raises:
        ValueError: it is no moment a calendar knows.
    """
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        raise ValueError(f"{microseconds} microseconds are no moment") from None


def milliseconds_since(value: Any) -> datetime | None:
    """Milliseconds since 1970 as UTC without a zone; None where nothing is told.

    Raises:
        ValueError: it is no moment.
    """
    return None if value is None or value == "" else since_epoch(int(value) * 1000)


def number(value: Any) -> float | None:
    """A finite number of zero or more; None where nothing is told.

    Raises:
        ValueError: it is no such number.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        raise ValueError(f"{value} is no number")
    told = float(value)
    if not math.isfinite(told) or told < 0:
        raise ValueError(f"{value} is no number of zero or more")
    return told


def text(value: Any) -> str | None:
    """A text without spaces around it; None where it is empty."""
    told = "" if value is None else str(value).strip()
    return told or None
