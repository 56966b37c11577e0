"""What changed after a close is posted as entries of their own, once it is due and two agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.book_event import Event
from ingest.book_file import verified
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books import pending, restating
from orchestration.books.pending import Wanted
from orchestration.books.refusals import BadIdentity
from tests import closer
from tests.books_home import (
    APPROVER,
    NOVEMBER,
    OCTOBER,
    PREPARER,
    Row,
    adjustment,
    at_desk,
    books,
    run,
    write_home,
)

_TRUE_UP = {"adjustment_kind": "estimate_to_actual"}
_HARD = {"period_status": "hard", "is_due": False}


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """October is closed."""
    workspace = write_home(home)
    closer.close(workspace, month="2025-10")
    run(workspace)
    return workspace


def _changed(row: Row, **columns: Any) -> Row:
    return {**row, **columns}


def _post(workspace: Workspace, wanted: Wanted | None = None, *, second: str = APPROVER) -> Event:
    with at_desk(workspace) as desk:
        return restating.post(
            desk, wanted or Wanted(), by=PREPARER, approved_by=second, reason="the cloud told"
        )


def _entries(workspace: Workspace, book: str) -> list[dict[str, Any]]:
    rows = pq.ParquetFile(workspace.books / f"{book}.parquet").read().to_pylist()
    return [row for row in rows if row["record_kind"] == "entry"]


def test_a_true_up_posts_its_reversal_and_its_actual_in_the_first_open_month(
    workspace: Workspace,
) -> None:
    reversal = _changed(
        adjustment("r", OCTOBER, -90.5),
        entry_type="reversal", reverses_entry_id="a", reason="provider_figure", **_TRUE_UP,
    )  # fmt: skip
    actual = _changed(adjustment("n", OCTOBER, 100), entry_type="actual", bundle="e", **_TRUE_UP)
    run(workspace, pending=[reversal, actual])
    event = _post(workspace)

    assert event.book_id == "0002-posting-2025-10"
    assert verified(workspace.books / f"{event.book_id}.parquet", name="it") == event
    assert (event.reason, event.event_kind) == ("the cloud told", "posting")
    posted = {row["entry_type"]: row for row in _entries(workspace, event.book_id)}
    assert posted["reversal"]["kgco2e"] == Decimal("-90.5")
    assert posted["reversal"]["reverses_entry_id"] == "a"
    assert posted["reversal"]["entry_reason"] == "provider_figure"
    assert posted["actual"]["kgco2e"] == 100
    assert {row["posting_month"] for row in posted.values()} == {NOVEMBER}
    assert {row["activity_month"] for row in posted.values()} == {OCTOBER}
    assert {row["adjustment_kind"] for row in posted.values()} == {"estimate_to_actual"}
    assert {row["factor_ids"] for row in posted.values()} == {"grid.de,pue"}
    assert len({row["ledger_entry_id"] for row in posted.values()}) == 2


def test_the_same_adjustment_posts_again_under_another_id(workspace: Workspace) -> None:
    ids: set[str] = set()
    for _ in range(2):
        run(workspace, pending=[adjustment("m", OCTOBER, 1)])
        ids |= {row["ledger_entry_id"] for row in _entries(workspace, _post(workspace).book_id)}
    assert ids == {"0002-posting-2025-10.m", "0003-posting-2025-10.m"}


def test_below_its_threshold_it_waits_and_errors_post_when_somebody_decides(
    workspace: Workspace,
) -> None:
    small = _changed(adjustment("m", OCTOBER, 1), **_HARD)
    wrong = _changed(adjustment("e", OCTOBER, 2), **_HARD, adjustment_kind="error")
    run(workspace, pending=[small, wrong])
    with pytest.raises(TonneError, match=r"1\.00% of scope 3 in 2025, .* 5\.00% .* --decided"):
        _post(workspace)
    event = _post(workspace, Wanted(decided=True))

    [posted] = _entries(workspace, event.book_id)
    assert (posted["ledger_entry_id"], posted["kgco2e"]) == (f"{event.book_id}.e", 2)
    assert event.details["decided"]


def test_a_scope_that_is_due_posts_as_a_whole(workspace: Workspace) -> None:
    due = {**_HARD, "is_due": True}
    rows = [
        _changed(adjustment("m", OCTOBER, 9), **due),
        _changed(adjustment("t", OCTOBER, 1), **due, **_TRUE_UP),
        _changed(adjustment("s", OCTOBER, 1), **_HARD, scope=2, s3_category=None),
    ]
    run(workspace, pending=rows)
    with at_desk(workspace) as desk:
        shown = pending.read(desk.published, Wanted())
    assert [(one.scope, one.kind, one.posts) for one in shown] == [
        (2, "method", False), (3, "estimate_to_actual", True), (3, "method", True),
    ]  # fmt: skip

    posted = _entries(workspace, _post(workspace).book_id)
    assert sorted(row["kgco2e"] for row in posted) == [1, 9]


def test_a_kind_or_a_year_posts_alone(workspace: Workspace) -> None:
    rows = [
        adjustment("m", OCTOBER, 9),
        _changed(adjustment("t", OCTOBER, 1), **_TRUE_UP),
        _changed(adjustment("y", date(2024, 3, 1), 3), fiscal_year=2024),
    ]
    run(workspace, pending=rows)
    event = _post(workspace, Wanted(kind="method", year=2024))
    assert event.book_id == "0002-posting-2024-03"
    run(workspace, pending=rows)
    assert _post(workspace, Wanted(kind="estimate_to_actual")).book_id == "0003-posting-2025-10"
    run(workspace, pending=rows)
    assert _post(workspace).book_id == "0004-posting-2024-03_2025-10"


def test_nothing_pending_and_one_person_alone_are_told(workspace: Workspace) -> None:
    with pytest.raises(TonneError, match="Nothing is pending"):
        _post(workspace)
    run(workspace, pending=[adjustment("m", OCTOBER, 1)])
    with pytest.raises(BadIdentity, match="cannot approve it"):
        _post(workspace, second=PREPARER)
    assert books(workspace) == ["0001-close-2025-10"]
