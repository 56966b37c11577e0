"""The page of a pack: every number as it is in the mart behind its rounding, nothing live."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.disclosed_file import standard, with_total
from tests.disclosed_pack import Pack, written
from tests.unit.publish.page_reader import PageReader


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of the standard file."""
    return written(standard(), tmp_path_factory.mktemp("page"), "disclosures", "html")


def _html(pack: Pack) -> str:
    return pack.files["html"].read_text(encoding="utf-8")


class _Exact(HTMLParser):
    """The exact values behind the numbers of a table, in their order."""

    def __init__(self, html: str, table: str) -> None:
        super().__init__()
        self._table, self._inside = table, False
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "table":
            self._inside = values.get("id") == self._table
        elif tag == "data" and self._inside:
            self.found.append(values["value"] or "")


def test_every_number_of_a_table_is_the_marts_to_the_last_digit(pack: Pack) -> None:
    shown = _Exact(_html(pack), "esrs-2023-ghg-emissions").found
    held = pack.mart("select value from marts.rpt_esrs__ghg_emissions where value is not null")

    assert sorted(shown) == sorted(format(value, "f") for (value,) in held)


def test_numbers_of_one_unit_share_their_decimals(pack: Pack) -> None:
    rows = PageReader(_html(pack)).tables["esrs-2023-energy"]
    cells = {row[0]: row[3] for row in rows if len(row) > 3}

    assert cells["Energy of own operations"] == "10,000"
    assert cells["Contractual instruments"].replace("\u202f", " ") == "65.3 %"


def test_the_head_shows_the_totals_and_the_status_of_each_framework(pack: Pack) -> None:
    reader = PageReader(_html(pack))
    standing = {row[0]: row[2] for row in reader.tables["standing-table"][1:]}

    assert reader.exact["key-total_location"] == "12521.200000001"
    assert reader.exact["key-s3_01_1"] == "4200.123456789"
    assert standing == {"ESRS 2023": "in force", "SEC 2024": "not in force"}
    assert any("It is no filing" in text for text in reader.texts)


def test_a_restated_figure_stands_beside_what_was_stated(pack: Pack) -> None:
    (row,) = PageReader(_html(pack)).tables["change-table"][1:]

    assert row[:3] == ["Total, market-based", "ESRS 2023 E1-6", "2024"]
    assert row[4:] == ["10,801", "10,837"]


def test_a_total_that_does_not_tie_is_said_at_the_top(tmp_path: Path) -> None:
    html = _html(written(with_total("10326.2"), tmp_path, "disclosures", "html"))

    assert "A total does not tie:</b> esrs esrs_2023 E1-6 TOTAL_MARKET of 2025" in html


def test_nothing_of_a_name_is_markup_and_nothing_is_fetched(pack: Pack) -> None:
    reader = PageReader(_html(pack))
    addresses = [value for _, name, value in reader.attributes if name in ("src", "href")]

    assert "script" not in reader.tags
    assert any("<script>alert(1)</script>" in text for text in reader.texts)
    assert [address for address in addresses if not address.startswith("#")] == []
    assert "two␊lines" in _html(pack)


def test_the_charts_tell_scopes_bases_categories_energy_and_targets(pack: Pack) -> None:
    captions = re.findall(r"<figcaption>([^<]+)<", _html(pack))

    assert captions == [
        "Gross emissions by scope", "Total on two bases", "Scope 3 by category",
        "Energy of own operations", "Targets", "What is answered",
    ]  # fmt: skip


def test_a_year_without_a_row_says_so_and_shows_no_zero(tmp_path: Path) -> None:
    from publish.report import write_report

    published = standard().write(tmp_path)
    (path,) = write_report(
        published, tmp_path, name="disclosures", period="2019", formats=["html"]
    ).paths
    html = path.read_text(encoding="utf-8")

    assert "Nothing is disclosed for 2019" in html
    assert PageReader(html).exact == {}
