"""What closing does to the ledger: closed, posted, reopened, and what no fault gets past.

Belongs here: months closed over given rows, planted faults. Does not: the commands and the files of
books, or the worked case (tests/golden).
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.injected import Given, Row, books_of, estimate, figure, opened, run_dbt
from tests.injected_books import close, post, rebuild, reopen, row_hash
from tests.pipeline import assert_same, rows_of

pytestmark = pytest.mark.slow

_OCTOBER, _NOVEMBER = date(2025, 10, 1), date(2025, 11, 1)
_AWS = {"provider": "aws", "region_id": "us-east-1", "service_name": "AmazonEC2"}
_TOOL = {"provider": "aws", "tool": "aws_ccft", "model_version": "v3.0.1",
         "service_name": "AmazonEC2", "region_code": "us-east-1"}  # fmt: skip
_NO_OWN = ("book", "book_id", "adjustment_kind", "row_hash")
_ENTRY_OF_OCTOBER = """
ledger_entry_id in (select min(ledger_entry_id) from raw.books
    where sequence = 1 and record_kind = 'entry')
and sequence = 1
"""
_TAMPERED = {
    "a digit of an entry": f"""
        update raw.books set kgco2e = kgco2e + 0.000000001 where {_ENTRY_OF_OCTOBER}""",
    "a digit and its hash": f"""
        update raw.books set kgco2e = kgco2e + 0.000000001, row_hash = md5('another')
        where {_ENTRY_OF_OCTOBER}""",
    "an entry less": f"delete from raw.books where {_ENTRY_OF_OCTOBER}",
    "a book less": "delete from raw.books where sequence = 1",
    "the checksum before": """
        update raw.books set previous_checksum = 'another' where sequence = 2""",
}
_FAULTS = {
    "published_is_closed_and_posted": """
        update marts.fct_carbon_ledger set kgco2e = kgco2e + 0.000000001
        where book = 'closed' and method = 'na'""",
    "an_actual_leaves_no_estimate_in_the_books": """
        delete from marts.fct_carbon_ledger_by_method
        where book = 'posted' and entry_type = 'reversal'""",
    "a_month_is_open_or_has_its_book": """
        update marts.fct_carbon_ledger set book_id = null
        where book = 'closed' and method = 'location_hourly'""",
    "what_is_posted_has_its_kind": """
        update marts.fct_carbon_ledger set adjustment_kind = null where book = 'posted'""",
    "two_people_close_a_month": """
        update marts.dim_accounting_period set approved_by = prepared_by where status = 'soft'""",
    "every_estimate_of_location_accrues": """
        delete from intermediate.int_emission_figures
        where component = 'electricity' and method = 'location'""",
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of two accounts, nothing closed, data tests passed."""
    given = Given(
        estimates=[_estimated("a", "2025-10", 90), _estimated("b", "2025-10", 70),
                   _estimated("a", "2025-11", 60)],
    )  # fmt: skip
    return books_of(tmp_path_factory, tmp_path_factory.mktemp("before"), given)


