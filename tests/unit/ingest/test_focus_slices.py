"""Which FOCUS files make a slice: a month where the folders tell it, and no file in two."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import SliceRef, Source, configured
from tests.contract.samples.aws_focus import SETTINGS as AWS_SETTINGS
from tests.contract.samples.aws_focus import deliver_month
from tests.contract.samples.focus import SETTINGS
from tests.focus_bills import Charge, charge, write_csv, write_parquet

NOVEMBER = charge(BillingPeriodStart="2025-11-01T00:00:00Z")


class Bill:
    """A workspace with one vendor's bill."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "clouds/vendor"
        self.lake = Lake(home / "lake")
        self.settle(SETTINGS)

    def settle(self, settings: str) -> None:
        (self.home / "tonne.toml").write_text(settings)

    def source(self) -> Source:
        return configured(load_settings(self.home), Workspace(self.home))[0]

    def put(self, key: str, *rows: Charge) -> Path:
        write = write_parquet if key.endswith(".parquet") else write_csv
        return write(self.folder / key, rows or (charge(),))

    def slices(self) -> dict[str, SliceRef]:
        return {ref.slice_id.removeprefix("vendor__"): ref for ref in self.source().slices()}

    def land(self) -> dict[str, Landed]:
        return {one.slice_id: one for one in land_source(self.source(), self.lake)}

    def costs(self) -> list[float]:
        kind = self.source().kind
        files = [path for *_, path in self.lake.current_files(kind)]
        return sorted(
            cost for path in files for cost in pq.read_table(path)["billed_cost"].to_pylist()
        )


@pytest.fixture
def bill(home: Path) -> Bill:
    return Bill(home)


def test_folders_that_name_a_month_make_it_a_slice_and_other_files_are_their_own(
    bill: Bill,
) -> None:
    bill.put("a/billing_period=2025-10/one.csv")
    bill.put("a/billing_period=2025-10/two.parquet")
    bill.put("a/BILLING_PERIOD=2025-11-01/one.csv.gz", NOVEMBER)
    bill.put("b/20251201-20251231/part.csv", charge(BillingPeriodStart="2025-12-01"))
    bill.put("FOCUS Reports/2025/10/01/0001.csv.gz", charge(), NOVEMBER)
    found = bill.slices()
    assert {name: ref.periods for name, ref in found.items()} == {
        "2025-10": ("2025-10",),
        "2025-11": ("2025-11",),
        "2025-12": ("2025-12",),
        "FOCUS~20~Reports~2F~2025~2F~10~2F~01~2F~0001": (),
    }
    landed = bill.land()
    assert {one.status for one in landed.values()} == {"landed"}
    assert len(bill.costs()) == 6
    manifest = bill.lake.manifest("focus", f"vendor__{list(found)[-1]}")
    assert manifest is not None
    assert manifest.periods == ["2025-10", "2025-11"]


def test_what_is_no_bill_is_left_alone(bill: Bill) -> None:
    bill.put("billing_period=2025-10/part.csv")
    for key in ("_temporary/part.csv", ".hidden.csv", "billing_period=2025-10/_SUCCESS"):
        bill.put(key)
    (bill.folder / "billing_period=2025-10/manifest.json").write_text("{}")
    assert list(bill.slices()) == ["2025-10"]
    assert bill.land()["vendor__2025-10"].rows == 1


def test_a_file_more_or_less_is_another_signal_of_its_month(bill: Bill) -> None:
    bill.put("billing_period=2025-10/one.csv")
    bill.put("billing_period=2025-10/two.csv")
    both = bill.slices()["2025-10"].signal
    (bill.folder / "billing_period=2025-10/two.csv").rename(bill.folder / "two.txt")
    one = bill.slices()["2025-10"].signal
    assert one != both
    bill.land()
    assert len(bill.costs()) == 1


def test_a_month_in_several_deliveries_is_refused_and_a_partitioned_one_is_not(bill: Bill) -> None:
    bill.put("billing_period=2025-10/day=01/part.csv")
    bill.put("billing_period=2025-10/day=02/part.csv")
    assert bill.land()["vendor__2025-10"].rows == 2
    bill.put("billing_period=2025-11/run-1/part.csv", NOVEMBER)
    bill.put("billing_period=2025-11/run-2/part.csv", NOVEMBER)
    landed = bill.land()["vendor__2025-11"]
    assert landed.status == "quarantined"
    assert "several deliveries" in landed.message
    assert len(bill.costs()) == 2


