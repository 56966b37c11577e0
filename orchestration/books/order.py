"""What may be closed or opened next: months in order and without gaps, years after their end.

Belongs here: the rules of order. Does not: checks of figures, or writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.book_event import next_month
from ingest.errors import TonneError
from orchestration.books.history import Closed, History
from publish.period import Period, month_title


@dataclass(frozen=True)
class Span:
    """The first and the last month that the published ledger holds, and the day of today."""

    first: date
    last: date
    today: date


def hold_month(history: History, month: date, span: Span) -> None:
    """Hold that `month` may be closed softly.

    Raises:
        TonneError: it is closed, not over, or another month comes first.
    """
    if standing := history.closed.get(month):
        raise TonneError(_closed_already(month, standing))
    _hold_over(month, span)
    if month < span.first:
        raise TonneError(f"The ledger begins in {month_title(span.first)}: close that month first.")
    if (due := history.first_open(span.first)) != month:
        raise TonneError(f"Months close in order: {month_title(due)} comes first.")


def hold_year(history: History, year: Period, span: Span) -> None:
    """Hold that the fiscal `year` may be closed hard.

    Raises:
        TonneError: it is closed, not over, or what is before it is not closed.
    """
    if year.first is None or year.last is None:
        raise TonneError(f"{year.slug} has no months.")
    if (standing := history.closed.get(year.last)) and standing.status == "hard":
        raise TonneError(_closed_already(year.last, standing))
    _hold_over(year.last, span)
    if year.last < span.first or year.first > span.last:
        held = f"{month_title(span.first)} to {month_title(span.last)}"
        raise TonneError(f"The ledger holds {held}: nothing of {year.slug} can be closed.")
    month = span.first
    while month < year.first:
        standing = history.closed.get(month)
        if standing is None or standing.status != "hard":
            raise TonneError(
                f"Years close in order: the one of {month_title(month)} comes first, "
                "from which on the ledger has entries (`tonne close --year YEAR --prepare`)."
            )
        month = next_month(month)


def hold_reopening(history: History, month: date) -> Closed:
    """Hold that `month` may be opened again; the close that this undoes.

    Raises:
        TonneError: it is open, closed hard, or a later month is closed.
    """
    standing = history.closed.get(month)
    if standing is None:
        raise TonneError(f"{month_title(month)} is open already.")
    if standing.status == "hard":
        raise TonneError(
            f"{month_title(month)} was closed for good {standing}. What changes after is posted: "
            "`tonne restate --dry-run` shows it."
        )
    if (last := max(history.closed)) != month:
        raise TonneError(f"The last closed month opens first: {month_title(last)}.")
    return standing


def _closed_already(month: date, standing: Closed) -> str:
    how = "for good " if standing.status == "hard" else ""
    return f"{month_title(month)} is closed already, {how}{standing}."


def _hold_over(month: date, span: Span) -> None:
    if next_month(month) > span.today:
        raise TonneError(f"{month_title(month)} is not over.")