@pytest.fixture(scope="module")
def closed(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """October closed and then told by the cloud for account a; November closed and reopened."""
    database = Path(shutil.copy(before, tmp_path_factory.mktemp("closed") / before.name))
    close(database, _OCTOBER, _OCTOBER)
    rebuild(database, _figures("a", "2025-10", 100))
    post(database, _OCTOBER, _OCTOBER)
    close(database, _NOVEMBER, _NOVEMBER)
    reopen(database, _NOVEMBER)
    rebuild(database, _figures("a", "2025-10", 100) + _figures("b", "2025-10", 77))
    return database


def test_without_a_book_the_ledger_is_what_the_figures_say(before: Path) -> None:
    with opened(before) as connection:
        [(other,)] = connection.execute(
            "select count(*) from marts.fct_carbon_ledger where book <> 'open' "
            "or book_id is not null or adjustment_kind is not null"
        ).fetchall()
        ledger = rows_of(connection, "marts.fct_carbon_ledger", without=_NO_OWN)
        figures = rows_of(
            connection, "intermediate.int_ledger_entries_derived",
            without=("factor_sets", "slice_ids"),
        )  # fmt: skip
        waiting = connection.execute("select count(*) from marts.fct_pending_adjustments")
        assert waiting.fetchall() == [(0,)]
    assert ledger
    assert other == 0
    assert_same(ledger, figures, "ledger")


def test_a_row_is_hashed_alike_in_sql_and_here(closed: Path) -> None:
    with opened(closed) as connection:
        cursor = connection.execute("select * from marts.fct_carbon_ledger")
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    own = [name for name in names if name not in _NO_OWN]
    assert rows
    for row in rows:
        entry = {**row, "entry_entity_id": row["entity_id"], "entry_reason": row["reason"]}
        assert row_hash(entry, own) == row["row_hash"]


def test_a_closed_month_holds_what_was_closed_and_what_was_posted(closed: Path) -> None:
    held = _asked(
        closed, "select sub_account_id, book, entry_type, kgco2e from marts.fct_carbon_ledger "
        "where activity_month = '2025-10-01' and method = 'location' and component <> 'upstream' "
        "order by all"
    )  # fmt: skip
    assert [(account, book, kind, float(kg)) for account, book, kind, kg in held] == [
        ("a", "closed", "accrual", 90),
        ("a", "posted", "actual", 100),
        ("a", "posted", "reversal", -90),
        ("b", "closed", "accrual", 70),
    ]
    [(reversed_id,)] = _asked(
        closed, "select distinct accruals.book from marts.fct_carbon_ledger as posted "
        "inner join marts.fct_carbon_ledger as accruals "
        "on posted.reverses_entry_id = accruals.ledger_entry_id where posted.book = 'posted'"
    )  # fmt: skip
    assert reversed_id == "closed", "a reversal names the entry that the close froze"


def test_what_came_after_the_posting_waits(closed: Path) -> None:
    waiting = _asked(
        closed, "select sub_account_id, entry_type, kgco2e, is_due "
        "from marts.fct_pending_adjustments where method = 'location' order by all"
    )  # fmt: skip
    assert [(account, kind, float(kg), due) for account, kind, kg, due in waiting] == [
        ("b", "actual", 77, True),
        ("b", "reversal", -70, True),
    ]


def test_a_reopened_month_is_open(closed: Path) -> None:
    periods = _asked(
        closed, "select activity_month, status, book_id from marts.dim_accounting_period "
        "order by all"
    )  # fmt: skip
    assert [(f"{month:%Y-%m}", status) for month, status, _ in periods] == [
        ("2025-10", "soft"), ("2025-11", "open"),
    ]  # fmt: skip
    books = _asked(closed, "select distinct book from marts.fct_carbon_ledger "
                           "where activity_month = '2025-11-01'")  # fmt: skip
    assert books == [("open",)]


def test_a_rebuild_gives_the_same_ledger(closed: Path, tmp_path: Path) -> None:
    again = Path(shutil.copy(closed, tmp_path / closed.name))
    with duckdb.connect(str(again)) as connection:
        connection.execute("delete from marts.fct_carbon_ledger")
    rebuild(again)
    with opened(closed) as first, opened(again) as second:
        ledgers = [rows_of(one, "marts.fct_carbon_ledger") for one in (first, second)]
    assert_same(ledgers[1], ledgers[0], "ledger")


@pytest.mark.parametrize("tampering", _TAMPERED)
def test_a_book_that_was_changed_fails_the_build(
    tampering: str, closed: Path, tmp_path: Path
) -> None:
    assert _failed(closed, tmp_path, [_TAMPERED[tampering]], "path:tests/books") >= {
        "books_recompute_and_are_chained"
    }


def test_every_planted_fault_breaks_its_test(closed: Path, tmp_path: Path) -> None:
    failed = _failed(
        closed, tmp_path, list(_FAULTS.values()), "path:tests/books", "fct_carbon_ledger",
        "dim_accounting_period", "int_ledger_entries_derived",
    )  # fmt: skip
    missed = {name for name in _FAULTS if not any(name in one for one in failed)}
    assert missed == set()


def _failed(closed: Path, folder: Path, faults: list[str], *select: str) -> set[str]:
    """The data tests that fail once the faults are in a copy of the warehouse."""
    database = Path(shutil.copy(closed, folder / closed.name))
    with duckdb.connect(str(database)) as connection:
        for fault in faults:
            [(changed,)] = connection.execute(fault).fetchall()
            assert changed > 0, f"no row is changed by {fault}"
    run_dbt(database, "run", "--select", "int_books_recorded")
    run_dbt(database, "test", "--select", *select, "--exclude", "test_type:unit", code=1)
    results = json.loads((folder / "target" / "run_results.json").read_bytes())["results"]
    return {one["unique_id"].split(".")[2] for one in results if one["status"] == "fail"}


def _estimated(account: str, month: str, kg: float) -> Row:
    return estimate(
        account, month, "a", **_AWS, carbon_bucket="AmazonEC2", energy_it_kwh=3 * kg,
        energy_overhead_kwh=0, electricity_location_kgco2e=kg,
        electricity_location_hourly_kgco2e=kg, electricity_market_kgco2e=kg,
        upstream_location_kgco2e=kg / 5, upstream_market_kgco2e=kg / 5, hardware_kgco2e=kg / 2,
    )  # fmt: skip


def _figures(account: str, month: str, kg: float) -> list[Row]:
    return [figure(account, month, f"s2_{method}", kg, **_TOOL)
            for method in ("location", "market")]  # fmt: skip


def _asked(database: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(database) as connection:
        return connection.execute(query).fetchall()
