"""A month is closed by two people from what is published, or not at all; the message says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.book_event import Event
from ingest.book_file import verified
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books import checks, closing
from orchestration.books.refusals import BadIdentity, Refused
from orchestration.lock import Busy, WriterLock
from publish.errors import BadPeriodError
from tests.books_home import (
    APPROVER,
    DECEMBER,
    NOVEMBER,
    OCTOBER,
    PREPARER,
    at_desk,
    books,
    check,
    edit,
    entry,
    publish,
    run,
    three_months,
    write_home,
)


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return write_home(home)


def _prepare(
    workspace: Workspace,
    month: str | None = None,
    *,
    year: str | None = None,
    by: str = PREPARER,
    accepted: tuple[str, ...] = (),
    reason: str | None = None,
) -> Event:
    with at_desk(workspace) as desk:
        asked = closing.asked(desk, month=month, year=year)
        found = checks.read(desk.published, asked)
        return closing.prepare(desk, asked, found, by=by, accepted=accepted, reason=reason)


def _approve(
    workspace: Workspace, month: str | None = None, *, year: str | None = None, by: str = APPROVER
) -> Event:
    with at_desk(workspace) as desk:
        asked = closing.asked(desk, month=month, year=year)
        return closing.approve(desk, asked, checks.read(desk.published, asked), by=by)


def _close(workspace: Workspace, *months: str) -> None:
    for month in months:
        _prepare(workspace, month)
        _approve(workspace, month)
        run(workspace)


def _rows(workspace: Workspace, book: str) -> list[dict[str, Any]]:
    return pq.ParquetFile(workspace.books / f"{book}.parquet").read().to_pylist()


def test_a_month_is_closed_with_its_entries_factors_and_slices(workspace: Workspace) -> None:
    prepared = _prepare(workspace, "2025-10")
    assert books(workspace) == []
    event = _approve(workspace, "2025-10")

    assert books(workspace) == [event.book_id] == ["0001-close-2025-10"]
    assert verified(workspace.books / "0001-close-2025-10.parquet", name="it") == event
    assert (event.checksum, event.previous_checksum) == (prepared.checksum, "")
    assert (event.prepared_by, event.approved_by) == (PREPARER, APPROVER)
    assert event.prepared_at == prepared.prepared_at
    assert event.details["slice_versions"] == {"bill__2025-10": "v1"}
    assert event.details["accepted_checks"] == []
    rows = _rows(workspace, event.book_id)
    kinds = [row["record_kind"] for row in rows]
    assert kinds == ["event", "factor", "factor", "entry", "entry", "entry"]
    entries = rows[3:]
    assert [row["ledger_entry_id"] for row in entries] == ["a", "b", "c"]
    assert {row["factor_ids"] for row in entries} == {"grid.de,pue"}
    assert {row["slice_ids"] for row in entries} == {"bill__2025-10"}
    assert [row["entry_reason"] for row in entries] == [None, None, "gap_fill"]
    assert {row["entry_entity_id"] for row in entries} == {"acme"}
    assert not list((workspace.books / "prepared").iterdir())


def test_months_close_in_order_and_once(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="Months close in order: Oct 2025 comes first"):
        _prepare(workspace, "2025-11")
    _close(workspace, "2025-10", "2025-11")
    with pytest.raises(TonneError, match="Oct 2025 is closed already, by 0001-close-2025-10"):
        _prepare(workspace, "2025-10")
    with pytest.raises(TonneError, match=r"is closed already, .*head_of_finance approved"):
        _approve(workspace, "2025-11")
    assert books(workspace) == ["0001-close-2025-10", "0002-close-2025-11"]


def test_a_month_before_the_ledger_and_one_that_is_not_over_are_told(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="The ledger begins in Oct 2025"):
        _prepare(workspace, "2025-09")
    running = date.today().replace(day=1)
    publish(workspace, [entry("now", running, 1)])
    with pytest.raises(TonneError, match="is not over"):
        _prepare(workspace, f"{running:%Y-%m}")
    with pytest.raises(BadPeriodError, match="'2025' is no month"):
        _prepare(workspace, "2025")
    with pytest.raises(BadPeriodError, match="'2025-10' is no year"):
        _prepare(workspace, year="2025-10")


def test_nobody_approves_what_they_prepared_in_any_spelling(workspace: Workspace) -> None:
    _prepare(workspace, "2025-10")
    for same in (PREPARER, PREPARER.upper(), f" {PREPARER} "):
        with pytest.raises(BadIdentity, match="cannot approve it"):
            _approve(workspace, "2025-10", by=same)
    with pytest.raises(BadIdentity, match="names nobody"):
        _approve(workspace, "2025-10", by="  ")
    assert books(workspace) == []


def test_what_nobody_prepared_is_not_approved(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="Nobody has prepared the close of 2025-10"):
        _approve(workspace, "2025-10")


def test_what_changed_since_it_was_prepared_is_prepared_again(workspace: Workspace) -> None:
    _prepare(workspace, "2025-10")
    publish(workspace, [entry("a", OCTOBER, 91), *three_months()[1:]])
    with pytest.raises(TonneError, match="1 entries are gone or other, 1 are new"):
        _approve(workspace, "2025-10")
    assert books(workspace) == []
    _prepare(workspace, "2025-10")
    _approve(workspace, "2025-10")


def test_a_prepared_close_that_was_edited_is_not_approved(workspace: Workspace) -> None:
    _prepare(workspace, "2025-10")
    edit(workspace.books / "prepared/2025-10.parquet", 0, prepared_by="somebody")
    with pytest.raises(TonneError, match=r"prepared/2025-10\.parquet"):
        _approve(workspace, "2025-10")


def test_a_check_refuses_until_it_is_accepted_with_a_reason(workspace: Workspace) -> None:
    found = [check(OCTOBER, "coverage", "warn"), check(OCTOBER, "freshness", "refuse", "no bill")]
    publish(workspace, three_months(), checks=found)
    with pytest.raises(Refused, match=r"freshness \(2025-10\): no bill.*\n.*--accept freshness"):
        _prepare(workspace, "2025-10")
    with pytest.raises(TonneError, match="--reason"):
        _prepare(workspace, "2025-10", accepted=("freshness",))
    with pytest.raises(TonneError, match="coverage does not refuse"):
        _prepare(workspace, "2025-10", accepted=("coverage",), reason="why not")
    _prepare(workspace, "2025-10", accepted=("freshness",), reason="the vendor is gone")

    [kept] = _approve(workspace, "2025-10").details["accepted_checks"]
    assert (kept["check_id"], kept["accepted_by"]) == ("freshness", PREPARER)
    assert (kept["reason"], kept["text"]) == ("the vendor is gone", "no bill")


def test_a_check_that_refuses_only_now_stops_the_approval(workspace: Workspace) -> None:
    _prepare(workspace, "2025-10")
    publish(workspace, three_months(), checks=[check(OCTOBER, "unmapped_cost", "refuse")])
    with pytest.raises(Refused, match="unmapped_cost"):
        _approve(workspace, "2025-10")


def test_what_was_not_checked_is_not_closed(workspace: Workspace) -> None:
    publish(workspace, three_months(), checks=[check(NOVEMBER, "coverage")])
    with pytest.raises(TonneError, match="Nothing was checked of 2025-10"):
        _prepare(workspace, "2025-10")


def test_nothing_closes_before_the_last_book_is_published(workspace: Workspace) -> None:
    _prepare(workspace, "2025-10")
    _approve(workspace, "2025-10")
    with pytest.raises(TonneError, match="0001-close-2025-10 is not in what is published yet"):
        _prepare(workspace, "2025-11")


def test_nothing_published_is_said(home: Path) -> None:
    workspace = Workspace(home)
    workspace.settings_file.write_text("")
    with pytest.raises(TonneError, match="Nothing is published"):
        _prepare(workspace, "2025-10")


def test_a_year_takes_what_is_closed_and_what_is_open_and_never_opens(workspace: Workspace) -> None:
    _close(workspace, "2025-10")
    _prepare(workspace, year="2025")
    event = _approve(workspace, year="2025")

    assert (event.book_id, event.event_kind) == ("0002-close-2025", "close_year")
    assert (event.period_start, event.period_end) == (date(2025, 1, 1), DECEMBER)
    entries = [one for one in _rows(workspace, event.book_id) if one["record_kind"] == "entry"]
    assert [one["ledger_entry_id"] for one in entries] == ["a", "b", "c", "d", "e"]
    run(workspace)
    with pytest.raises(TonneError, match="Dec 2025 is closed already, for good"):
        _prepare(workspace, year="2025")
    with pytest.raises(TonneError, match="Nov 2025 is closed already, for good"):
        _prepare(workspace, "2025-11")


def test_years_close_in_order_and_only_where_the_ledger_has_months(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="is not over"):
        _prepare(workspace, year="2099")
    with pytest.raises(TonneError, match="nothing of 2024 can be closed"):
        _prepare(workspace, year="2024")
    publish(workspace, [*three_months(), entry("before", date(2024, 12, 1), 1)])
    with pytest.raises(TonneError, match="Years close in order: the one of Dec 2024 comes first"):
        _prepare(workspace, year="2025")


def test_a_fiscal_year_follows_the_entity(home: Path) -> None:
    workspace = write_home(home, start_month=11)
    event = _prepare(workspace, year="2025")

    assert (event.period_start, event.period_end) == (date(2024, 11, 1), OCTOBER)


def test_a_writer_keeps_everybody_else_out(workspace: Workspace) -> None:
    lock = WriterLock(workspace.state)
    lock.take()
    try:
        with pytest.raises(Busy):
            _prepare(workspace, "2025-10")
    finally:
        lock.release()
    _prepare(workspace, "2025-10")
