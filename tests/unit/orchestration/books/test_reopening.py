"""The last month that was closed softly opens again, for a reason and by two people."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.book_event import Event
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books import reopening
from orchestration.books.refusals import BadIdentity
from publish.errors import BadPeriodError
from tests import closer
from tests.books_home import APPROVER, PREPARER, at_desk, books, run, write_home


def _close(workspace: Workspace, *, month: str | None = None, year: str | None = None) -> None:
    closer.close(workspace, month=month, year=year)
    run(workspace)


def _reopen(workspace: Workspace, month: str, *, approved_by: str = APPROVER) -> Event:
    with at_desk(workspace) as desk:
        return reopening.reopen(
            desk, month, by=PREPARER, approved_by=approved_by, reason="a bill came late"
        )


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """October and November are closed."""
    workspace = write_home(home)
    _close(workspace, month="2025-10")
    _close(workspace, month="2025-11")
    return workspace


def test_a_reopening_is_a_book_that_says_what_it_undoes(workspace: Workspace) -> None:
    event = _reopen(workspace, "2025-11")

    assert books(workspace)[-1] == event.book_id == "0003-reopen-2025-11"
    assert event.details["undoes"] == "0002-close-2025-11"
    assert (event.reason, event.approved_by) == ("a bill came late", APPROVER)


def test_a_month_that_was_opened_again_is_closed_again(workspace: Workspace) -> None:
    _reopen(workspace, "2025-11")
    run(workspace)
    _close(workspace, month="2025-11")

    assert books(workspace)[-1] == "0004-close-2025-11"


def test_the_last_month_opens_first_and_an_open_one_not(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="The last closed month opens first: Nov 2025"):
        _reopen(workspace, "2025-10")
    with pytest.raises(TonneError, match="Dec 2025 is open already"):
        _reopen(workspace, "2025-12")
    with pytest.raises(BadPeriodError, match="'2025' is no month"):
        _reopen(workspace, "2025")
    with pytest.raises(BadIdentity, match="cannot approve it"):
        _reopen(workspace, "2025-11", approved_by=PREPARER)
    assert len(books(workspace)) == 2


def test_a_month_of_a_year_that_is_closed_for_good_never_opens(workspace: Workspace) -> None:
    _close(workspace, year="2025")

    with pytest.raises(TonneError, match=r"closed for good by 0003-close-2025.*tonne restate"):
        _reopen(workspace, "2025-12")
