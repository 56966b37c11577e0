"""The traps of Google's billing export, a test each: nesting, credits, late rows, drift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.contract import google_files
from tests.contract.google_files import Row, as_dotted_csv, as_json, as_parquet, put
from tests.contract.landed_rows import LandedRows
from tests.contract.samples.gcp_billing import MACHINE, pairs, row

_EVERYTHING = "* exclude (slice_id, slice_version)"
_FORMATS = [
    ("as_parquet", "part.parquet"),
    ("as_json", "part.json"),
    ("as_json", "part.jsonl.gz"),
    ("as_dotted_csv", "part.csv"),
    ("as_flat_csv", "part.csv.gz"),
    ("as_csv_of_json", "part.csv"),
]


@pytest.fixture
def bill(home: Path) -> LandedRows:
    return LandedRows(home, "gcp_billing", "google", {"uri": "clouds/google"})


def _land(bill: LandedRows, rows: Sequence[Row], key: str = "part.json") -> None:
    put(bill.home, key, as_json(rows))
    assert [one.status for one in bill.land().values()] == ["landed"]


@pytest.mark.parametrize(("write", "key"), _FORMATS, ids=[f"{a}-{b}" for a, b in _FORMATS])
def test_every_format_of_an_extract_gives_the_same_rows(
    bill: LandedRows, tmp_path: Path, write: str, key: str
) -> None:
    rows = [
        row(credits=[("DISCOUNT", -0.25), ("PROMOTION", -0.5)], tags=pairs({"unit": "retail"})),
        row(cost=0.1, labels={"team": "b", "env": "prod"}, location={"location": "us"}),
    ]
    written: Callable[[Sequence[Row]], bytes] = getattr(google_files, write)
    put(bill.home, key, written(rows))
    bill.land()
    other = LandedRows(tmp_path / "json", "gcp_billing", "google", {"uri": "clouds/google"})
    _land(other, rows)
    assert bill.rows(_EVERYTHING) == other.rows(_EVERYTHING)
    assert bill.rows("sum(cost)::varchar", "count(*)") == [("1.100000000000", 2)]


def test_a_line_with_many_labels_and_credits_costs_once(bill: LandedRows) -> None:
    credits = [("DISCOUNT", -0.1)] * 3 + [("PROMOTION", -0.2)]
    _land(bill, [row(cost=1.0, credits=credits, labels={"a": "1", "b": "2", "c": "3"})])
    assert bill.rows(
        "cost::varchar",
        "credits_amount::varchar",
        "credits_by_type['DISCOUNT']::varchar",
        "credits_by_type['PROMOTION']::varchar",
        "cardinality(labels)",
    ) == [("1.000000000000", "-0.500000000000", "-0.300000000000", "-0.200000000000", 3)]


def test_costs_and_credits_are_exact_decimals(bill: LandedRows) -> None:
    _land(bill, [row(cost=0.1, credits=[("DISCOUNT", -0.1)] * 3)] * 10 + [row(cost=277043.97)])
    assert bill.rows("sum(cost)::varchar", "sum(credits_amount)::varchar") == [
        ("277044.970000000000", "-3.000000000000")
    ]


def test_digits_of_a_text_are_kept_that_no_double_has(bill: LandedRows) -> None:
    exact = "12345678901234.123456789012"
    put(bill.home, "part.csv", as_dotted_csv([row(cost=1.0) | {"cost": exact}]))
    bill.land()
    assert bill.rows("cost::varchar") == [(exact,)]


def test_a_rest_of_arithmetic_is_rounded_and_refuses_nothing(bill: LandedRows) -> None:
    _land(bill, [row(cost=4.336808689942018e-19, credits=[("DISCOUNT", -1.2345678901234567e-9)])])
    assert bill.rows("cost = 0", "credits_amount::varchar") == [(True, "-0.000000001235")]


def test_a_credit_without_a_type_is_counted(bill: LandedRows) -> None:
    _land(bill, [row(credits=[]) | {"credits": [{"name": "older", "amount": -0.5}]}])
    assert bill.rows("credits_amount::varchar", "credits_by_type['UNKNOWN']::varchar") == [
        ("-0.500000000000", "-0.500000000000")
    ]


def test_the_machine_type_is_a_system_label(bill: LandedRows) -> None:
    _land(bill, [row(system_labels=pairs({MACHINE: "a2-highgpu-1g"})), row(system_labels=[])])
    for machine in (f"system_labels['{MACHINE}']", "x_machine_spec"):
        assert bill.rows(machine) == [("a2-highgpu-1g",), (None,)]


def test_tax_and_support_have_no_project(bill: LandedRows) -> None:
    _land(bill, [row(cost_type="tax", project=None, usage=None, system_labels=[]), row()])
    assert bill.rows("cost_type", "project_id", "usage_amount") == [
        ("regular", "acme-search", 3600.0),
        ("tax", None, None),
    ]


def test_a_place_may_be_a_multi_region_or_a_country(bill: LandedRows) -> None:
    places = [{"location": "us"}, {"location": "DE", "country": "DE"}]
    _land(bill, [row(location=place) for place in places])
    assert bill.rows("location_location", "location_region") == [("DE", None), ("us", None)]


def test_the_amount_that_is_used_is_not_the_amount_that_is_priced(bill: LandedRows) -> None:
    usage = {"amount": 7200.0, "unit": "seconds", "amount_in_pricing_units": 2.0}
    _land(bill, [row(usage={**usage, "pricing_unit": "hour"})])
    assert bill.rows("usage_amount", "usage_unit", "usage_pricing_unit") == [
        (7200.0, "seconds", "hour")
    ]


def test_a_late_row_is_of_the_month_it_was_used_in(bill: LandedRows) -> None:
    late = row(day="2025-10-31", invoice={"month": "202511"}, export_time="2025-11-03 08:00:00 UTC")
    _land(bill, [late, row(day="2025-11-02")], key="2025-11-03/part.json")
    [manifest] = bill.lake.manifests("gcp_billing")
    assert (manifest.slice_id, manifest.periods) == ("google__2025-11-03", ["2025-10", "2025-11"])
    assert bill.rows("usage_start_time::date::varchar", "invoice_month") == [
        ("2025-10-31", "202511"),
        ("2025-11-02", "202511"),
    ]


def test_a_correction_is_a_row_of_its_own_and_adds_up(bill: LandedRows) -> None:
    info = {"id": "1", "type": "PRICE_CORRECTION", "mode": "PARTIAL_CORRECTION"}
    refund = row(cost=-0.4, cost_type="adjustment", adjustment_info=info)
    _land(bill, [row(cost=1.0), refund])
    assert bill.rows("sum(cost)::varchar", "count(*)") == [("0.600000000000", 2)]
    assert ("adjustment", "PRICE_CORRECTION") in bill.rows("cost_type", "adjustment_info_type")


def test_equal_rows_are_two_lines_for_no_line_has_a_key(bill: LandedRows) -> None:
    _land(bill, [row(), row(), row()])
    assert bill.rows("count(*)", "sum(cost)::varchar") == [(3, "3.000000000000")]


def test_a_day_that_is_exported_anew_replaces_that_day_and_no_other(bill: LandedRows) -> None:
    for day in ("2025-10-05", "2025-10-06"):
        put(bill.home, f"partition_date={day}/part.json", as_json([row(day=day)]))
    bill.land()
    late = [row(day="2025-10-06"), row(day="2025-10-04", cost=-0.25)]
    put(bill.home, "partition_date=2025-10-06/part.json", as_json(late))
    assert {name: one.status for name, one in bill.land().items()} == {
        "google__2025-10-05": "unchanged",
        "google__2025-10-06": "landed",
    }
    assert bill.rows("count(*)", "sum(cost)::varchar") == [(3, "1.750000000000")]


def test_columns_that_google_adds_or_has_not_added_yet_change_nothing(bill: LandedRows) -> None:
    newest = row(
        cost_at_list=1.5,
        price={"effective_price": 0.04, "list_price": 0.05, "brand_new": 1},
        consumption_model={"id": "7754-699E-0EBF", "description": "Default"},
        next_years_column={"a": [1, 2]},
    )
    put(bill.home, "new.parquet", as_parquet([newest]))
    put(bill.home, "old.parquet", as_parquet([row()]))
    bill.land()
    assert bill.rows("cost_at_list::varchar", "price_list_price", "consumption_model_id") == [
        ("1.500000000000", 0.05, "7754-699E-0EBF"),
        (None, None, None),
    ]


def test_only_the_detailed_export_names_resources(bill: LandedRows) -> None:
    resource = {"name": "vm-1", "global_name": "//compute.googleapis.com/projects/1/vm-1"}
    _land(bill, [row(resource=resource), row()])
    assert bill.rows("resource_name", "resource_global_name") == [
        ("vm-1", "//compute.googleapis.com/projects/1/vm-1"),
        (None, None),
    ]


def test_a_key_that_is_label_and_tag_keeps_both_values(bill: LandedRows) -> None:
    tag: dict[str, Any] = {"key": "team", "inherited": True, "namespace": "123"}
    same = row(labels={"team": "search"}, tags=[{**tag, "value": "search"}])
    other = row(labels={"team": "search"}, tags=[{**tag, "value": "retail"}])
    _land(bill, [same, other])
    assert bill.rows("labels", "x_tags_text") == [
        ({"team": "retail", "team#2": "search"}, '{"team":"retail","team#2":"search"}'),
        ({"team": "search"}, '{"team":"search"}'),
    ]


def test_a_list_as_python_prints_it_is_read(bill: LandedRows) -> None:
    printed = "[{'key': 'team', 'value': 'search'}]"
    put(bill.home, "part.csv", as_dotted_csv([row() | {"labels": printed}]))
    bill.land()
    assert bill.rows("labels") == [({"team": "search"},)]


def test_of_two_labels_in_a_flat_header_the_first_is_the_projects(bill: LandedRows) -> None:
    flat = {key: value for key, value in row().items() if key not in ("project", "labels")}
    own, of_project = pairs({"team": "search"}), pairs({"env": "prod"})
    line = {"project_id": "acme-search", "labels": of_project, "labels_1": own, **flat}
    put(bill.home, "part.csv", google_files.as_flat_csv([line]))
    bill.land()
    assert bill.rows("labels", "project_labels") == [({"team": "search"}, {"env": "prod"})]


@pytest.mark.parametrize(
    ("folder", "slice_id"),
    [
        ("partition_date=2025-10-05", "google__2025-10-05"),
        ("year=2025/month=10/day=5", "google__2025-10-05"),
        ("year=2025/month=09", "google__2025-09"),
        ("invoice_month=202510", "google__2025-10"),
        ("2025-10", "google__2025-10"),
        ("export/20251005", "google__2025-10-05"),
        ("export", "google__export~2F~part"),
    ],
)
def test_a_folder_that_names_a_day_or_a_month_is_a_slice(
    bill: LandedRows, folder: str, slice_id: str
) -> None:
    put(bill.home, f"{folder}/part.json", as_json([row()]))
    assert list(bill.land()) == [slice_id]
