"""Rules that may not change what was issued: a month that the books closed keeps its own.

Belongs here: which months are closed, and the comparison of a register with its last version.
Does not: closing a month, or what a rule means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.organisation.register import Register, Row

_BOOKS = "books"
_EVENT = ("sequence", "record_kind", "event_kind", "period_start", "period_end")

InForce = Callable[[Sequence[Mapping[str, Any]], date], Any]
"""What rows of a register say of a month."""


def hold_issued(register: Register, rows: Sequence[Row], in_force: InForce) -> None:
    """Hold that `rows` say the same of every closed month as the version that is landed.

    Raises:
        BadInput: they do not; the message names the first such month.
    """
    lake = Lake(register.workspace.lake)
    new, old = [row.values for row in rows], list(_landed(lake, register))
    for month in closed_months(lake):
        if in_force(new, month) != in_force(old, month):
            remedy = "Let the rule begin, or end, with a month that is not closed"
            problem = f"the rows say something else of {month:%Y-%m}, whose statements are issued"
            if not rows:
                raise BadInput(register.config.uri, "after line 1", problem, remedy)
            _blamed(rows, month).refuse("valid_from", problem, remedy)


def closed_months(lake: Lake) -> list[date]:
    """The months that the landed books closed and did not open again, in order."""
    closed: set[date] = set()
    for event in _events(lake):
        months = set(_months(event["period_start"], event["period_end"]))
        if str(event["event_kind"]).startswith("close"):
            closed |= months
        elif event["event_kind"] == "reopen":
            closed -= months
    return sorted(closed)


def _events(lake: Lake) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for _, _, path in lake.current_files(_BOOKS):
        table = pq.read_table(path, columns=list(_EVENT))
        found += [row for row in table.to_pylist() if row["record_kind"] == "event"]
    return sorted(found, key=lambda event: event["sequence"])


def _landed(lake: Lake, register: Register) -> Iterator[Mapping[str, Any]]:
    for _, _, path in lake.current_files(register.kind):
        yield from pq.read_table(path).to_pylist()


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _blamed(rows: Sequence[Row], month: date) -> Row:
    """The last row that begins by then, else the first: where a reader looks."""
    begun = [row for row in rows if row["valid_from"] <= month]
    return begun[-1] if begun else rows[0]
