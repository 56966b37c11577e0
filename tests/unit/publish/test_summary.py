"""The summary says what was emitted, by whom, under which method, and on what evidence."""

from pathlib import Path

import pytest

from publish.errors import NotPublishedError
from publish.summary import lines
from tests.unit.publish.published_file import PublishedFile
from tests.unit.publish.use import OCTOBER, Use


def _line(written: list[str], start: str) -> list[str]:
    line = next(one for one in written if one.strip().startswith(start))
    return line.replace("\u202f", "").replace("\u00a0", " ").split()


def test_scopes_teams_and_methods_stand_beside_each_other(tmp_path: Path) -> None:
    uses = (
        Use(OCTOBER, "Search", "EC2", location="10", hardware="1", incomplete_kwh="25"),
        Use(OCTOBER, "Mobile", "S3", location="5", hardware=None, incomplete_kwh="100"),
    )

    written = lines(PublishedFile(uses=uses).write(tmp_path))

    assert _line(written, "Scope 3")[-4:] == ["16.00", "14.50", "17.50", "62.5%"]
    assert _line(written, "Search") == ["Search", "11.00", "10.00", "12.00", "25.0%"]
    assert _line(written, "Mobile") == ["Mobile", "5.00", "4.50", "5.50", "100%"]


def test_coverage_shows_rows_energy_kilograms_and_cost_by_tier(tmp_path: Path) -> None:
    written = lines(PublishedFile().write(tmp_path))

    assert _line(written, "4  estimated")[2:] == [
        "2,710",
        "639",
        "137",
        "75.00",
        "EUR",
        "·",
        "2,401.50",
        "USD",
    ]
    assert _line(written, "5  spend")[2:] == ["270", "n/a", "4,500", "450.75", "USD"]
    assert _line(written, "-  uncovered")[2:] == ["3", "n/a", "n/a", "9.00", "USD"]


def test_the_statutory_view_of_hardware_is_not_counted_twice(tmp_path: Path) -> None:
    booked = """
        insert into marts.fct_carbon_ledger_by_method
        select * replace ('acquisition_year' as recognition_basis)
        from marts.fct_carbon_ledger_by_method where component = 'hardware'
    """
    uses = (Use(OCTOBER, "Search", "EC2", location="10", hardware="1"),)

    written = lines(PublishedFile(uses=uses, extra=[booked]).write(tmp_path))

    assert _line(written, "Search")[1] == "11.00"


def test_hardware_of_earlier_years_is_no_month_of_use(tmp_path: Path) -> None:
    charged = """
        insert into marts.fct_carbon_ledger_by_method
        select * replace ('amortised' as recognition_basis, date '2021-10-01' as activity_month)
        from marts.fct_carbon_ledger_by_method where component = 'hardware'
    """
    uses = (Use(OCTOBER, "Search", "EC2", location="10", hardware="1"),)

    written = lines(PublishedFile(uses=uses, extra=[charged]).write(tmp_path))

    assert written[0] == "Emissions, Oct 2025, tCO2e"
    assert _line(written, "Search")[1] == "11.00"


def test_no_name_steers_the_terminal(tmp_path: Path) -> None:
    uses = (Use(OCTOBER, "\x1b[31mred\n", "EC2"), Use(OCTOBER, "x" * 300, "EC2"))

    written = lines(PublishedFile(uses=uses).write(tmp_path))

    assert all(line.isprintable() or "\u202f" in line or "\u00a0" in line for line in written)
    assert any("␛[31mred␊" in line for line in written)
    assert max(map(len, written)) <= 100


def test_an_empty_file_has_no_figures_and_no_zeros(tmp_path: Path) -> None:
    emptied = [
        "delete from marts.fct_carbon_ledger_by_method",
        "delete from marts.rpt_audit__coverage",
    ]

    written = lines(PublishedFile(extra=emptied).write(tmp_path))

    assert "  no figures" in written
    assert "  no rows" in written


def test_nothing_published_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError, match="tonne run"):
        lines(tmp_path / "marts.duckdb")
