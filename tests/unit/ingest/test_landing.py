"""Landing one slice: what is current after each thing that can happen."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import durable
from ingest.errors import BadInput, BadSettings, TonneError, Unreachable
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.source import SliceRef
from tests.unit.ingest.invented import Invented


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def statuses(landed: list[Landed]) -> dict[str, str]:
    return {one.slice_id.removeprefix("inv__"): one.status for one in landed}


def numbers(lake: Lake) -> dict[str, list[int]]:
    """What the current files hold, by slice."""
    return {
        manifest.slice_id.removeprefix("inv__"): pq.read_table(path)["number"].to_pylist()
        for manifest, _, path in lake.current_files("invented_numbers")
    }


def test_an_error_on_one_slice_does_not_stop_the_others(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1, b=2, c=3, d=4)
    source.failure = {
        "a": BadInput("a.csv", "line 3, column x", "it is ragged", "Correct it"),
        "b": Unreachable("b is offline"),
        "c": KeyError("what a parser throws"),
    }
    landed = land_source(source, lake)
    expected = {"a": "quarantined", "b": "kept_missing", "c": "quarantined", "d": "landed"}
    assert statuses(landed) == expected
    assert numbers(lake) == {"d": [4]}
    assert landed[0].message == "a.csv, line 3, column x: it is ragged. Correct it"
    assert {note.slice_id for note in lake.quarantined()} == {"inv__a", "inv__c"}
    assert not list(lake.root.rglob(".tmp-*"))


def test_a_full_disk_is_no_bad_input(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1)
    source.failure = {"a": OSError(28, "No space left on device")}
    with pytest.raises(OSError, match="No space left"):
        land_source(source, lake)
    assert lake.quarantined() == []


def test_a_denied_listing_keeps_every_slice(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1, b=2)
    land_source(source, lake)
    source.listing_fails = Unreachable("s3://bucket is denied")
    landed = land_source(source, lake)
    assert statuses(landed) == {"a": "kept_missing", "b": "kept_missing"}
    assert {one.message for one in landed} == {"s3://bucket is denied"}
    assert numbers(lake) == {"a": [1], "b": [2]}


def test_a_denied_listing_is_told_even_where_nothing_landed_yet(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path)
    source.listing_fails = Unreachable("s3://bucket is denied")
    [landed] = land_source(source, lake)
    assert (landed.status, landed.version) == ("kept_missing", None)
    assert landed.message == "s3://bucket is denied"


def test_a_slice_the_provider_emptied_is_a_tombstone_until_rows_come(
    tmp_path: Path, lake: Lake
) -> None:
    source = Invented(tmp_path, a=1)
    land_source(source, lake)
    source.offer["a"] = -1
    assert statuses(land_source(source, lake)) == {"a": "retired"}
    assert numbers(lake) == {}
    assert statuses(land_source(source, lake)) == {"a": "unchanged"}
    source.offer["a"] = 1
    assert statuses(land_source(source, lake)) == {"a": "landed"}
    assert numbers(lake) == {"a": [1]}


def test_a_slice_that_was_always_empty_is_fetched_once(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=-1)
    assert statuses(land_source(source, lake)) == {"a": "retired"}
    assert statuses(land_source(source, lake)) == {"a": "unchanged"}
    assert source.fetched == ["a"]


def test_a_retired_slice_ignores_a_new_signal_for_the_same_content(
    tmp_path: Path, lake: Lake
) -> None:
    source = Invented(tmp_path, a=1)
    land_source(source, lake)
    lake.retire("inv__a")
    source.signals["a"] = "delivered anew"
    land_source(source, lake)
    assert numbers(lake) == {}
    source.offer["a"] = 2
    source.signals["a"] = "restated"
    land_source(source, lake)
    assert numbers(lake) == {"a": [2]}


def test_going_back_to_an_earlier_content_uses_its_version(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1)
    [first] = land_source(source, lake)
    source.offer["a"] = 2
    land_source(source, lake)
    source.offer["a"], source.signals["a"] = 1, "third delivery"
    [third] = land_source(source, lake)
    assert (third.status, third.version) == ("landed", first.version)
    current = lake.manifest("invented_numbers", "inv__a")
    assert current is not None
    assert current.signal == "third delivery"
    assert numbers(lake) == {"a": [1]}
    assert len(lake.history("invented_numbers", "inv__a")) == 2


def test_a_refusal_is_lifted_when_the_provider_goes_back(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1)
    land_source(source, lake)
    source.offer["a"], source.failure["a"] = 2, BadInput("f", "p", "bad", "Fix")
    land_source(source, lake)
    assert len(lake.quarantined()) == 1
    source.offer["a"] = 1
    assert statuses(land_source(source, lake)) == {"a": "unchanged"}
    assert lake.quarantined() == []


def test_a_refused_slice_that_is_withdrawn_is_refused_no_longer(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1, b=2)
    source.failure["b"] = BadInput("f", "p", "bad", "Fix")
    land_source(source, lake)
    del source.offer["b"]
    land_source(source, lake)
    assert lake.quarantined() == []


def test_a_lost_file_is_landed_again_though_the_signal_is_old(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1)
    land_source(source, lake)
    [(_, _, path)] = lake.current_files("invented_numbers")
    path.write_bytes(path.read_bytes()[:-4])
    assert statuses(land_source(source, lake)) == {"a": "landed"}
    assert numbers(lake) == {"a": [1]}
    assert len(lake.history("invented_numbers", "inv__a")) == 1


def test_a_higher_contract_version_lands_the_same_input_anew(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Invented(tmp_path, a=1)
    [before] = land_source(source, lake)
    monkeypatch.setattr(Invented, "contract_version", 2)
    [after] = land_source(source, lake)
    assert after.status == "landed"
    assert after.version != before.version


def test_rows_that_were_read_and_not_written_stop_the_run(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Invented(tmp_path, a=1)
    whole = source.fetch

    def loses_a_row(ref: SliceRef, into: Path) -> object:
        fetched = whole(ref, into)
        return type(fetched)(fetched.files, fetched.inputs, 2)

    monkeypatch.setattr(source, "fetch", loses_a_row)
    with pytest.raises(TonneError, match="2 rows read, 1 written"):
        land_source(source, lake)
    assert lake.current() == []


def test_two_files_that_would_be_one_slice_are_refused(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Invented(tmp_path, a=1)
    refs = [SliceRef("inv__a", (), "1", "one.csv"), SliceRef("inv__a", (), "1", "two.csv")]
    monkeypatch.setattr(source, "slices", lambda: iter(refs))
    with pytest.raises(BadSettings, match=r"one\.csv and two\.csv are both slice inv__a"):
        land_source(source, lake)


def test_only_slices_of_the_wanted_months_and_of_unknown_months_land(
    tmp_path: Path, lake: Lake
) -> None:
    source = Invented(tmp_path, m10=1, m11=2, m12=3, whole=4)
    landed = land_source(source, lake, periods=["2025-11", "2025-12"])
    assert statuses(landed) == {"m11": "landed", "m12": "landed", "whole": "landed"}
    source.offer = {"whole": 4}
    landed = land_source(source, lake, periods=["2025-12"])
    assert statuses(landed) == {"whole": "unchanged", "m12": "kept_missing"}


def test_kept_source_bytes_stand_beside_the_parquet_unless_switched_off(
    tmp_path: Path, lake: Lake
) -> None:
    source = Invented(tmp_path, a=1)
    land_source(source, lake)
    [kept] = lake.root.rglob("source/number.txt")
    assert kept.read_text() == "1"
    source.config = source.config.model_copy(update={"keep_source": False})
    source.offer["a"] = 2
    land_source(source, lake)
    assert list(lake.root.rglob("source/number.txt")) == [kept]


def test_progress_is_told_slice_by_slice(tmp_path: Path, lake: Lake) -> None:
    told: list[tuple[str, int, int]] = []
    land_source(Invented(tmp_path, a=1, b=2), lake, progress=lambda *step: told.append(step))
    assert told == [("inv", 0, 2), ("inv", 1, 2), ("inv", 2, 2)]


def test_what_a_crash_left_is_removed_after_a_day(tmp_path: Path, lake: Lake) -> None:
    source = Invented(tmp_path, a=1)
    folder = lake.slice_folder("invented_numbers", "inv__a")
    old, young = durable.new_folder(folder), durable.new_folder(folder)
    (old / "0.parquet").write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    land_source(source, lake)
    assert not old.exists()
    assert young.exists()  # it may belong to a landing that is still at work


def test_a_manifest_holds_what_the_lake_promises(tmp_path: Path, lake: Lake) -> None:
    land_source(Invented(tmp_path, m10=1), lake)
    pointer = lake.slice_folder("invented_numbers", "inv__m10") / "manifest.json"
    document = json.loads(pointer.read_text())
    version = document["version"]
    assert document["format"] == 1
    assert document["periods"] == ["2025-10"]
    assert document["files"][0]["path"] == f"{version}/0.parquet"
    assert document["files"][0]["columns"] == {"number": "int64"}
    assert len(version) == 16
    assert int(version, 16) >= 0
    assert json.loads((pointer.parent / version / "manifest.json").read_text()) == document
