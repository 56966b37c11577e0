"""The traps of Azure's cost details, a test each: headers, dates, tags, details, kinds of file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.azure.cost_columns import COLUMNS
from tests.contract.landed_azure import SLICE, LandedCosts
from tests.contract.samples.azure_cost import SETTINGS, Row, row, text_of, write_files, write_run
from tests.contract.samples.azure_headers import GENERATIONS, dated, renamed

_WHERE_THE_TIME_STOOD: dict[str, Callable[[int, int, int], str]] = {
    "MM/dd/yyyy": lambda year, month, day: f"{month:02d}/{day:02d}/{year}",
    "M/d/yyyy": lambda year, month, day: f"{month}/{day}/{year}",
    "ISO": lambda year, month, day: f"{year}-{month:02d}-{day:02d}",
    "ISO with a time": lambda year, month, day: f"{year}-{month:02d}-{day:02d}T00:00:00Z",
    "ISO with tenths of microseconds": (
        lambda year, month, day: f"{year}-{month:02d}-{day:02d}T00:00:00.0000000Z"
    ),
    "dd/MM/yyyy": lambda year, month, day: f"{day:02d}/{month:02d}/{year}",
    "dd.MM.yyyy": lambda year, month, day: f"{day:02d}.{month:02d}.{year}",
}
_LINES = [row(), row(Cost="0.00004", ResourceLocation="east us"), row(Tags="", AdditionalInfo="")]


@pytest.fixture
def bill(home: Path) -> LandedCosts:
    return LandedCosts(home)


def _landed(home: Path, lines: list[Row]) -> list[tuple[object, ...]]:
    home.mkdir()
    bill = LandedCosts(home)
    write_run(home, [lines])
    landed = bill.land()[SLICE]
    assert landed.status == "landed", landed.message
    return bill.rows(*COLUMNS)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_every_header_generation_yields_the_same_rows(tmp_path: Path, generation: str) -> None:
    today = _landed(tmp_path / "today", _LINES)
    assert _landed(tmp_path / "then", renamed(_LINES, generation)) == today


@pytest.mark.parametrize("written", _WHERE_THE_TIME_STOOD)
def test_every_way_to_write_a_date_yields_the_same_rows(tmp_path: Path, written: str) -> None:
    today = _landed(tmp_path / "today", _LINES)
    again = dated(_LINES, _WHERE_THE_TIME_STOOD[written])
    assert _landed(tmp_path / "then", again) == today


def test_csv_and_parquet_of_one_bill_are_the_same_rows(tmp_path: Path) -> None:
    text = _landed(tmp_path / "text", _LINES)
    home = tmp_path / "parquet"
    home.mkdir()
    bill = LandedCosts(home)
    table = pa.Table.from_pylist([dict(line) for line in _LINES])
    for column in ("Cost", "Quantity"):
        values = table[column].cast(pa.float64()).cast(pa.decimal128(38, 18))
        table = table.set_column(table.schema.get_field_index(column), column, values)
    days = pa.array([_day(line) for line in _LINES], pa.timestamp("us", "UTC"))
    table = table.set_column(table.schema.get_field_index("Date"), "Date", days)
    out = io.BytesIO()
    pq.write_table(table, out, compression="snappy")
    write_files(home, {"part_0_0001.snappy.parquet": out.getvalue()}, [3])
    bill.land()
    assert bill.rows(*COLUMNS) == text


def _day(line: Row) -> int:
    import datetime as dt

    month, day, year = map(int, line["Date"].split("/"))
    moment = dt.datetime(year, month, day, tzinfo=dt.UTC)
    return int(moment.timestamp()) * 1_000_000


def test_a_date_that_can_be_read_two_ways_is_asked_about(bill: LandedCosts) -> None:
    """Without a folder of a month nothing tells the 3rd of April from the 4th of March."""
    lines = [row(Date="03/04/2025", BillingPeriodStartDate="", BillingPeriodEndDate="")]
    bill.put("portal.csv", text_of(lines))
    assert bill.land()["acme_azure__portal"].status == "quarantined"
    assert "as month/day/year and as day/month/year" in bill.refused().problem
    assert "date_format" in bill.refused().remedy
    for given, month in (("mdy", 3), ("dmy", 4)):
        bill.configure(SETTINGS + f'date_format = "{given}"\n')
        assert bill.land()["acme_azure__portal"].status == "landed"
        assert bill.values("month(usage_date)") == [month]


def test_one_day_that_is_past_the_twelfth_tells_the_format_of_the_file(bill: LandedCosts) -> None:
    blank = {"BillingPeriodStartDate": "", "BillingPeriodEndDate": ""}
    lines = [row(Date="03/04/2025", **blank), row(Date="03/31/2025", **blank)]
    bill.put("portal.csv", text_of(lines))
    bill.land()
    assert bill.values("month(usage_date)") == [3, 3]


def test_the_end_of_the_billing_period_tells_the_format_of_the_file(bill: LandedCosts) -> None:
    period = {"BillingPeriodStartDate": "03/01/2025", "BillingPeriodEndDate": "03/31/2025"}
    bill.put("portal.csv", text_of([row(Date="03/04/2025", **period)]))
    bill.land()
    assert bill.values("month(usage_date)") == [3]


def test_a_file_that_changes_its_format_is_set_aside(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(), row(Date="2025-10-05"), row()]])
    assert bill.land()[SLICE].status == "quarantined"
    assert "no date that can be read beside the dates before it" in bill.refused().problem


def test_a_byte_order_mark_is_no_part_of_the_first_name(bill: LandedCosts) -> None:
    write_run(bill.home, [[row()]])
    bill.land()
    assert bill.values("billing_account_id") == ["8611537"]


@pytest.mark.parametrize(
    "text",
    [
        '{"team":"search","env":"prod"}',
        '"team": "search","env": "prod"',
        '{  "env": "prod",  "team": "search"}',
    ],
)
def test_tags_are_read_with_and_without_their_braces(bill: LandedCosts, text: str) -> None:
    write_run(bill.home, [[row(Tags=text)]])
    bill.land()
    assert bill.values("tags") == [{"env": "prod", "team": "search"}]
    assert bill.values("x_tags_text") == ['{"env":"prod","team":"search"}']


@pytest.mark.parametrize("text", ["", '""', "NULL"])
def test_a_line_without_tags_has_none(bill: LandedCosts, text: str) -> None:
    write_run(bill.home, [[row(Tags=text)]])
    bill.land()
    assert bill.values("tags") == [None]
    assert bill.values("x_tags_text") == ["{}"]


def test_details_of_a_service_are_kept_whatever_they_are(bill: LandedCosts) -> None:
    texts = [
        '{"ServiceType":"Standard_D2s_v3","VCPUs":2,"VMProperties":null}',
        '"ServiceType": "Standard_D2s_v3"',
        '{"Nested":{"a":[1,2]}}',
        "no JSON at all",
    ]
    write_run(bill.home, [[row(AdditionalInfo=text) for text in texts]])
    assert bill.land()[SLICE].status == "landed"
    found = bill.values("additional_info")
    assert {"ServiceType": "Standard_D2s_v3", "VCPUs": "2"} in found
    assert {"ServiceType": "Standard_D2s_v3"} in found
    assert {"Nested": '{"a": ["1", "2"]}'} in found
    assert {"text": "no JSON at all"} in found


def test_several_columns_for_one_thing_complete_each_other(bill: LandedCosts) -> None:
    """Older agreements have a number and a GUID for a subscription; the GUID is the one to keep."""
    both = [row(SubscriptionId="77", SubscriptionGuid="ed57"), row(SubscriptionId="78")]
    write_run(bill.home, [both])
    bill.land()
    assert bill.values("subscription_id") == ["78", "ed57"]


def test_the_region_is_the_first_place_that_a_line_names(bill: LandedCosts) -> None:
    elsewhere = row(ResourceLocation="", MeterRegion="US West 2")
    write_run(bill.home, [[row(ResourceLocation=" SouthCentralUS "), elsewhere]])
    bill.land()
    assert bill.values("x_spelled_region") == ["southcentralus", "us west 2"]


def test_a_column_that_is_there_twice_is_refused(bill: LandedCosts) -> None:
    write_run(bill.home, [[{**row(), "cost": "1"}]])
    assert bill.land()[SLICE].status == "quarantined"
    assert bill.refused().problem == "'Cost' and 'cost' are the same column"


def test_what_the_contract_does_not_know_stays_in_the_delivered_file(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(NextYearsColumn="x")]])
    landed = bill.land()[SLICE]
    folder = bill.lake.slice_folder("azure_cost", SLICE) / str(landed.version)
    [kept] = (folder / "source/actual").glob("0-part_0_0001.csv.gz")
    assert kept.stat().st_size > 0
    assert "next_years_column" not in COLUMNS


def test_a_line_belongs_to_the_month_by_its_date_or_by_its_billing_period(
    bill: LandedCosts,
) -> None:
    write_run(bill.home, [[row(Date="09/30/2025")]])
    assert bill.land()[SLICE].status == "landed"
    strange = row(Date="09/30/2025", BillingPeriodStartDate="09/01/2025")
    write_run(bill.home, [[row(), strange]], run="run-1", submitted="2025-11-02T06:00:00Z")
    assert bill.land()[SLICE].status == "quarantined"
    assert bill.refused().place == "row 2, column Date"
    assert "not of 2025-10, the month of its folder" in bill.refused().problem
