"""FOCUS files as vendors really write them: every spelling is read, every trap caught by name."""

from __future__ import annotations

import gzip
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.focus_columns import COLUMNS, snake_case
from ingest.focus_file import write_months
from tests.focus_bills import VERSIONS, charge, columns, write_csv, write_parquet
from tests.unit.ingest.focus_reading import read, refusal

HOUR = datetime(2025, 10, 15, 12)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_each_version_is_recognised_by_its_columns(version: str, tmp_path: Path) -> None:
    [row] = read(write_csv(tmp_path / "a.csv", [charge()], version=version))
    assert row["x_focus_version"] == version
    assert (row["billed_cost"], row["charge_period_start"]) == (1.0, HOUR)
    assert {snake_case(name) for name in columns(version)} <= set(row)


def test_the_contract_holds_every_column_of_focus_1_2(shared_dir: Path) -> None:
    listed = json.loads(
        (shared_dir / "data/billing/focus/focus_1.2_columns_from_model-1.2.0.1.json").read_text()
    )
    assert len(listed) == 57
    assert {snake_case(name) for name in listed} <= set(COLUMNS)
    types = {"Decimal": "double", "DateTime": "timestamp", "String": "varchar"}
    typed = {snake_case(name): types.get(one.get("type", "")) for name, one in listed.items()}
    assert {name for name, kind in typed.items() if kind and COLUMNS[name] != kind} == set()


def test_headers_in_any_case_are_the_same_columns(tmp_path: Path) -> None:
    names = ["x_ServiceCode", *columns("1.2")]
    row = charge(x_ServiceCode="AmazonEC2")
    spelled = {"pascal": str, "lower": str.lower, "snake": snake_case}
    read_as = [
        read(
            write_csv(
                tmp_path / f"{spelling}.csv",
                [{change(name): value for name, value in row.items()}],
                names=[change(name) for name in names],
            )
        )
        for spelling, change in spelled.items()
    ]
    assert read_as[0] == read_as[1] == read_as[2]
    assert read_as[0][0]["x_service_code"] == "AmazonEC2"


def test_a_column_that_focus_does_not_know_stays_out(tmp_path: Path) -> None:
    [row] = read(write_csv(tmp_path / "a.csv", [charge(Id=7)], names=["Id", *columns("1.0")]))
    assert set(row) == set(COLUMNS)


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [charge()], names=["billed_cost", *columns("1.0")])
    assert "'billed_cost' and 'BilledCost' are the same column" in refusal(path).problem


def test_the_word_null_is_no_value(tmp_path: Path) -> None:
    given = charge(RegionId="NULL", ResourceId="null", ConsumedQuantity="NULL", Tags="NULL")
    [row] = read(write_csv(tmp_path / "a.csv", [given]))
    assert [row[name] for name in ("region_id", "resource_id", "consumed_quantity", "tags")] == [
        None
    ] * 4


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-15 12:00:00",
        "2025-10-15T12:00:00Z",
        "2025-10-15T12:00:00.000Z",
        "2025-10-15T12:00:00.0000000Z",
        "2025-10-15T12:00:00+00:00",
        "2025-10-15 12:00:00 UTC",
    ],
)
def test_a_moment_with_or_without_a_zone_is_utc(text: str, tmp_path: Path) -> None:
    [row] = read(write_csv(tmp_path / "a.csv", [charge(ChargePeriodStart=text)]))
    assert row["charge_period_start"] == HOUR


def test_quoted_and_bare_numbers_are_the_same_and_keep_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, [charge(BilledCost="0.000000800001", ListCost="0.1")])
    path.write_text(path.read_text().replace(",0.1,", ',"0.1",'))
    [row] = read(path)
    assert Decimal(str(row["billed_cost"])).quantize(Decimal("1e-12")) == Decimal("8.00001E-7")
    assert row["list_cost"] == 0.1


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ('{"team": "a", "env": "prod"}', {"team": "a", "env": "prod"}),
        ('"team": "a", "env": "prod"', {"team": "a", "env": "prod"}),
        ('[{"key": "team", "value": "a"}]', {"team": "a"}),
        ('{"n": 007}', None),
        ('{"n": 1.50, "flag": true, "none": null}', {"n": "1.50", "flag": "true", "none": None}),
        ('{"Team": "a", "team": "b"}', {"Team": "a", "team": "b"}),
        ('{"team": "a", "team": "b"}', {"team": "b"}),
        ("{}", {}),
    ],
)
def test_tags_are_a_map_however_they_are_written(
    text: str, tags: dict[str, str] | None, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "a.csv", [charge(), charge(Tags=text)])
    if tags is None:
        refused = refusal(path)
        assert refused.place == "line 3, column Tags"
        assert "is not a JSON object" in refused.problem
    else:
        assert dict(read(path)[1]["tags"]) == tags


