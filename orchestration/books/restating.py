"""Posting what changed after a close: a book of its own, decided by two people.

Belongs here: the step. Does not: what waits (pending.py), finding it (dbt), or words of a command.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ingest.arrow import Table
from ingest.arrow import compute as pc
from ingest.book_columns import ENTRY
from ingest.book_event import Event, name_of
from ingest.book_hashes import row_hashes
from ingest.errors import TonneError
from orchestration.books import identities, making, pending, published_ledger, writing
from orchestration.books.desk import Desk
from orchestration.books.pending import Pending, Wanted
from orchestration.books.published_ledger import Question
from publish import period as periods

# The sets of what the figures say now are in no book; those of what they say no more are in one.
_WITH_SETS = f"""
select chosen.* exclude (book_id), case when held.set_id is null then chosen.book_id end as book_id
from ({pending.CHOSEN}) as chosen
left join (
    select distinct ledger_factor_set_id as set_id
    from marts.bridge_ledger_factor_sets where book_id is null
) as held on chosen.factor_set_id = held.set_id
"""


def post(desk: Desk, wanted: Wanted, *, by: str, approved_by: str, reason: str) -> Event:
    """Post what is meant and due, in the first month that is not closed.

    Raises:
        BadIdentity: one person alone asks for it.
        TonneError: nothing waits, or what waits is below its threshold.
    """
    first, second = identities.named(by), identities.second(by, approved_by)
    waiting = pending.read(desk.published, wanted)
    _hold_posts(waiting, wanted)
    month = desk.history.posting_month()
    if month is None:
        raise TonneError("No month is closed: what lands late flows into the open months.")
    desk.progress.at("Books", "posting", 1, 3)
    question = Question(
        _WITH_SETS,
        [*wanted.meant, wanted.decided],
        {
            "posting_month": f"date '{month}'",
            "ledger_entry_id": "adjustment_id",
            "adjustment_kind": "adjustment_kind",
        },
    )
    found = published_ledger.entries(desk.published, question)
    activity = pc.min_max(found.column("activity_month")).as_py()
    period = periods.between(activity["min"], activity["max"])
    book_id = name_of(desk.history.next_sequence, "posting", period.slug)
    made = making.draft(
        desk, "posting", period, _identified(found, book_id), asked=question,
        prepared_by=first, reason=reason,
        details={"year": wanted.year, "kind": wanted.kind, "decided": wanted.decided},
    )  # fmt: skip
    desk.progress.at("Books", f"writing {book_id}", 2, 3)
    return writing.commit(desk.workspace, made.approved(second))


def _hold_posts(waiting: Sequence[Pending], wanted: Wanted) -> None:
    if not waiting:
        raise TonneError("Nothing is pending: the closed months say what the figures say.")
    if any(one.posts for one in waiting):
        return
    least = max(waiting, key=lambda one: one.share or 0)
    way = "" if wanted.decided else " Errors of any size post with --decided."
    raise TonneError(
        f"What waits is below the threshold: {least.share or 0:.2%} of scope {least.scope} in "
        f"{least.fiscal_year}, which restates from {least.threshold or 0:.2%} on. It waits and is "
        f"disclosed.{way}"
    )


def _identified(entries: Table, book_id: str) -> Table:
    """The entries under ids and hashes of their own: an adjustment may post more than once."""
    ids = pc.binary_join_element_wise(book_id, entries.column("ledger_entry_id"), ".")
    named = entries.set_column(0, "ledger_entry_id", ids)
    hashes = pa.array(row_hashes(named), pa.string())
    return named.set_column(list(ENTRY).index("row_hash"), "row_hash", hashes)
