"""The traps of Azure's export folders, a test each: runs, manifests, ranges, two types of cost."""

from __future__ import annotations

import json
import os
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.contract.landed_azure import SLICE, LandedCosts
from tests.contract.samples.azure_cost import (
    CONTAINER,
    PAIRED,
    SETTINGS,
    row,
    text_of,
    write_run,
)

_TWO = "2025-11-02T06:00:00Z"


@pytest.fixture
def bill(home: Path) -> LandedCosts:
    return LandedCosts(home)


def test_in_create_new_mode_the_newest_run_of_the_month_counts(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(Cost="1")]] * 2, run="b-older")
    write_run(bill.home, [[row(Cost="5")]], run="a-newer", submitted=_TWO)
    assert bill.land()[SLICE].rows == 1
    assert bill.values("cost") == [5.0]


def test_the_newest_run_is_the_one_submitted_last_also_in_a_copy(bill: LandedCosts) -> None:
    """Copying gives every file a new time, in any order."""
    newer = write_run(bill.home, [[row(Cost="5")]], run="newer", submitted=_TWO)
    write_run(bill.home, [[row(Cost="1")]], run="older")
    os.utime(newer / "manifest.json", (1, 1))
    bill.land()
    assert bill.values("cost") == [5.0]


def test_a_run_in_a_folder_of_its_time_is_found(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(Cost="1")]], run="202511010600/0f8fad5b-d9cb")
    write_run(bill.home, [[row(Cost="5")]], run="202511020600/0a8fad5b-d9cb", submitted="")
    assert bill.land()[SLICE].status == "landed"
    assert bill.values("cost") == [5.0]


def test_in_overwrite_mode_the_folder_of_the_month_holds_the_run(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(Cost="1")]], run="")
    bill.land()
    write_run(bill.home, [[row(Cost="5")]], run="", submitted=_TWO)
    assert bill.land()[SLICE].status == "landed"
    assert bill.values("cost") == [5.0]


def test_a_manifest_of_the_first_generation_is_read(bill: LandedCosts) -> None:
    folder = write_run(bill.home, [[row()]])
    path = folder / "manifest.json"
    blobs = [{"blobName": one["blobName"]} for one in json.loads(path.read_text())["blobs"]]
    old = {"manifestVersion": "2021-01-01", "dataFormat": "Csv", "blobs": blobs}
    path.unlink()
    (folder / "_manifest.json").write_text(json.dumps(old))
    assert bill.land()[SLICE].rows == 1


@pytest.mark.parametrize("count", [0, None])
def test_an_empty_month_names_no_file(bill: LandedCosts, count: int | None) -> None:
    write_run(bill.home, [[row()]])
    bill.land()
    write_run(
        bill.home, [], run="run-1", submitted=_TWO, blobCount=count, blobs=None, dataRowCount=count
    )
    assert bill.land()[SLICE].status == "retired"
    assert bill.rows("cost") == []
    write_run(bill.home, [[row()]], run="run-2", submitted="2025-11-03T06:00:00Z")
    assert bill.land()[SLICE].status == "landed"


def test_a_file_with_a_header_alone_is_an_empty_month(bill: LandedCosts) -> None:
    folder = write_run(bill.home, [[row()]], dataRowCount=0)
    path = folder / "manifest.json"
    document = json.loads(path.read_text())
    document["blobs"][0]["dataRowCount"] = 0
    path.write_text(json.dumps(document))
    header = ",".join(row()).encode() + b"\r\n"
    (folder / "part_0_0001.csv.gz").write_bytes(header)
    landed = bill.land()[SLICE]
    assert (landed.status, landed.rows) == ("landed", 0)


def test_a_blob_is_named_from_the_container_wherever_it_was_copied(bill: LandedCosts) -> None:
    write_run(bill.home, [[row()]])
    folder = bill.home / CONTAINER
    shutil.move(folder / "cost/actual", bill.home / "copied")
    bill.configure(SETTINGS.replace("clouds/msexports/cost/actual", "copied"))
    assert bill.land()[SLICE].rows == 1


def test_a_folder_of_several_months_is_set_aside(bill: LandedCosts) -> None:
    write_run(bill.home, [[row()]])
    october = bill.home / CONTAINER / "cost/actual/20251001-20251031"
    shutil.copytree(october, october.with_name("20250801-20251031"))
    landed = bill.land()
    assert landed[SLICE].status == "landed"
    assert landed["acme_azure__20250801-20251031"].status == "quarantined"
    assert "would count days twice" in bill.refused().problem
    assert "time frame" in bill.refused().remedy


def test_a_part_of_the_month_never_replaces_the_month(bill: LandedCosts) -> None:
    write_run(bill.home, [[row(Cost="1")], [row(Cost="2")]])
    october = bill.home / CONTAINER / "cost/actual/20251001-20251031"
    shutil.copytree(october, october.with_name("20251001-20251007"))
    assert bill.land()[SLICE].rows == 2


def test_a_month_in_pieces_is_set_aside(bill: LandedCosts) -> None:
    folder = bill.home / CONTAINER / "cost/actual"
    write_run(bill.home, [[row()]])
    shutil.move(folder / "20251001-20251031", folder / "20251001-20251015")
    write_run(bill.home, [[row()]])
    shutil.move(folder / "20251001-20251031", folder / "20251016-20251031")
    assert bill.land()[SLICE].status == "quarantined"
    assert "in pieces" in bill.refused().problem


