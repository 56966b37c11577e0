"""A report in each of its formats: what is asked for is written, and nothing else."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from publish.errors import NotPublishedError, UnknownFormatError
from publish.report import write_report
from tests.disclosed_file import BROKEN, FORMULA, SCRIPT, DisclosedFile, standard
from tests.disclosed_pack import written
from tests.unit.publish.published_file import PublishedFile


def test_a_report_is_written_in_the_formats_asked_for(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)

    paths = write_report(published, tmp_path / "out", formats=["json", "csv"]).paths

    assert [path.suffix for path in paths] == [".csv", ".json"]
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_any_report_is_json_with_every_digit_and_nothing_live(tmp_path: Path) -> None:
    published = PublishedFile().write(tmp_path)
    (path,) = write_report(published, tmp_path, formats=["json"]).paths
    text = path.read_text(encoding="utf-8")
    told = json.loads(text)

    assert told["run_id"] == "run-7"
    assert "123.456789012345" in {row["effective_cost"] for row in told["records"]}
    assert SCRIPT in {row["service_name"] for row in told["records"]}
    assert text.isascii()
    assert "<" not in text


def test_a_format_that_a_report_has_not_is_refused_before_anything_is_opened(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnknownFormatError, match="'team-service' is not written as xbrl"):
        write_report(tmp_path / "none.duckdb", tmp_path, formats=["xbrl"])


def test_a_pack_as_json_holds_every_cell_with_its_standing(tmp_path: Path) -> None:
    pack = written(standard(), tmp_path, "disclosures", "json")
    told = json.loads(pack.files["json"].read_text(encoding="utf-8"))
    held = pack.mart("select count(*) from marts.rpt_esrs__ghg_emissions")
    emissions = [one for one in told["cells"] if one["mart"] == "rpt_esrs__ghg_emissions"]

    assert [(len(emissions),)] == held
    assert {one["framework"]: one["status"] for one in told["frameworks"]} == {
        "esrs": "in_force",
        "sec": "not_in_force",
    }
    assert "12521.200000001" in {one["value"] for one in emissions}
    assert {FORMULA, SCRIPT, BROKEN} <= {one["label"] for one in told["cells"]}
    assert "no filing" in told["note"]


def test_a_pack_as_csv_has_one_inert_line_per_cell(tmp_path: Path) -> None:
    pack = written(standard(), tmp_path, "disclosures", "csv")
    text = pack.files["csv"].read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert len(rows) == len(text.splitlines()) - 1 == 66 + 6 + 3 + 3
    assert {row["mart"] for row in rows} >= {"rpt_esrs__ghg_emissions", "rpt_sec__item_1505"}
    assert f"'{FORMULA}" in {row["label"] for row in rows}
    assert FORMULA not in {row["label"] for row in rows}


def test_the_esrs_report_holds_e1_of_esrs_only(tmp_path: Path) -> None:
    pack = written(standard(), tmp_path, "esrs-e1", "json")
    told = json.loads(pack.files["json"].read_text(encoding="utf-8"))

    assert {one["framework"] for one in told["cells"]} == {"esrs"}
    assert {one["requirement"] for one in told["cells"]} == {"E1-5", "E1-6", "E1-6.1"}


def test_without_a_year_the_newest_disclosed_one_is_written(tmp_path: Path) -> None:
    published = standard().write(tmp_path)

    (path,) = write_report(published, tmp_path, name="esrs-e1", formats=["csv"]).paths

    assert path.name == "esrs-e1_2025.csv"


def test_a_file_without_disclosures_says_what_helps(tmp_path: Path) -> None:
    published = DisclosedFile({}).write(tmp_path)

    with pytest.raises(NotPublishedError, match="tonne run"):
        write_report(published, tmp_path, name="disclosures", period="2025")


def test_writing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    published = standard().write(tmp_path)

    def bytes_() -> list[bytes]:
        formats = ["csv", "html", "xlsx", "json", "xbrl"]
        done = write_report(published, tmp_path, name="esrs-e1", period="2025", formats=formats)
        return [path.read_bytes() for path in done.paths]

    first = bytes_()
    assert len(first) == 7
    assert first == bytes_()
