"""Closing a month or a year: prepared by one person, approved by another, from what is published.

Belongs here: the two steps. Does not: what a command says of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest.book_event import Event
from ingest.book_file import hashes_in, verified
from ingest.errors import BadInput, TonneError
from orchestration.books import checks, identities, making, order, published_ledger, writing
from orchestration.books.checks import Check
from orchestration.books.desk import Desk
from orchestration.books.drafts import Draft
from publish import period as periods
from publish.errors import BadPeriodError
from publish.period import Period


def asked(desk: Desk, *, month: str | None, year: str | None) -> Period:
    """The month, or the fiscal year of the entity, that is to be closed.

    Raises:
        BadPeriodError: the text is no month or no year.
        TonneError: it may not be closed now.
    """
    wanted = periods.parse(month or year or "")
    is_month = wanted.first is not None and wanted.first == wanted.last
    if is_month != (month is not None):
        raise BadPeriodError(
            f"{wanted.slug!r} is no {'month' if month else 'year'}: "
            "write --period 2025-12 or --year 2025"
        )
    if wanted.first is not None and is_month:
        order.hold_month(desk.history, wanted.first, desk.span())
        return wanted
    year_asked = periods.fiscal(int(wanted.slug), published_ledger.entity(desk.published)[1])
    order.hold_year(desk.history, year_asked, desk.span())
    return year_asked


def prepare(
    desk: Desk, period: Period, found: Sequence[Check], *,
    by: str, accepted: Collection[str], reason: str | None,
) -> Event:  # fmt: skip
    """Write down what would be closed, for a second person.

    Raises:
        Refused: a check refuses, and was not accepted.
        TonneError: somebody is not named, or what is accepted does not refuse.
    """
    name = identities.named(by)
    let_through = checks.recorded(found, accepted, by=name, reason=reason)
    checks.hold(found, accepted)
    made = _draft(desk, period, prepared_by=name, reason=reason, accepted=let_through)
    return writing.keep_prepared(desk.workspace, period.slug, made)


def approve(desk: Desk, period: Period, found: Sequence[Check], *, by: str) -> Event:
    """Close what was prepared, if what is published is still the same.

    Raises:
        BadIdentity: who approves has prepared it.
        Refused: a check refuses that was not accepted when it was prepared.
        TonneError: nothing was prepared, or it is another today.
    """
    waiting = _waiting(desk, period)
    name = identities.second(waiting.prepared_by, by)
    let_through = waiting.details["accepted_checks"]
    checks.hold(found, {one["check_id"] for one in let_through})
    made = _draft(
        desk, period,
        prepared_by=waiting.prepared_by, reason=waiting.reason, accepted=let_through,
    )  # fmt: skip
    _hold_same(desk, period, waiting, made)
    prepared = replace(made, event=replace(made.event, prepared_at=waiting.prepared_at))
    event = writing.commit(desk.workspace, prepared.approved(name))
    writing.drop_prepared(desk.workspace, period.slug)
    return event


def _draft(
    desk: Desk, period: Period, *, prepared_by: str, reason: str | None, accepted: Sequence[object]
) -> Draft:
    if period.first is None or period.last is None:
        raise TonneError(f"{period.slug} has no months.")
    desk.progress.at("Books", f"freezing {period.title}", 1, 3)
    question = published_ledger.of_months(period.first, period.last)
    entries = published_ledger.entries(desk.published, question)
    kind = "close_month" if period.first == period.last else "close_year"
    details = {"accepted_checks": accepted}
    made = making.draft(
        desk, kind, period, entries,
        asked=question, prepared_by=prepared_by, reason=reason, details=details,
    )  # fmt: skip
    desk.progress.at("Books", f"writing {made.event.book_id}", 2, 3)
    return made


def _waiting(desk: Desk, period: Period) -> Event:
    """The close that waits, as it was prepared."""
    path = writing.prepared_file(desk.workspace, period.slug)
    again = f"`tonne close {_option(period)} --prepare --by ID` first."
    if not path.exists():
        raise TonneError(f"Nobody has prepared the close of {period.slug}: {again}")
    try:
        return verified(path, name=str(path))
    except BadInput as error:
        raise TonneError(f"{error.message}. Or prepare it again: {again}") from error


def _hold_same(desk: Desk, period: Period, waiting: Event, made: Draft) -> None:
    again = f"Look at it, and prepare it again: `tonne close {_option(period)} --prepare --by ID`."
    if waiting.previous_checksum != made.event.previous_checksum:
        raise TonneError(f"Another book was written since {period.slug} was prepared. {again}")
    if waiting.checksum != made.event.checksum:
        was = set(hashes_in(writing.prepared_file(desk.workspace, period.slug)))
        now = set(made.entries.column("row_hash").to_pylist())
        raise TonneError(
            f"{period.slug} has changed since it was prepared: {len(was - now)} entries are gone "
            f"or other, {len(now - was)} are new. {again}"
        )


def _option(period: Period) -> str:
    return f"--{'period' if period.first == period.last else 'year'} {period.slug}"