def test_one_file_in_two_formats_is_refused(bill: Bill) -> None:
    bill.put("october.csv")
    bill.put("october.csv.gz")
    [landed] = bill.land().values()
    assert landed.status == "quarantined"
    assert "one file in two formats" in landed.message


def test_a_row_of_another_month_is_not_counted_in_two_slices(bill: Bill) -> None:
    bill.put("billing_period=2025-10/part.csv", charge(), NOVEMBER)
    bill.put("billing_period=2025-11/part.csv", NOVEMBER)
    landed = bill.land()
    assert landed["vendor__2025-10"].status == "quarantined"
    assert landed["vendor__2025-11"].status == "landed"


def test_one_file_may_be_named_alone(bill: Bill) -> None:
    bill.put("october.parquet")
    bill.put("november.parquet", NOVEMBER)
    bill.settle(SETTINGS.replace("clouds/vendor", "clouds/vendor/october.parquet"))
    assert list(bill.slices()) == ["october"]
    assert bill.land()["vendor__october"].rows == 1


def test_an_empty_folder_keeps_what_was_landed(bill: Bill) -> None:
    file = bill.put("october.csv")
    bill.land()
    file.rename(file.with_suffix(".txt"))
    assert bill.land()["vendor__october"].status == "kept_missing"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_an_aws_export_is_what_its_manifest_names(bill: Bill, version: str) -> None:
    bill.settle(AWS_SETTINGS)
    folder = bill.home / "clouds/acme"
    deliver_month(folder, "2025-10", [[charge(BilledCost=3)], []], version=version)
    left_over = folder / "data/BILLING_PERIOD=2025-10/acme-00009.snappy.parquet"
    write_parquet(left_over, [charge(BilledCost=1000)])
    assert bill.land()["acme_focus__2025-10"].status == "landed"
    assert bill.costs() == [3]


def test_an_aws_export_in_gzip_csv_lands_the_rows_of_its_parquet(bill: Bill) -> None:
    bill.settle(AWS_SETTINGS)
    spoken = charge(ResourceId='i-"2", spare', BilledCost="0.1", x_ServiceCode="AmazonEC2")
    chunks = [[charge(BilledCost="3"), spoken], []]
    found: list[list[dict[str, object]]] = []
    for suffix in (".snappy.parquet", ".csv.gz"):
        deliver_month(bill.home / "clouds/acme", "2025-10", chunks, suffix=suffix)
        landed = bill.land()["acme_focus__2025-10"]
        assert (landed.status, landed.rows) == ("landed", 2), landed.message
        files = [path for *_, path in bill.lake.current_files("aws_focus")]
        found.append([row for path in files for row in pq.read_table(path).to_pylist()])
    parquet, csv = found
    # The CSV of the sample has the columns of FOCUS only.
    own = {"x_service_code": None, "x_discounts": None, "tags": None}
    assert [{**row, **own} for row in csv] == [{**row, **own} for row in parquet]


def test_a_cut_gzip_of_an_aws_export_is_set_aside_with_its_name(bill: Bill) -> None:
    bill.settle(AWS_SETTINGS)
    folder = bill.home / "clouds/acme"
    deliver_month(folder, "2025-10", [[charge()]], suffix=".csv.gz")
    (file,) = folder.rglob("*.csv.gz")
    file.write_bytes(file.read_bytes()[:-15])
    landed = bill.land()["acme_focus__2025-10"]
    assert landed.status == "quarantined"
    assert "acme-00001.csv.gz" in landed.message


def test_an_aws_month_outside_its_folder_and_an_absent_file_are_refused(bill: Bill) -> None:
    bill.settle(AWS_SETTINGS)
    folder = bill.home / "clouds/acme"
    deliver_month(folder, "2025-10", [[NOVEMBER]])
    deliver_month(folder, "2025-11", [[NOVEMBER]])
    (folder / "data/BILLING_PERIOD=2025-11/acme-00001.snappy.parquet").rename(folder / "away")
    landed = bill.land()
    assert {one.status for one in landed.values()} == {"quarantined"}
    assert "not billed in 2025-10" in landed["acme_focus__2025-10"].message
    assert "does not exist" in landed["acme_focus__2025-11"].message
