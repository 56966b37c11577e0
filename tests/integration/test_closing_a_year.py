"""A year of the made-up company is closed; what changes after is posted, and nothing is lost.

Belongs here: one story from the command line, told to its end. Does not: rules of order and people
(unit/orchestration/books), or kills.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.demo.bill import month_bill
from ingest.demo.carbon_export import deliver_carbon
from ingest.demo.company import CARBON_EXPORT
from ingest.demo.export import Export
from ingest.demo.month import Month
from ingest.demo.plan import Plan
from ingest.demo.workspace import restate_november, write_company
from ingest.lake import Lake
from publish.explain import explanation, record
from publish.reading import opened
from tests.books_home import APPROVER, PREPARER
from tests.closed_company import LEDGER, asked, close, entries, statuses
from tests.later_deliveries import aws_new_model
from tests.once import made_once
from tests.pipeline import (
    all_facts,
    assert_same,
    copy_workspace,
    must_run,
    run_tonne,
    warehouse,
)

pytestmark = pytest.mark.slow

MONTHS = ("2025-11", "2025-12")
_POST = ("restate", "--post", "--by", PREPARER, "--approved-by", APPROVER, "--reason", "it came")
_PENDING = "marts.fct_pending_adjustments"
_OF_LOADS = {"dim_slice", "rpt_audit__load_history"}
"""They tell when and what was landed, not what it says."""
_SUMS = "sum(kgco2e), sum(energy_kwh), sum(low_kgco2e), sum(high_kgco2e)"


def _step(
    factory: pytest.TempPathFactory, name: str, before: Path, *commands: tuple[str, ...]
) -> Path:
    """A copy of `before` after some commands, made once; it passes the data tests."""

    def make(home: Path) -> None:
        copy_workspace(before, home)
        for command in commands:
            must_run(home, *command)

    return made_once(factory, name, make)


@pytest.fixture(scope="module")
def open_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months on AWS alone, which has told its figures of November."""

    def make(home: Path) -> None:
        write_company(home, lines=2_000, months=MONTHS, restated=False, clouds=("aws",))
        must_run(home, "run")

    return made_once(tmp_path_factory, "books-open", make)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, open_books: Path) -> Path:
    """Both months are closed softly."""

    def make(home: Path) -> None:
        copy_workspace(open_books, home)
        for month in MONTHS:
            close(home, "--period", month)

    return made_once(tmp_path_factory, "books-closed", make)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, closed: Path) -> Path:
    """Then AWS tells its figures of December."""

    def make(home: Path) -> None:
        copy_workspace(closed, home)
        plan, month = Plan.kept_in(home), Month("2025-12")
        export = Export(home / "clouds/aws", "exports", CARBON_EXPORT)
        deliver_carbon(export, month_bill(plan.fleet(), month, plan.seed), is_first=False)
        must_run(home, "run")

    return made_once(tmp_path_factory, "books-told", make)


@pytest.fixture(scope="module")
def trued_up(tmp_path_factory: pytest.TempPathFactory, told: Path) -> Path:
    """And they are posted."""
    return _step(tmp_path_factory, "books-trued-up", told, _POST)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, trued_up: Path) -> Path:
    """The year is closed for good."""

    def make(home: Path) -> None:
        copy_workspace(trued_up, home)
        close(home, "--year", "2025")

    return made_once(tmp_path_factory, "books-year", make)


@pytest.fixture(scope="module")
def remodelled(tmp_path_factory: pytest.TempPathFactory, year: Path) -> Path:
    """Then November is billed again, and AWS tells it by a newer model, which doubles it."""

    def make(home: Path) -> None:
        copy_workspace(year, home)
        restate_november(home)
        aws_new_model(home, "2025-11")
        must_run(home, "run")

    return made_once(tmp_path_factory, "books-remodelled", make)


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory, remodelled: Path) -> Path:
    """And what waits is posted."""
    return _step(tmp_path_factory, "books-restated", remodelled, _POST)


def _derived(home: Path) -> dict[tuple[object, ...], tuple[Decimal | None, ...]]:
    """What the figures say of every month, by line and method."""
    query = (
        "select activity_month, scope, s3_subcategory, method, recognition_basis, "
        f"{_SUMS} from intermediate.int_ledger_entries_derived group by all"
    )
    with warehouse(home) as connection:
        return {row[:5]: row[5:] for row in connection.execute(query).fetchall()}


def _booked(home: Path) -> dict[tuple[object, ...], tuple[Decimal | None, ...]]:
    """What the ledger says of every month, by line and method."""
    query = (
        "select activity_month, scope, s3_subcategory, method, recognition_basis, "
        f"{_SUMS} from marts.fct_carbon_ledger group by all"
    )
    return {row[:5]: row[5:] for row in asked(home, query)}


def test_closing_moves_no_entry(open_books: Path, closed: Path) -> None:
    assert statuses(closed) == dict.fromkeys(MONTHS, "soft")
    assert_same(entries(closed), entries(open_books), "the ledger")
    assert asked(closed, "select distinct book from marts.fct_carbon_ledger") == [("closed",)]
    assert asked(closed, f"select count(*) from {_PENDING}") == [(0,)]


def test_what_lands_late_waits_and_moves_no_entry(closed: Path, told: Path) -> None:
    assert_same(entries(told), entries(closed), "the ledger")
    kinds = asked(told, f"select distinct activity_month::varchar, adjustment_kind from {_PENDING}")
    assert kinds == [("2025-12-01", "estimate_to_actual")]
    assert _derived(told) != _booked(told)


