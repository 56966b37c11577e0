"""The CSV of the team and service report: unrounded, inert, and one record per row of the mart."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb

from publish.report import write_report
from tests.unit.publish.conftest import Written
from tests.unit.publish.published_file import PublishedFile
from tests.unit.publish.use import HOSTILE

_TEXTS = ("team_id", "team_name", "provider", "service_name", "billing_currency", "run_id")


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_cell_is_a_formula(hostile: Written) -> None:
    cells = [record[name] for record in _records(hostile.sheet) for name in _TEXTS]

    assert "'=cmd()" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@\t\r\n") and cell]


def test_a_line_is_a_record(hostile: Written) -> None:
    lines = hostile.sheet.read_bytes().decode().split("\r\n")

    assert len(lines) == len(HOSTILE) + 2
    assert not [line for line in lines if "\n" in line or "\r" in line]


def test_figures_are_the_marts_to_the_last_digit(hostile: Written) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{hostile.published}' as published (read_only)")
        rows = connection.execute(
            """
            select total_location_tco2e, market_incomplete_energy_kwh, effective_cost
            from published.marts.rpt_ghg__team_service_monthly
            """
        ).fetchall()
    names = ("total_location_tco2e", "market_incomplete_energy_kwh", "effective_cost")

    written = [tuple(record[name] for name in names) for record in _records(hostile.sheet)]

    expected = [tuple("" if one is None else f"{one:f}" for one in row) for row in rows]
    assert sorted(written) == sorted(expected)


def test_the_incomplete_share_stands_in_the_record(hostile: Written) -> None:
    for record in _records(hostile.sheet):
        share = record["market_incomplete_share_of_kwh"]
        if record["energy_kwh"]:
            kwh = Decimal(record["market_incomplete_energy_kwh"])
            assert Decimal(share) == kwh / Decimal(record["energy_kwh"])
        else:
            assert share == ""


def test_null_is_an_empty_cell(hostile: Written) -> None:
    nobody = next(one for one in _records(hostile.sheet) if one["team_id"] == "unattributed")

    assert nobody["location_tco2e"] == ""
    assert nobody["other_tco2e"] == "1.500000000"


def test_the_order_of_the_rows_changes_no_byte(tmp_path: Path) -> None:
    written: list[list[bytes]] = []
    for name, uses in (("as billed", HOSTILE), ("reversed", HOSTILE[::-1])):
        folder = tmp_path / name
        folder.mkdir()
        published = PublishedFile(uses=uses).write(folder)
        paths = write_report(published, folder / "out").paths
        written.append([path.read_bytes() for path in paths])

    assert written[0] == written[1]
