"""What the made-up company's Azure exports say."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ingest.demo import DemoCompany, restate_november, write_company
from ingest.demo.azure.bill import Bill, bill_of
from ingest.demo.azure.catalogue import METERS
from ingest.demo.month import Month
from tests.unit.demo.conftest import azure_rows

Row = dict[str, str]
COST = "costInBillingCurrency"
CONTAINER = Path("clouds/azure/msexports")


@pytest.fixture(scope="module")
def october() -> Bill:
    """A month in which nothing is thinned out."""
    return bill_of(Month("2025-10"), 1.0, 7, "only")


def _cost(rows: list[Row], **cells: str) -> float:
    return sum(float(row[COST]) for row in rows if cells.items() <= row.items())


def test_a_full_bill_is_of_the_promised_size(october: Bill) -> None:
    assert 1_000 < len(october.actual) + len(october.amortized) < 1_700


def test_a_small_company_has_every_meter_in_every_month(tmp_path: Path) -> None:
    write_company(tmp_path, lines=2_000)
    rows = azure_rows(tmp_path, "lumenfold-actual")
    seen = {(row["billingPeriodStartDate"], row["meterId"]) for row in rows if row["meterName"]}
    meters = {row["meterId"] for row in rows if row["meterName"]}
    assert len(meters) == len(METERS)
    assert len(seen) == 3 * len(meters)
    assert len(rows) < 150


def test_no_line_is_there_twice(october: Bill) -> None:
    for rows in (october.actual, october.amortized):
        keys = Counter(
            (row["date"], row["meterId"], row["ResourceId"], row["chargeType"]) for row in rows
        )
        assert keys.most_common(1)[0][1] == 1


def test_both_exports_hold_the_same_use(october: Bill) -> None:
    def used(rows: list[Row]) -> dict[tuple[str, ...], str]:
        return {
            (row["date"], row["meterId"], row["ResourceId"]): row["quantity"]
            for row in rows
            if row["chargeType"] == "Usage"
        }

    assert used(october.actual) == used(october.amortized)


def test_a_reservation_is_bought_or_spread_over_used_and_unused_hours(october: Bill) -> None:
    bought = _cost(october.actual, chargeType="Purchase", pricingModel="Reservation")
    used = _cost(october.amortized, chargeType="Usage", pricingModel="Reservation")
    unused = _cost(october.amortized, chargeType="UnusedReservation")
    assert used > 0
    assert unused > 0
    assert used + unused == pytest.approx(bought)
    assert _cost(october.actual, chargeType="Usage", pricingModel="Reservation") == 0
    assert "UnusedReservation" not in {row["chargeType"] for row in october.actual}


def test_the_two_tellings_cost_the_same(actual: list[Row], amortized: list[Row]) -> None:
    assert _cost(actual) == pytest.approx(_cost(amortized))
    assert _cost(actual) > 0


def test_machines_name_their_size_and_tags_lack_their_braces(october: Bill) -> None:
    sizes = {
        json.loads(row["additionalInfo"])["ServiceType"]
        for row in october.actual
        if row["additionalInfo"]
    }
    assert sizes == {meter.size for meter in METERS.values() if meter.size}
    assert {row["tags"][:1] for row in october.actual} == {"", '"'}
    assert all(json.loads(f"{{{row['tags']}}}") is not None for row in october.actual)


def test_a_disk_held_all_month_counts_once(october: Bill) -> None:
    held = sum(
        float(row["quantity"]) for row in october.actual if row["meterName"] == "P30 LRS Disk"
    )
    assert held == pytest.approx(2, rel=1e-4)


def test_a_manifest_states_the_rows_of_its_parts(small: DemoCompany) -> None:
    manifests = list((small.home / CONTAINER).rglob("manifest.json"))
    assert len(manifests) == 8  # two exports of three months, one of which ran twice
    for path in manifests:
        document = json.loads(path.read_text())
        assert document["dataRowCount"] == sum(blob["dataRowCount"] for blob in document["blobs"])
        assert document["blobCount"] == len(document["blobs"]) == 2
        for blob in document["blobs"]:
            file = small.home / CONTAINER / blob["blobName"]
            assert file.stat().st_size == blob["byteCount"]
            assert file.parent == path.parent


def test_november_runs_again_with_a_refund_and_late_lines() -> None:
    first, second = (bill_of(Month("2025-11"), 1.0, 7, one) for one in ("first", "second"))
    for before, after in ((first.actual, second.actual), (first.amortized, second.amortized)):
        came = [row for row in after if row not in before]
        assert all(row in after for row in before)
        assert Counter(row["chargeType"] for row in came) == {"Usage": 4, "Refund": 1}
        assert _cost(came, chargeType="Refund") < 0
        late = {row["date"] for row in came if row["chargeType"] == "Usage"}
        assert late == {"11/29/2025", "11/30/2025"}


def test_the_second_run_lies_beside_the_first(tmp_path: Path) -> None:
    write_company(tmp_path, lines=6_000, restated=False)
    exports = tmp_path / CONTAINER / "cost"
    before = {path: path.read_bytes() for path in exports.rglob("*.*") if path.is_file()}
    restate_november(tmp_path)
    after = {path: path.read_bytes() for path in exports.rglob("*.*") if path.is_file()}
    assert before.items() < after.items()
    new = after.keys() - before.keys()
    assert all("20251101-20251130" in path.as_posix() for path in new)
    assert len(new) == 6  # two parts and a manifest of each export


def test_the_carbon_answers_tell_all_months_but_the_newest(small: DemoCompany) -> None:
    folder = small.home / "clouds/azure/carbon"
    scopes = ("Scope1", "Scope2", "Scope3")
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json")) == [
        f"{month}/{scope}.json" for month in ("2025-10", "2025-11") for scope in scopes
    ]
    for month in ("2025-10", "2025-11"):
        bodies = [json.loads((folder / month / f"{one}.json").read_text()) for one in scopes]
        ids = [[item["resourceId"] for item in body["value"]] for body in bodies]
        assert len(set(ids[0])) == len(ids[0]) > 10
        assert ids[0] == ids[1] == ids[2]


def test_every_resource_that_emits_is_billed(small: DemoCompany, actual: list[Row]) -> None:
    billed = {row["ResourceId"].lower() for row in actual}
    body = json.loads((small.home / "clouds/azure/carbon/2025-11/Scope2.json").read_text())
    by_region: dict[str, float] = {}
    for item in body["value"]:
        assert item["resourceId"] in billed
        kg = by_region.get(item["location"], 0.0) + item["latestMonthEmissions"]
        by_region[item["location"]] = kg
    assert by_region["west europe"] > 0 == by_region["north europe"]
