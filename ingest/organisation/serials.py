"""Serial numbers of certificates: ranges that run forward and share no certificate.

Belongs here: what a serial number looks like. Does not: the rest of an instrument.
"""

from __future__ import annotations

import re

from ingest.organisation.register import Row
from ingest.organisation.spans import apart

_SERIAL = re.compile(r"(.*?)(\d+)")


def serials_apart(rows: list[Row]) -> None:
    """Hold that the ranges of `rows`, which all have both serials, run forward and never overlap.

    Raises:
        BadInput: a serial ends in no number, a range runs backwards, or two share a certificate.
    """
    for row in rows:
        (series, first), (series_of_last, last) = _of(row, "serial_from"), _of(row, "serial_to")
        if series != series_of_last or first > last:
            problem = f"{row['serial_to']} does not follow {row['serial_from']}"
            row.refuse("serial_to", problem, "Write the first and the last of one series")
    apart(
        rows,
        lambda row: _of(row, "serial_from")[0],
        lambda row: (_of(row, "serial_from")[1], _of(row, "serial_to")[1]),
        column="serial_from", meet=False, remedy="A certificate counts once: correct the range",
    )  # fmt: skip


def _of(row: Row, column: str) -> tuple[str, int]:
    """The series and the number of a serial."""
    found = _SERIAL.fullmatch(row[column])
    if found is None:
        row.refuse(column, f"{row[column]!r} ends in no number", "Write it as the registry does")
    return found[1], int(found[2])
