"""Writes a book as the commands do, without the run after it; also as a program, to be killed.

Belongs here: the steps. Does not: the workspace (`books_home.py`), or what a test expects.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.book_event import Event
from ingest.settings import Workspace
from orchestration.books import checks, closing, reopening, restating
from orchestration.books.desk import Desk
from orchestration.books.pending import Wanted
from orchestration.lock import Busy
from tests.books_home import APPROVER, PREPARER, at_desk

MONTH = "2025-10"
BUSY = 5


def take(desk: Desk, step: str, *, month: str | None = MONTH, year: str | None = None) -> Event:
    """Prepare or approve a close, reopen the month, or post what is pending."""
    if step == "reopen":
        return reopening.reopen(desk, MONTH, by=PREPARER, approved_by=APPROVER, reason="late")
    if step == "post":
        return restating.post(desk, Wanted(), by=PREPARER, approved_by=APPROVER, reason="late")
    asked = closing.asked(desk, month=month, year=year)
    found = checks.read(desk.published, asked)
    if step == "prepare":
        return closing.prepare(desk, asked, found, by=PREPARER, accepted=(), reason=None)
    return closing.approve(desk, asked, found, by=APPROVER)


def close(workspace: Workspace, *, month: str | None = None, year: str | None = None) -> Event:
    """Prepare a close and approve it."""
    with at_desk(workspace) as desk:
        take(desk, "prepare", month=month, year=year)
    with at_desk(workspace) as desk:
        return take(desk, "approve", month=month, year=year)


if __name__ == "__main__":
    try:
        with at_desk(Workspace(Path(sys.argv[1]))) as alone:
            print(take(alone, sys.argv[2]).book_id)
    except Busy:
        sys.exit(BUSY)
