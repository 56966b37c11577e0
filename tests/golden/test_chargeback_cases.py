"""The case of the research data about charging teams: a month with a true-up, down to the books.

Belongs here: the charge of G14. Does not: its close.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from orchestration.publishing import PublishedRun, publish
from publish.report import write_report
from tests.golden import chargeback_books
from tests.golden.chargeback_books import MONTH
from tests.injected import books_of, opened, run_dbt

pytestmark = pytest.mark.slow

_TIES = "statements_are_managements_view"
_BRIDGES = "statements_and_the_statutory_view_bridge_to_zero"
_EXPLAINED = "six_effects_sum_to_the_change"


@pytest.fixture(scope="module")
def case(shared_dir: Path) -> dict[str, Any]:
    """What the case gives and expects."""
    return chargeback_books.case(shared_dir)


@pytest.fixture(scope="module")
def books(case: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the case, data tests passed."""
    folder = tmp_path_factory.mktemp("chargeback")
    return books_of(tmp_path_factory, folder, chargeback_books.given(case))


@pytest.fixture(scope="module")
def workbooks(books: Path) -> dict[str, Path]:
    """The report's workbooks: of everyone under the empty name, of each team under its id."""
    published = books.parent / "published.duckdb"
    publish(books, published, PublishedRun("run-1", "f", 0))
    paths = write_report(published, books.parent, name="chargeback", period=MONTH).paths
    stem = f"chargeback_{MONTH}"
    return {
        path.stem.removeprefix(stem).strip("_"): path for path in paths if path.suffix == ".xlsx"
    }


def test_a_statement_is_own_use_and_shares_and_true_ups(case: dict[str, Any], books: Path) -> None:
    expected = case["expected"]
    found = _statements(books)
    charged = {team: kg for team, (kg, _) in found.items()}
    money = {team: cost for team, (_, cost) in found.items()}
    for stated, team in (("X", "X"), ("Y", "Y"), ("central", "unattributed")):
        assert charged[team] == Decimal(str(expected["statements_t"][stated])) * 1000
        assert money[team] == Decimal(str(expected["eur"][stated]))
    assert set(found) == {"X", "Y", "unattributed"}, "a shared team is borne by the others"
    assert sum(charged.values()) == expected["statements_t"]["total"] * 1000
    assert sum(money.values()) == expected["eur"]["total"]


def test_the_statements_are_the_month_and_the_true_ups_of_the_books(
    case: dict[str, Any], books: Path
) -> None:
    total = case["expected"]["statements_t"]["total"]
    month, earlier = _row(
        books,
        "select sum(kgco2e) filter (where activity_month = posting_month), "
        "sum(kgco2e) filter (where activity_month < posting_month) "
        f"from marts.fct_carbon_ledger where posting_month = '{MONTH}-01' and method = 'location'",
    )
    assert (month, earlier) == (100_000, -8_000)
    assert month + earlier == total * 1000


def test_what_has_no_team_is_answered_for_by_its_owner(books: Path) -> None:
    [owner] = _row(
        books,
        "select unattributed_owner from marts.rpt_chargeback__statements "
        f"where team_id = 'unattributed' and posting_month = '{MONTH}-01'",
    )
    assert owner == "central"


def test_the_workbooks_of_the_teams_sum_to_that_of_everyone(
    case: dict[str, Any], workbooks: dict[str, Path]
) -> None:
    expected = case["expected"]
    everyone = _sheet(workbooks[""], "Teams")
    of_all = {row["Team id"]: row["Charged, tCO2e"] for row in everyone}
    of_each = {
        team: sum(row["Charged, tCO2e"] or 0 for row in _sheet(path, "Lines"))
        for team, path in workbooks.items()
        if team
    }
    assert of_each == pytest.approx({"X": 53.375, "Y": 33.625, "unattributed": 5}, abs=1e-9)
    assert {team: of_all[team] for team in of_each} == pytest.approx(of_each, abs=1e-9)
    assert everyone[-1]["Team"] == "Total"
    assert everyone[-1]["Charged, tCO2e"] == expected["statements_t"]["total"]
    assert everyone[-1]["Charged"] == expected["eur"]["total"]


@pytest.mark.parametrize(
    ("test", "fault"),
    [
        (_TIES, "update marts.rpt_chargeback__statements set location_kgco2e = location_kgco2e + "
         "0.000000001 where team_id = 'X'"),
        (_TIES, "update marts.rpt_chargeback__statements set market_kgco2e = 0 where team_id = 'Y' "
         f"and posting_month = '{MONTH}-01'"),
        (_TIES, "delete from marts.rpt_chargeback__statements where team_id = 'unattributed'"),
        (_BRIDGES, "update marts.rpt_chargeback__bridge set unexplained_kgco2e = 0.000000001"),
        (_EXPLAINED, "update marts.rpt_chargeback__change set method_kgco2e = method_kgco2e + "
         "0.000000001"),
    ],
)  # fmt: skip
def test_a_statement_that_does_not_tie_fails_the_build(
    books: Path, tmp_path: Path, test: str, fault: str
) -> None:
    damaged = Path(shutil.copy(books, tmp_path / books.name))
    with duckdb.connect(str(damaged)) as connection:
        connection.execute(fault)
    said = run_dbt(damaged, "test", "--select", test, code=1)
    assert f"Failure in test {test}" in said


def _statements(books: Path) -> dict[str, tuple[Decimal, Decimal]]:
    with opened(books) as connection:
        rows = connection.execute(
            "select team_id, charged_kgco2e, charged_cost from marts.rpt_chargeback__statements "
            f"where posting_month = '{MONTH}-01'"
        ).fetchall()
    return {team: (kg, cost) for team, kg, cost in rows}


def _row(books: Path, sql: str) -> tuple[Any, ...]:
    with opened(books) as connection:
        [row] = connection.execute(sql).fetchall()
    return row


def _sheet(path: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings; of two that are alike the first."""
    header, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    names = [str(name) for name in header]
    return [dict(reversed(list(zip(names, row, strict=True)))) for row in rows]
