"""Reports are found by name, cover a period, and fail in words."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from publish.errors import BadPeriodError, NotPublishedError, UnknownReportError
from publish.reading import opened
from publish.report import discover, write_report
from tests.unit.publish.page_reader import PageReader
from tests.unit.publish.published_file import PublishedFile
from tests.unit.publish.use import OCTOBER, Use


def _names(paths: Sequence[Path]) -> list[str]:
    return [path.name for path in paths]


def test_the_first_report_is_found_and_its_template_is_there() -> None:
    report = discover()["team-service"]

    assert report.tables[0] == "rpt_ghg__team_service_monthly"


def test_file_names_say_what_is_covered(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    def names(period: str | None = None) -> list[str]:
        return _names(write_report(published, tmp_path, period=period).paths)

    assert names() == [
        "team-service_2025-10_2025-12.csv",
        "team-service_2025-10_2025-12.html",
        "team-service_2025-10_2025-12.xlsx",
    ]
    assert names("2025-12")[0] == "team-service_2025-12.csv"
    assert names("2025")[1] == "team-service_2025.html"


def test_a_month_holds_only_its_own_rows(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    sheet, page, _ = write_report(published, tmp_path, period="2025-11").paths

    lines = sheet.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert all(line.startswith("2025-11-01,") for line in lines[1:])
    months = [row[0] for row in PageReader(page.read_text(encoding="utf-8")).tables["by-month"]]
    assert months == ["", "Month", "Nov 2025", "Total"]


def test_a_year_shows_its_empty_months_as_gaps(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    _, page, _ = write_report(published, tmp_path, period="2025").paths

    reader = PageReader(page.read_text(encoding="utf-8"))
    assert "Jan 2025 to Dec 2025" in "".join(reader.texts)
    assert [row[0] for row in reader.tables["by-month"]][2:5] == [
        "Oct 2025",
        "Nov 2025",
        "Dec 2025",
    ]


def test_a_period_without_usage_says_so_and_shows_no_zero(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    sheet, page, _ = write_report(published, tmp_path, period="2024-01").paths

    reader = PageReader(page.read_text(encoding="utf-8"))
    assert "No usage in Jan 2024." in reader.texts
    assert reader.exact["total-location"] == ""
    assert len(sheet.read_text(encoding="utf-8").splitlines()) == 1


def test_marts_without_a_row_still_make_a_page(tmp_path: Path) -> None:
    emptied = [f"delete from marts.{name}" for name in discover()["team-service"].tables]
    published = PublishedFile(extra=emptied).write(tmp_path)

    paths = write_report(published, tmp_path).paths

    assert _names(paths)[1] == "team-service_no-months.html"
    assert "n/a" in paths[1].read_text(encoding="utf-8")


def test_beyond_the_largest_rows_the_detail_keeps_its_sums(tmp_path: Path) -> None:
    repeated = """
        insert into marts.rpt_ghg__team_service_monthly
        select r.* replace ('Service ' || number as service_name)
        from marts.rpt_ghg__team_service_monthly as r, range(699) as copies(number)
    """
    uses = (Use(OCTOBER, "one", "Service", location="0.001"),)
    published = PublishedFile(uses=uses, extra=[repeated]).write(tmp_path)

    _, page, _ = write_report(published, tmp_path).paths

    detail = PageReader(page.read_text(encoding="utf-8")).tables["by-detail"]
    rest = next(row for row in detail if row[0] == "100 smaller, in the CSV")
    assert rest[6] == "1.100"
    assert next(row for row in detail if row[0] == "Total")[6] == "7.700"


def test_quarantined_slices_stand_at_the_top(tmp_path: Path) -> None:
    held_back = """
        update marts.rpt_audit__load_history
        set is_quarantined = true, quarantine_problem = 'the second file is cut off'
    """
    published = PublishedFile(extra=[held_back]).write(tmp_path)

    _, page, _ = write_report(published, tmp_path).paths

    html = page.read_text(encoding="utf-8")
    assert "Published with quarantined input:</b> acme_aws__2025-10." in html
    assert "quarantined: the second file is cut off" in html


def test_a_missing_mart_is_named_with_the_remedy(tmp_path: Path) -> None:
    published = PublishedFile(tables_left_out=("rpt_audit__coverage",)).write(tmp_path)

    with pytest.raises(NotPublishedError, match=r"marts\.rpt_audit__coverage.*tonne run"):
        write_report(published, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_of_older_marts_names_the_column_and_the_remedy(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)
    drop = "alter table rpt_ghg__team_service_monthly drop column hardware_tco2e"
    with duckdb.connect(str(published)) as connection:
        connection.execute(f"use marts.marts; {drop}")

    with pytest.raises(NotPublishedError, match=r"(?s)hardware_tco2e.*tonne run"):
        write_report(published, tmp_path / "out")
    with (
        opened(published) as marts,
        pytest.raises(NotPublishedError, match=r"hardware_tco2e.*tonne run"),
    ):
        marts.first("select * from marts.rpt_ghg__team_service_monthly")["hardware_tco2e"]


def test_nothing_published_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError, match="tonne run"):
        write_report(tmp_path / "marts.duckdb", tmp_path)


def test_an_unknown_report_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownReportError, match="team-service"):
        write_report(tmp_path / "marts.duckdb", tmp_path, name="team-servce")


def test_a_bad_period_is_refused_before_anything_is_opened(tmp_path: Path) -> None:
    with pytest.raises(BadPeriodError):
        write_report(tmp_path / "marts.duckdb", tmp_path, period="last month")


def test_writing_again_replaces_and_leaves_nothing_beside(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)
    out = tmp_path / "out"

    first = [path.read_bytes() for path in write_report(published, out).paths]
    second = [path.read_bytes() for path in write_report(published, out).paths]

    assert first == second
    assert len(list(out.iterdir())) == 3
