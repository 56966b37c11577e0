"""Makes the draft of a book: what it says of itself, and the evidence behind its entries.

Belongs here: the event and its details. Does not: whether it may be written (order.py, checks.py),
or its file (writing.py).
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from ingest import parquet
from ingest.arrow import Table
from ingest.book_columns import ENTRY
from ingest.book_event import Event, name_of
from ingest.book_hashes import checksum
from ingest.errors import TonneError
from ingest.tool_version import TOOL_VERSION
from orchestration.books import evidence, published_ledger
from orchestration.books.desk import Desk
from orchestration.books.drafts import Draft, now
from orchestration.books.published_ledger import Question
from orchestration.dbt_project import CODE_ROOT
from publish.period import Period


def draft(
    desk: Desk, event_kind: str, period: Period, entries: Table, *, asked: Question | None = None,
    prepared_by: str, reason: str | None, details: Mapping[str, Any] | None = None,
) -> Draft:  # fmt: skip
    """A book that would follow on the last one, prepared now.

    Args:
        desk: the workspace with what is published.
        event_kind: close_month, close_year, reopen or posting.
        period: the months that it is about.
        entries: what it freezes or posts; a reopening nothing.
        asked: what they are the answer to.
        prepared_by: who says so.
        reason: why.
        details: what the event tells beside the evidence.
    """
    if period.first is None or period.last is None:
        raise TonneError(f"{period.slug} has no months.")
    factors = evidence.factors(desk.published, asked, entries) if asked else []
    behind = _behind(desk, asked, factors)
    sequence, previous = desk.history.next_sequence, desk.history.last_checksum
    event = Event(
        book_id=name_of(sequence, event_kind, period.slug),
        sequence=sequence,
        event_kind=event_kind,
        period_start=period.first,
        period_end=period.last,
        entity_id=published_ledger.entity(desk.published)[0],
        prepared_by=prepared_by,
        prepared_at=now(),
        approved_by=None,
        approved_at=None,
        reason=reason,
        checksum=checksum(entries.column("row_hash").to_pylist(), previous),
        previous_checksum=previous,
        details={**behind, "accepted_checks": [], **(details or {})},
    )
    return Draft(event, factors, entries)


def _behind(desk: Desk, asked: Question | None, factors: Sequence[str]) -> dict[str, Any]:
    """What the figures were made with, so that they can be made again."""
    return {
        "slice_versions": evidence.slice_versions(desk.published, asked) if asked else {},
        "factor_fingerprint": hashlib.sha256("\n".join(factors).encode()).hexdigest(),
        "package_version": TOOL_VERSION,
        "git_revision": _revision(),
        "published_run": published_ledger.run_id(desk.published),
        "as_of": f"{now():%Y-%m-%d}",
    }


def no_entries() -> Table:
    """What a reopening freezes."""
    return parquet.arrow_schema(ENTRY).empty_table()


def _revision() -> str | None:
    """The revision of the code, marked where files of it were changed; None outside a checkout."""
    if not (CODE_ROOT / ".git").exists():
        return None
    asked = ["git", "-C", str(CODE_ROOT), "describe", "--always", "--abbrev=40", "--dirty"]
    try:
        told = subprocess.run(
            [*asked, "--exclude=*"], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip() or None
