"""CUR 2.0: what a manifest names is the bill, if it is what AWS promises."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.aws import cur2_check
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured
from tests.contract.samples.aws_cur2 import (
    SETTINGS,
    SLICE,
    deliver_month,
    lines,
    manifest_path,
)

PERIOD = "2025-10"


class Bill:
    """A workspace with one export."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "clouds/acme"
        self.lake = Lake(home / "lake")
        (home / "tonne.toml").write_text(SETTINGS)

    def source(self) -> Source:
        return configured(load_settings(self.home), Workspace(self.home))[0]

    def deliver(self, *tables: pa.Table, period: str = PERIOD, **manifest: Any) -> None:
        deliver_month(self.folder, period, tables, **manifest)

    def land(self) -> dict[str, Landed]:
        return {one.slice_id: one for one in land_source(self.source(), self.lake)}

    def costs(self) -> list[float]:
        files = self.lake.current_files("aws_cur2")
        return [
            cost
            for *_, path in files
            for cost in pq.read_table(path)["line_item_unblended_cost"].to_pylist()
        ]


@pytest.fixture
def bill(home: Path) -> Bill:
    return Bill(home)


def test_files_are_landed_byte_for_byte(bill: Bill) -> None:
    bill.deliver(lines(PERIOD, cost=1), lines(PERIOD, cost=2))
    landed = bill.land()[SLICE]
    assert (landed.status, landed.rows) == ("landed", 6)
    delivered = sorted(path.read_bytes() for path in (bill.folder / "data").rglob("*.parquet"))
    files = bill.lake.current_files("aws_cur2")
    assert sorted(path.read_bytes() for *_, path in files) == delivered
    assert {file.period for _, file, _ in files} == {PERIOD}


def test_only_files_that_the_manifest_names_count(bill: Bill) -> None:
    bill.deliver(*[lines(PERIOD, cost=cost) for cost in (1, 2, 3)])
    bill.land()
    bill.deliver(lines(PERIOD, cost=9))  # fewer files; the old ones stay behind
    assert len(list((bill.folder / "data").rglob("*.parquet"))) == 3
    assert bill.land()[SLICE].status == "landed"
    assert bill.costs() == [9, 9, 9]


def test_manifests_of_single_deliveries_are_not_the_newest(bill: Bill) -> None:
    bill.deliver(lines(PERIOD, cost=2))
    older = manifest_path(bill.folder, PERIOD)
    delivery = older.parent / "2025-10-02T00:00:00Z-one" / older.name
    delivery.parent.mkdir()
    delivery.write_text(json.dumps({"dataFiles": ["data/none.parquet"]}))
    assert set(bill.land()) == {SLICE}
    assert bill.costs() == [2, 2, 2]


@pytest.mark.parametrize(
    "spell",
    [
        lambda key, folder: f"file://{folder}/{key}",
        lambda key, folder: (folder / key).as_uri(),
        lambda key, folder: f"{folder}/{key}",
        lambda key, _: key,
    ],
)
def test_a_file_may_be_named_in_every_way_aws_and_people_do(
    bill: Bill, spell: Callable[[str, Path], str]
) -> None:
    key = f"data/BILLING_PERIOD={PERIOD}/acme-00001.snappy.parquet"
    bill.deliver(lines(PERIOD), dataFiles=[spell(key, bill.folder.resolve())])
    assert bill.land()[SLICE].status == "landed"


def test_the_older_name_of_the_list_is_read_too(bill: Bill) -> None:
    bill.deliver(lines(PERIOD))
    path = manifest_path(bill.folder, PERIOD)
    document = json.loads(path.read_text())
    path.write_text(json.dumps({"reportKeys": document["dataFiles"]}))
    assert bill.land()[SLICE].status == "landed"


def test_a_manifest_that_names_no_file_takes_the_rows_away(bill: Bill) -> None:
    bill.deliver(lines(PERIOD))
    bill.land()
    bill.deliver()
    assert bill.land()[SLICE].status == "retired"
    assert bill.costs() == []
    assert bill.land()[SLICE].status == "unchanged"
    bill.deliver(lines(PERIOD))
    assert bill.land()[SLICE].status == "landed"


def test_what_a_shrunken_delivery_overwrote_with_nothing_is_accepted(bill: Bill) -> None:
    nothing = pa.table({"leftover": pa.array([], pa.string())})
    bill.deliver(lines(PERIOD), nothing)
    landed = bill.land()[SLICE]
    assert (landed.status, landed.rows) == ("landed", 3)
    manifest = bill.lake.manifest("aws_cur2", SLICE)
    assert manifest is not None
    assert (len(manifest.files), len(manifest.inputs)) == (1, 2)
    bill.deliver(nothing)
    assert bill.land()[SLICE].status == "landed"
    assert bill.costs() == []


def test_an_export_that_is_rewritten_while_it_is_read_waits_for_the_next_run(
    bill: Bill, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill.deliver(lines(PERIOD, cost=1))
    bill.land()
    bill.deliver(lines(PERIOD, cost=2))
    check = cur2_check.check

    def check_slowly(path: Path, *, name: str, period: str) -> int:
        bill.deliver(lines(PERIOD, cost=3))
        return check(path, name=name, period=period)

    monkeypatch.setattr(cur2_check, "check", check_slowly)
    landed = bill.land()[SLICE]
    assert landed.status == "kept_missing"
    assert "delivered anew while it was read" in landed.message
    assert bill.costs() == [1, 1, 1]
    monkeypatch.undo()
    bill.land()
    assert bill.costs() == [3, 3, 3]


def test_a_folder_without_a_manifest_says_what_the_uri_must_be(bill: Bill) -> None:
    (bill.folder / "data").mkdir(parents=True)
    landed = bill.land()["acme_aws"]
    assert landed.status == "kept_missing"
    assert "holds data/ and metadata/" in landed.message


@pytest.mark.parametrize(
    ("manifest", "place", "words"),
    [
        ("{", "line 1, column 2", "not JSON"),
        ("[]", "the whole file", "not a JSON object"),
        (b"\xff{", "byte 0", "not UTF-8"),
        ("{}", "key dataFiles", "no list of files"),
        ('{"dataFiles": null}', "key dataFiles", "no list of files"),
        ('{"dataFiles": [1]}', "key dataFiles", "no list of files"),
        ('{"dataFiles": ["data/none.parquet"]}', "dataFiles[1]", "does not exist"),
        ('{"dataFiles": ["data/../../x.parquet"]}', "dataFiles[1]", "lies outside"),
        ('{"dataFiles": ["s3://other/x.parquet"]}', "dataFiles[1]", "lies outside"),
        ('{"dataFiles": ["/etc/passwd"]}', "dataFiles[1]", "lies outside"),
        ('{"dataFiles": ["a.txt"]}', "dataFiles[1]", "neither Parquet nor CSV"),
        ('{"dataFiles": ["a.parquet", "a.parquet"]}', "dataFiles[2]", "count twice"),
    ],
)
def test_a_bad_manifest_is_named_by_place(
    bill: Bill, manifest: str | bytes, place: str, words: str
) -> None:
    bill.deliver(lines(PERIOD))
    path = manifest_path(bill.folder, PERIOD)
    path.write_bytes(manifest.encode() if isinstance(manifest, str) else manifest)
    assert bill.land()[SLICE].status == "quarantined"
    [refused] = bill.lake.quarantined()
    assert refused.file == f"file://{path}"
    assert refused.place == place
    assert words in refused.message
