"""What the made-up company's Google bill and footprint say."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ingest.demo import DemoCompany, restate_november, write_company
from ingest.demo.gcp.catalogue import SKUS
from ingest.demo.gcp.delivery import rows_of
from ingest.demo.month import Month
from tests.unit.demo.conftest import google_rows

Row = dict[str, Any]
DECEMBER = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def october() -> list[Row]:
    """A month in which nothing is thinned out."""
    return rows_of(Month("2025-10"), 1.0, 7, "only")


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], list[Row]]:
    """The bill before November was restated, and after."""
    home = tmp_path_factory.mktemp("twice")
    write_company(home, lines=6_000, restated=False)
    first = google_rows(home)
    restate_november(home)
    return first, google_rows(home)


def _key(row: Row) -> tuple[Any, ...]:
    project = row["project"]["id"] if row["project"] else None
    labels = tuple((label["key"], label["value"]) for label in row["labels"] or ())
    name = row["resource"]["name"] if row.get("resource") else None
    when = (row["usage_start_time"], row["usage_end_time"])
    return (project, row["sku"]["id"], row["sku"]["description"], name, labels, *when)


def test_a_full_bill_is_of_the_promised_size(october: list[Row]) -> None:
    assert 5_000 < len(october) < 7_000


def test_a_small_company_has_every_sku_in_every_month(tmp_path: Path) -> None:
    write_company(tmp_path, lines=2_000)
    counts = Counter(row["usage_start_time"].strftime("%Y-%m") for row in google_rows(tmp_path))
    skus = {
        (row["sku"]["id"], row["usage_start_time"].strftime("%Y-%m"))
        for row in google_rows(tmp_path)
        if row["usage"]["unit"]
    }
    assert sum(counts.values()) < 400
    assert Counter(month for _, month in skus) == dict.fromkeys(
        ("2025-10", "2025-11", "2025-12"), len(SKUS)
    )


def test_no_line_is_there_twice(google: list[Row], october: list[Row]) -> None:
    for rows in (google, october):
        assert Counter(map(_key, rows)).most_common(1)[0][1] == 1


def test_credits_are_negative_and_smaller_than_the_cost(october: list[Row]) -> None:
    kinds = Counter(credit["type"] for row in october for credit in row["credits"])
    assert set(kinds) == {
        "COMMITTED_USAGE_DISCOUNT", "SUSTAINED_USAGE_DISCOUNT", "PROMOTION", "FREE_TIER",
    }  # fmt: skip
    for row in october:
        credited = sum(credit["amount"] for credit in row["credits"])
        assert -row["cost"] <= credited <= 0 or not row["credits"]


def test_a_machine_is_billed_by_core_memory_and_accelerator(october: list[Row]) -> None:
    by_machine: dict[str, set[str]] = {}
    for row in october:
        labels = {label["key"]: label["value"] for label in row["system_labels"]}
        spec = labels.get("compute.googleapis.com/machine_spec")
        if spec:
            by_machine.setdefault(spec, set()).add(row["usage"]["unit"])
            assert row["usage_end_time"] - row["usage_start_time"] == timedelta(hours=1)
    assert by_machine.keys() == {
        "n2-standard-8", "a2-highgpu-4g", "g2-standard-8", "e2-standard-4", "n1-standard-4",
    }  # fmt: skip
    assert all(units == {"seconds", "byte-seconds"} for units in by_machine.values())
    cards = [row["usage"]["amount"] for row in october if "A100" in row["sku"]["description"]]
    assert set(cards) == {4 * 3600.0}


def test_namespaces_share_a_node_whole(october: list[Row]) -> None:
    used: Counter[datetime] = Counter()
    namespaces: set[str] = set()
    for row in october:
        labels = {label["key"]: label["value"] for label in row["labels"]}
        if "k8s-namespace" in labels and row["usage"]["unit"] == "seconds":
            used[row["usage_start_time"]] += row["usage"]["amount"]
            namespaces.add(labels["k8s-namespace"])
    assert namespaces == {"search-serving", "kube:unallocated"}
    assert set(used.values()) == {8 * 3600.0}
    assert len(used) == 744


def test_a_bucket_held_all_month_counts_its_bytes_once(october: list[Row]) -> None:
    held = sum(
        row["usage"]["amount"]
        for row in october
        if row["sku"]["description"] == "Standard Storage Netherlands"
    )
    assert held / (2**30 * 730 * 3600) == pytest.approx(60_000, rel=0.01)


def test_tax_is_taken_on_all_that_is_paid(october: list[Row]) -> None:
    (tax,) = [row for row in october if row["cost_type"] == "tax"]
    paid = sum(
        Decimal(str(row["cost"])) + sum(Decimal(str(c["amount"])) for c in row["credits"])
        for row in october
        if row is not tax
    )
    assert tax["project"] is None
    assert float(paid) * 0.19 == pytest.approx(tax["cost"], abs=0.01)


def test_a_row_lies_in_the_month_in_which_it_was_written(small: DemoCompany) -> None:
    folders = sorted((small.home / "clouds/gcp/billing").iterdir())
    assert [folder.name for folder in folders] == [
        f"export_month={month}" for month in ("2025-10", "2025-11", "2025-12", "2026-01")
    ]
    for folder in folders:
        (file,) = folder.iterdir()
        written = pq.read_table(file, columns=["export_time"])["export_time"].to_pylist()
        assert {f"export_month={at:%Y-%m}" for at in written} == {folder.name}


def test_late_lines_and_a_correction_arrive_with_a_later_month(
    twice: tuple[list[Row], list[Row]],
) -> None:
    first, second = twice
    before = set(map(_key, first))
    came = [row for row in second if _key(row) not in before]
    assert {_key(row) for row in first} <= {_key(row) for row in second}
    assert came
    for row in came:
        assert row["usage_start_time"] < DECEMBER
        assert row["export_time"] > DECEMBER + timedelta(days=3)
        assert row["invoice"]["month"] == "202511"
    (correction,) = [row for row in came if row["cost_type"] == "adjustment"]
    assert correction["cost"] < 0
    assert correction["adjustment_info"]["type"] == "PRICE_CORRECTION"


def test_most_lines_are_written_within_hours(google: list[Row]) -> None:
    used = [row for row in google if row["cost_type"] == "regular" and row["project"]]
    soon = [row for row in used if row["export_time"] - row["usage_end_time"] < timedelta(hours=6)]
    assert len(soon) > 0.95 * len(used)


def test_the_footprint_tells_all_months_but_the_newest(small: DemoCompany) -> None:
    folder = small.home / "clouds/gcp/footprint"
    months = sorted(path.name for path in folder.iterdir())
    assert months == ["usage_month=2025-10", "usage_month=2025-11"]
    rows = [row for file in sorted(folder.rglob("*.parquet")) for row in _read(file)]
    assert {(row["usage_month"].month, row["carbon_model_version"]) for row in rows} == {
        (10, 14), (11, 15),
    }  # fmt: skip
    for row in rows:
        kg, total = row["carbon_footprint_kgCO2e"], row["carbon_footprint_total_kgCO2e"]
        for method in ("location_based", "market_based"):
            sums = kg["scope1"] + kg["scope2"][method] + kg["scope3"]
            assert total[method] == pytest.approx(sums, abs=2e-6)
    markets = {row["location"]["region"]: row["carbon_footprint_kgCO2e"] for row in rows}
    assert markets["us-central1"]["scope2"]["market_based"] == 0
    assert markets["europe-west4"]["scope2"]["market_based"] > 0


def _read(file: Path) -> list[Row]:
    return pq.read_table(file).to_pylist()
