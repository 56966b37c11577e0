"""Spans of one thing that may not overlap: validity, readings of a meter, serial numbers.

Belongs here: the comparison and its message. Does not: what the spans are of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Self

from ingest.organisation.register import Row


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...


Span = tuple[Any, Any]
"""Its first and its last point; None is open."""


def apart(
    rows: list[Row], key: Callable[[Row], Any], span: Callable[[Row], Span], *,
    column: str, meet: bool, remedy: str,
) -> None:  # fmt: skip
    """Hold that spans of one key share nothing.

    Args:
        rows: the rows, in any order; each has a line for the message.
        key: what a row's span is of.
        span: a row's first and last point.
        column: the cell that a message names.
        meet: whether a span may begin at the point at which another ends.
        remedy: what to do about two that overlap.

    Raises:
        BadInput: two overlap; the message names both lines.
    """
    of_key: dict[Any, list[Row]] = {}
    for row in rows:
        of_key.setdefault(key(row), []).append(row)
    for some in of_key.values():
        before = None
        for row in sorted(some, key=lambda one: _from(span(one)[0])):
            if before is not None and _reaches(span(before)[1], span(row)[0], meet=meet):
                problem = f"the row overlaps line {before.line}, which ends {_said(span(before))}"
                row.refuse(column, problem, remedy)
            before = row


def valid_apart(rows: list[Row], key: str) -> None:
    """Hold that rows of one `key` are valid one after the other, never at once."""
    remedy = "End the earlier row with valid_to: the first day on which it no longer holds"
    apart(
        rows, lambda row: row[key], lambda row: (row["valid_from"], row["valid_to"]),
        column="valid_from", meet=True, remedy=remedy,
    )  # fmt: skip


def first_of_month(row: Row, column: str, remedy: str) -> None:
    """Hold that a day, where it is given, is the first of a month."""
    if row[column] is not None and row[column].day != 1:
        row.refuse(column, f"{row[column]} is within a month", remedy)


def _from(point: _Ordered | None) -> tuple[bool, Any]:
    return (point is not None, point)


def _reaches(end: _Ordered | None, start: _Ordered | None, *, meet: bool) -> bool:
    if end is None or start is None:
        return True
    return start < end or (start == end and not meet)


def _said(span: Span) -> str:
    return "nowhere" if span[1] is None else f"at {span[1]}"