def test_the_folder_above_the_export_is_refused_with_its_name(bill: LandedCosts) -> None:
    write_run(bill.home, [[row()]])
    bill.configure(SETTINGS.replace("/cost/actual", "/cost"))
    [landed] = bill.land().values()
    assert landed.status == "kept_missing"
    assert "must be the export's own folder" in landed.message


def test_actual_and_amortized_of_a_month_are_one_slice(home: Path) -> None:
    bill = LandedCosts(home, PAIRED)
    write_run(home, [[row(Cost="10")]])
    write_run(home, [], kind="AmortizedCost", export="amortized", period="2025-09")
    alone = bill.land()[SLICE]
    assert bill.rows("x_cost_type", "x_is_paired", "cost") == [("actual", False, 10.0)]
    write_run(home, [[row(Cost="12")]], kind="AmortizedCost", export="amortized")
    both = bill.land()[SLICE]
    assert (alone.slice_id, both.slice_id, both.status) == (SLICE, SLICE, "landed")
    assert bill.rows("x_cost_type", "x_is_paired", "cost") == [
        ("actual", True, 10.0),
        ("amortized", True, 12.0),
    ]


def test_a_type_that_is_not_listed_any_more_keeps_the_month_of_both(home: Path) -> None:
    bill = LandedCosts(home, PAIRED)
    write_run(home, [[row(Cost="10")]])
    write_run(home, [], kind="AmortizedCost", export="amortized", period="2025-09")
    folder = write_run(home, [[row(Cost="12")]], kind="AmortizedCost", export="amortized")
    good = bill.land()[SLICE]
    shutil.rmtree(folder)
    kept = bill.land()[SLICE]
    assert (kept.status, kept.version) == ("kept_missing", good.version)
    assert "only one of actual and amortized cost is listed" in kept.message


def test_a_type_without_lines_makes_no_pair(home: Path) -> None:
    bill = LandedCosts(home, PAIRED)
    write_run(home, [[row(Cost="10")]])
    write_run(home, [], kind="AmortizedCost", export="amortized")
    bill.land()
    assert bill.rows("x_cost_type", "x_is_paired") == [("actual", False)]


def test_two_folders_of_one_type_are_refused(home: Path) -> None:
    bill = LandedCosts(home, PAIRED)
    write_run(home, [[row()]])
    write_run(home, [[row()]], export="amortized")
    assert bill.land()[SLICE].status == "quarantined"
    assert "the settings say amortized" in bill.refused().problem


def test_a_focus_export_is_sent_to_its_own_kind(bill: LandedCosts) -> None:
    write_run(bill.home, [[row()]], kind="FocusCost")
    assert bill.land()[SLICE].status == "quarantined"
    assert 'kind = "azure_focus"' in bill.refused().remedy


@pytest.mark.parametrize(
    ("cells", "given", "told"),
    [
        ({"ChargeType": "UnusedReservation"}, "", "amortized"),
        ({"ChargeType": "UnusedSavingsPlan"}, "", "amortized"),
        ({"PricingModel": "Reservation"}, "", "amortized"),
        (
            {"ChargeType": "Purchase", "PricingModel": "Reservation"},
            'cost_type = "amortized"\n',
            "actual",
        ),
    ],
)
def test_a_file_that_no_manifest_names_must_be_of_the_type_it_is_read_as(
    bill: LandedCosts, cells: dict[str, str], given: str, told: str
) -> None:
    """Both types in one folder would add; the lines of a commitment show which is which."""
    bill.configure(SETTINGS + given)
    bill.put("portal.csv", text_of([row(), row(**cells)]))
    assert bill.land()["acme_azure__portal"].status == "quarantined"
    assert f"the line is of {told} cost" in bill.refused().problem
    assert bill.refused().place == "row 2, column ChargeType"
    assert "amortized_uri" in bill.refused().remedy


def test_files_without_a_manifest_are_a_slice_each(bill: LandedCosts) -> None:
    bill.put("september.csv", text_of([row("2025-09")]))
    bill.put("ea portal/october.csv", text_of([row(), row(Cost="1")]))
    landed = bill.land()
    assert {one.rows for one in landed.values()} == {1, 2}
    months = [one.periods for one in bill.lake.manifests("azure_cost")]
    assert sorted(months) == [["2025-09"], ["2025-10"]]
    assert bill.cost() == Decimal("6.28")


def test_several_files_of_a_month_without_a_manifest_may_repeat_each_other(
    bill: LandedCosts,
) -> None:
    bill.put("20251001-20251031/costs_1.csv", text_of([row()]))
    bill.put("20251001-20251031/costs_2.csv", text_of([row(), row()]))
    assert bill.land()[SLICE].status == "quarantined"
    assert "may repeat each other" in bill.refused().problem


def test_the_parts_of_one_delivery_are_read_together_without_a_manifest(bill: LandedCosts) -> None:
    bill.put("20251001-20251031/part_0_0001.csv", text_of([row()]))
    bill.put("20251001-20251031/part_1_0001.csv", text_of([row()]))
    assert bill.land()[SLICE].rows == 2


def test_nothing_counts_that_no_manifest_names(bill: LandedCosts) -> None:
    folder = write_run(bill.home, [[row()]])
    (folder / "part_9_0001.csv").write_bytes(text_of([row(Cost="99")]))
    assert bill.land()[SLICE].rows == 1