def test_a_true_up_posts_reversal_and_actual_and_books_equal_figures(trued_up: Path) -> None:
    posted = asked(
        trued_up,
        "select distinct entry_type, posting_month::varchar, activity_month::varchar, "
        "adjustment_kind from marts.fct_carbon_ledger where book = 'posted' order by all",
    )
    december = ("2026-01-01", "2025-12-01", "estimate_to_actual")
    assert set(posted) >= {("actual", *december), ("reversal", *december)}
    assert {row[1:] for row in posted} == {december}
    assert _booked(trued_up) == _derived(trued_up)
    assert asked(trued_up, f"select count(*) from {_PENDING}") == [(0,)]
    assert "Nothing is pending" in must_run(trued_up, *_POST, code=1)


def test_a_year_that_is_closed_for_good_holds_the_same_and_never_opens(
    trued_up: Path, year: Path
) -> None:
    assert set(statuses(year).values()) == {"hard"}
    assert_same(entries(year), entries(trued_up), "the ledger")
    books = "select distinct book, book_id from marts.fct_carbon_ledger"
    assert asked(year, books) == [("closed", "0004-close-2025")]
    again = ("reopen", "--period", "2025-12", "--by", PREPARER, "--approved-by", APPROVER)
    assert "closed for good" in must_run(year, *again, "--reason", "late", code=1)


def test_a_newer_model_moves_no_entry_of_a_closed_year(year: Path, remodelled: Path) -> None:
    assert_same(entries(remodelled), entries(year), "the ledger")
    assert _derived(remodelled) != _booked(remodelled)


def test_at_the_threshold_all_of_a_scope_is_restated(remodelled: Path, restated: Path) -> None:
    assert asked(remodelled, f"select distinct is_due from {_PENDING} where scope = 3") == [(True,)]
    posted = asked(
        restated,
        "select distinct entry_type from marts.fct_carbon_ledger where book = 'posted' "
        "and adjustment_kind = 'method'",
    )
    assert posted == [("restatement",)]
    assert _booked(restated) == _derived(restated)
    log = asked(
        restated,
        "select count(*), count(*) filter (previous_tco2e <> current_tco2e) "
        "from marts.rpt_audit__restatements where adjustment_kind = 'method'",
    )
    assert log[0][0] > 0 < log[0][1]


def test_published_is_closed_and_posted_to_the_last_digit(restated: Path) -> None:
    books = "sum(kgco2e) filter (book = 'closed') + sum(kgco2e) filter (book = 'posted')"
    rows = asked(
        restated,
        f"select method, sum(kgco2e), {books} from marts.fct_carbon_ledger group by all having "
        "count(*) filter (book = 'posted') > 0",
    )
    assert rows
    assert [row for row in rows if row[1] != row[2]] == []


def test_a_build_from_nothing_gives_the_same_ledger(restated: Path, tmp_path: Path) -> None:
    home = copy_workspace(restated, tmp_path / "home")
    (home / "warehouse.duckdb").unlink()
    for folder in ("published", ".tonne"):
        shutil.rmtree(home / folder)
    must_run(home, "run", from_nothing=True)

    made, expected = all_facts(home), all_facts(restated)
    assert set(made) == set(expected)
    for table in sorted(expected.keys() - _OF_LOADS):
        assert_same(made[table], expected[table], table)


def test_a_closed_entry_is_explained_by_what_its_book_froze(closed: Path, tmp_path: Path) -> None:
    """A factor that is corrected later is not what the entry was booked with."""
    corrected = shutil.copy(closed / "published/marts.duckdb", tmp_path / "marts.duckdb")
    with duckdb.connect(corrected) as connection:
        connection.execute("use marts.marts")
        connection.execute(
            "update dim_factor set value = 2 * value, edition = 'corrected' "
            "where factor_family = 'grid_location'"
        )
    with opened(Path(corrected)) as marts:
        ids = [
            row["ledger_entry_id"]
            for row in marts.stream(f"select * from {LEDGER} where component = 'electricity'")
            if row["method"] != "market" and row["bundle"] is None
        ]
        answers = [record.record(one) for one in explanation.explain(marts, ids)]
    grids = [
        one for answer in answers for one in answer["factors"]
        if one["factor_family"] == "grid_location"
    ]  # fmt: skip
    assert {one["entry"]["method"] for one in answers} == {"location", "location_hourly"}
    assert [one["entry"]["ledger_entry_id"] for one in answers if not one["ties"]] == []
    assert grids
    assert [one["factor_id"] for one in grids if one["edition"] == "corrected"] == []


def test_an_edited_byte_of_a_closed_book_is_found(closed: Path, tmp_path: Path) -> None:
    home = copy_workspace(closed, tmp_path / "home")
    before = entries(home)
    book = home / "books/0001-close-2025-11.parquet"
    landed = Lake(home / "lake").current_files("books")[0][2]
    whole = book.read_bytes()
    middle = len(whole) // 2
    assert landed.read_bytes() == whole
    for file in (book, landed):
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])

    lost = run_tonne(home, "run")
    assert (lost.returncode, str(landed) in lost.stderr) == (1, True), lost.stderr
    landed.write_bytes(whole)
    refused = run_tonne(home, "run")
    assert (refused.returncode, str(book) in refused.stdout) == (3, True), refused.stdout
    assert_same(entries(home), before, "the ledger")
