"""The peers' report: ours beside theirs, every large difference with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from orchestration.cli import tonne
from publish.report import Written, write_report
from tests.unit.publish.page_reader import PageReader

_TABLES = """
create schema marts;
create table marts.published_run as select 'run-7' as run_id, timestamp '2026-01-05' as
    published_at, 'f00dfeed' as fingerprint, '0.1.0' as tool_version,
    0::bigint as quarantined_slices;
create table marts.dim_entity (entity_id varchar, entity_name varchar,
    consolidation_approach varchar, scope3_energy_basis varchar);
create table marts.rpt_audit__peers (peer varchar, peer_row_id varchar, provider varchar,
    service_name varchar, x_usage_type varchar, x_instance_type varchar, region_id varchar,
    consumed_unit varchar, consumed_quantity decimal(38, 12), activity_month date, measure varchar,
    ours double, theirs double, difference_share double, reason varchar, is_explained boolean);
insert into marts.rpt_audit__peers by name select 'spruce' as peer, 'r1' as peer_row_id,
    'aws' as provider, 'AmazonEC2' as service_name, 'BoxUsage:m5.large' as x_usage_type,
    'm5.large' as x_instance_type, 'us-east-1' as region_id, 'Hrs' as consumed_unit,
    24 as consumed_quantity, date '2025-10-01' as activity_month,
    'energy_it_kwh' as measure, 0.11 as ours, 0.1 as theirs, 0.1 as difference_share,
    null as reason, true as is_explained;
insert into marts.rpt_audit__peers by name select * replace ('r2' as peer_row_id, 0.2 as ours,
    1.0 as difference_share, '=cmd() <b>their PUE is 1</b>' as reason)
    from marts.rpt_audit__peers where peer_row_id = 'r1';
insert into marts.rpt_audit__peers by name select * replace ('r3' as peer_row_id, null as theirs,
    null as difference_share, 'theirs has none' as reason)
    from marts.rpt_audit__peers where peer_row_id = 'r1';
"""
_UNEXPLAINED = """
insert into marts.rpt_audit__peers by name select * replace ('r4' as peer_row_id, null as reason,
    false as is_explained) from marts.rpt_audit__peers where peer_row_id = 'r2';
"""


def _published(folder: Path, extra: str = "") -> Path:
    path = folder / "published" / "marts.duckdb"
    path.parent.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published")
        connection.execute("use published")
        connection.execute(_TABLES + extra)
    return path


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return write_report(_published(tmp_path), tmp_path, name="peers")


def test_ours_stand_beside_theirs_to_the_last_digit(written: Written) -> None:
    rows = list(csv.DictReader(written.paths[0].open(encoding="utf-8", newline="")))

    assert [(row["peer_row_id"], row["ours"], row["theirs"]) for row in rows] == [
        ("r1", "0.11", "0.1"),
        ("r2", "0.2", "0.1"),
        ("r3", "0.11", ""),
    ]


def test_a_large_difference_stands_with_its_reason_and_a_small_one_apart(written: Written) -> None:
    reader = PageReader(written.paths[1].read_text(encoding="utf-8"))

    assert [row[0] for row in reader.tables["alike-table"][1:]] == ["spruce", "r1"]
    r2 = reader.row("large-table", "r2")
    assert (r2[3], r2[4], r2[6]) == ("0.2", "0.1", "=cmd() <b>their PUE is 1</b>")
    assert "b" not in [tag for tag, _, value in reader.attributes if "PUE" in value]
    assert reader.row("large-table", "r3")[4:6] == ["n/a", "n/a"]


def test_the_workbook_counts_and_holds_no_formula(written: Written) -> None:
    book = openpyxl.load_workbook(written.paths[2])

    assert list(book["Summary"].iter_rows(values_only=True))[1] == (
        "spruce", "energy_it_kwh", 3, 1, 1, 1, 0,
    )  # fmt: skip
    assert {cell.data_type for row in book["Figures"].iter_rows() for cell in row} <= set("nsdb")


def test_a_report_whose_rows_are_explained_breaks_no_bar(written: Written) -> None:
    assert written.breaches == ()


def test_an_unexplained_row_is_written_named_and_exits_4(tmp_path: Path) -> None:
    _published(tmp_path, _UNEXPLAINED)

    done = CliRunner().invoke(
        tonne, ["--home", str(tmp_path), "report", "peers"], standalone_mode=False
    )

    assert done.return_value == 4
    assert "Breached: spruce, row r4, energy_it_kwh: ours 0.2, theirs 0.1" in done.stderr
    assert (tmp_path / "reports" / "peers_2025-10.html").exists()
