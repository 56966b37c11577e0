"""Opening a month again that was closed softly: a further book, decided by two people.

Belongs here: the step. Does not: what a command says of it.
"""

from __future__ import annotations

from ingest.book_event import Event
from orchestration.books import identities, making, order, writing
from orchestration.books.desk import Desk
from publish import period as periods
from publish.errors import BadPeriodError


def reopen(desk: Desk, month: str, *, by: str, approved_by: str, reason: str) -> Event:
    """Undo the soft close of `month`: its figures follow what lands again.

    Raises:
        BadPeriodError: the text is no month.
        BadIdentity: one person alone asks for it.
        TonneError: the month is open, closed for good, or not the last that is closed.
    """
    wanted = periods.parse(month)
    if wanted.first is None or wanted.first != wanted.last:
        raise BadPeriodError(f"{month!r} is no month: write it as 2025-12")
    first, second = identities.named(by), identities.second(by, approved_by)
    undone = order.hold_reopening(desk.history, wanted.first)
    made = making.draft(
        desk, "reopen", wanted, making.no_entries(),
        prepared_by=first, reason=reason, details={"undoes": undone.event.book_id},
    )  # fmt: skip
    desk.progress.at("Books", f"writing {made.event.book_id}", 2, 3)
    return writing.commit(desk.workspace, made.approved(second))
