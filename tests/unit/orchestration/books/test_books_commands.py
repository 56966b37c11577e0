"""The commands that close leave with the house's exit codes and say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.settings import Workspace
from orchestration.lock import WriterLock
from tests import closer
from tests.books_home import (
    OCTOBER,
    adjustment,
    books,
    check,
    land_books,
    publish,
    run,
    three_months,
    write_home,
)
from tests.pipeline import must_run

_PREPARE = ("close", "--period", "2025-10", "--prepare", "--by", "controller")
_APPROVE = ("close", "--period", "2025-10", "--approve", "--by")
_TWO = ("--by", "controller", "--approved-by", "head_of_finance", "--reason", "late")


@pytest.fixture
def workspace(home: Path) -> Workspace:
    return write_home(home)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--prepare", "--by", "x"), "--period or --year"),
        (("--period", "2025-10", "--year", "2025", "--prepare", "--by", "x"), "--period or --year"),
        (("--period", "2025-10", "--by", "x"), "--prepare, or --approve"),
        (("--period", "2025-10", "--prepare"), "--by"),
        (("--period", "2025-10", "--approve", "--by", "x", "--accept", "a"), "prepare it again"),
        (("--period", "October", "--prepare", "--by", "x"), "'October' is not a period"),
        (("--period", "2025-10", "--prepare", "--by", " "), "names nobody"),
    ],
)
def test_wrong_usage_is_exit_2(workspace: Workspace, arguments: tuple[str, ...], said: str) -> None:
    assert said in must_run(workspace.home, "close", *arguments, code=2)


def test_one_person_alone_is_exit_2(workspace: Workspace) -> None:
    assert "Nothing is closed until another person" in must_run(workspace.home, *_PREPARE)
    said = must_run(workspace.home, *_APPROVE, "Controller", code=2)
    assert "cannot approve it: another person has to" in said
    alone = ("--by", "a", "--approved-by", "a", "--reason", "late")
    assert "another person" in must_run(workspace.home, "restate", "--post", *alone, code=2)
    assert books(workspace) == []


def test_a_check_that_refuses_is_exit_4_and_is_accepted_by_name(workspace: Workspace) -> None:
    refusing = check(OCTOBER, "freshness", "refuse", "no \x1b[31mbill")
    publish(workspace, three_months(), checks=[refusing, check(OCTOBER, "coverage")])
    said = must_run(workspace.home, *_PREPARE, code=4)
    assert "Checks: 1 of 2 are in order." in said
    assert "--accept freshness --reason TEXT" in said
    assert "\x1b" not in said
    must_run(workspace.home, *_PREPARE, "--accept", "freshness", "--reason", "none comes")


def test_what_cannot_be_closed_now_is_exit_1(workspace: Workspace) -> None:
    must_run(workspace.home, *_APPROVE, "head_of_finance", code=1)
    closer.close(workspace, month="2025-10")
    run(workspace)
    assert "closed already" in must_run(workspace.home, *_PREPARE, code=1)
    reopening = ("reopen", "--period", "2025-11", *_TWO)
    assert "Nov 2025 is open already" in must_run(workspace.home, *reopening, code=1)
    assert "Nothing is pending" in must_run(workspace.home, "restate", "--post", *_TWO, code=1)
    assert "Nothing is pending" in must_run(workspace.home, "restate", "--dry-run")
    assert "--dry-run or --post" in must_run(workspace.home, "restate", code=2)
    assert "--reason" in must_run(workspace.home, "restate", "--post", "--by", "x", code=2)


def test_another_writer_is_exit_5(workspace: Workspace) -> None:
    lock = WriterLock(workspace.state)
    lock.take()
    try:
        assert "Another run is writing" in must_run(workspace.home, *_PREPARE, code=5)
    finally:
        lock.release()


def test_a_dry_run_shows_what_waits_and_writes_nothing(workspace: Workspace) -> None:
    closer.close(workspace, month="2025-10")
    waits = {**adjustment("m", OCTOBER, 1), "period_status": "hard", "is_due": False}
    run(workspace, pending=[waits, adjustment("n", OCTOBER, -2.5)])
    shown = must_run(workspace.home, "restate", "--dry-run").splitlines()

    assert [line.split()[-1] for line in shown if line.startswith("2025")] == ["waits", "yes"]
    assert any("-2.500000000" in line and "5.00%" in line for line in shown)
    assert books(workspace) == ["0001-close-2025-10"]


def test_status_says_how_each_month_stands(workspace: Workspace) -> None:
    said = must_run(workspace.home, "status").splitlines()

    [row] = [line for line in said if line.startswith("2025-10")]
    assert row.split()[1:4] == ["2025", "soft", "0001-close-2025-10"]
    assert row.endswith("2025-11-05 09:30")


def test_a_book_is_not_retired(workspace: Workspace) -> None:
    closer.close(workspace, month="2025-10")
    land_books(workspace)
    retire = ("run", "--retire", "books__0001-close-2025-10")

    assert "tonne reopen" in must_run(workspace.home, *retire, code=1, from_nothing=True)
    manifest = workspace.lake / "raw/books/books__0001-close-2025-10/manifest.json"
    assert not json.loads(manifest.read_text())["retired"]