def test_the_provider_may_be_named_by_either_column(tmp_path: Path) -> None:
    new = [name for name in columns("1.3") if name not in {"ProviderName", "PublisherName"}]
    given = charge(ServiceProviderName="Acme")
    [row] = read(write_csv(tmp_path / "new.csv", [given], names=new))
    assert (row["service_provider_name"], row["provider_name"]) == ("Acme", None)
    neither = [name for name in new if name != "ServiceProviderName"]
    refused = refusal(write_csv(tmp_path / "neither.csv", [given], names=neither))
    assert "ProviderName or ServiceProviderName" in refused.problem


def test_aws_may_leave_what_it_documents_as_gaps_of_1_2_empty(tmp_path: Path) -> None:
    gaps = ("ContractedUnitPrice", "ListUnitPrice", "PricingUnit", "SkuId", "SkuPriceId")
    given = charge(SkuMeter="USE1-BoxUsage", ConsumedUnit=None, **dict.fromkeys(gaps))
    path = write_parquet(tmp_path / "a.parquet", [given])
    [row] = read(path)
    assert (row["sku_meter"], row["sku_id"], row["consumed_unit"]) == ("USE1-BoxUsage", None, None)
    assert (row["invoice_issuer_name"], row["publisher_name"]) == (None, None)


def test_parquet_keeps_its_maps_and_its_moments(tmp_path: Path) -> None:
    given = charge(Tags=[("b", "2"), ("a", "1")], x_Discounts=[("edp", -0.5)])
    [row] = read(write_parquet(tmp_path / "a.parquet", [given]))
    assert row["tags"] == [("b", "2"), ("a", "1")]
    assert row["x_discounts"] == [("edp", -0.5)]
    assert row["charge_period_end"] == datetime(2025, 10, 15, 13)


def test_parquet_of_other_vendors_is_read_by_meaning(tmp_path: Path) -> None:
    zone = pa.timestamp("ns", "America/New_York")
    table = pa.table(
        {
            "BILLEDCOST": pa.array([Decimal("1.5")], pa.decimal128(38, 12)),
            "EFFECTIVECOST": pa.array([1], pa.int32()),
            "BILLINGACCOUNTID": ["1"],
            "BILLINGCURRENCY": pa.array(["USD"]).dictionary_encode(),
            "BILLINGPERIODSTART": pa.array([date(2025, 10, 1)]),
            "CHARGEPERIODSTART": pa.array(["2025-10-15T12:00:00Z"]),
            "CHARGEPERIODEND": pa.array([datetime(2025, 10, 15, 13)], pa.timestamp("us")).cast(
                zone
            ),
            "CHARGECATEGORY": ["Usage"],
            "SERVICENAME": ["Warehouse"],
            "SERVICEPROVIDERNAME": ["Snowflake"],
            "CAPACITYRESERVATIONID": pa.array([7], pa.int64()),
            "TAGS": ['{"team": "a"}'],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    [row] = read(tmp_path / "a.parquet")
    assert (row["billed_cost"], row["effective_cost"]) == (1.5, 1.0)
    assert (row["charge_period_start"], row["billing_period_start"]) == (
        HOUR,
        datetime(2025, 10, 1),
    )
    assert (row["capacity_reservation_id"], row["tags"]) == ("7", [("team", "a")])


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [charge()])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read(path)) == 1


def test_a_header_without_rows_is_a_bill_of_nothing(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path / "a.csv.gz", [])) == []
    assert read(write_parquet(tmp_path / "a.parquet", [])) == []


def test_rows_are_dealt_to_the_months_they_are_billed_in(tmp_path: Path) -> None:
    later = charge(BillingPeriodStart="2025-11-01", BilledCost="3")
    path = write_csv(tmp_path / "a.csv", [charge(), later, charge()])
    files, rows = write_months(path, name="a", into=tmp_path, stem="0")
    assert [(file.period, pq.read_metadata(file.path).num_rows) for file in files] == [
        ("2025-10", 2),
        ("2025-11", 1),
    ]
    assert rows == 3


def test_a_gzip_is_read_whatever_its_name_says(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [charge()])
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert len(read(path)) == 1
