"""The reading side of the lake."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.landing import land_source
from tests.unit.ingest.invented import Invented


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path / "lake")
    land_source(Invented(tmp_path, a=1, b=2), lake)
    return lake


def test_retiring_an_unknown_slice_names_those_that_come_near(lake: Lake) -> None:
    with pytest.raises(TonneError, match=r"No slice 'inv__c'.*There are: inv__"):
        lake.retire("inv__c")
    with pytest.raises(TonneError, match="No slice"):
        lake.retire("*")  # a pattern is not a slice
    assert not any(manifest.retired for manifest in lake.current())


def test_an_empty_lake_holds_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "none")
    assert (lake.current(), lake.quarantined(), lake.current_files("x")) == ([], [], [])
    assert lake.manifest("x", "y") is None
    assert lake.history("x", "y") == []
    with pytest.raises(TonneError, match="Nothing is landed yet"):
        lake.retire("y")


def test_retiring_twice_is_retiring_once(lake: Lake) -> None:
    assert lake.retire("inv__a") == lake.retire("inv__a")
    assert [manifest.retired for manifest in lake.current()] == [True, False]
    versions = [manifest.version for manifest in lake.history("invented_numbers", "inv__a")]
    assert len(versions) == 2
    assert versions[1] == f"retired-{versions[0]}"


def test_a_retired_slice_can_be_brought_back(lake: Lake) -> None:
    before = lake.manifest("invented_numbers", "inv__a")
    lake.retire("inv__a")
    assert lake.restore("inv__a") == before
    assert lake.manifest("invented_numbers", "inv__a") == before


def test_files_are_found_by_their_absolute_path(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lake.root.parent)
    files = Lake(Path("lake")).current_files("invented_numbers")
    assert [manifest.slice_id for manifest, _, _ in files] == ["inv__a", "inv__b"]
    assert all(path.is_absolute() and path.is_file() for _, _, path in files)


def test_a_damaged_manifest_is_named(lake: Lake) -> None:
    pointer = lake.slice_folder("invented_numbers", "inv__a") / "manifest.json"
    pointer.write_text(pointer.read_text()[:-9])
    with pytest.raises(TonneError, match=r"inv__a/manifest\.json cannot be read"):
        lake.current()
