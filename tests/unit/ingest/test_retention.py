"""Old versions go on request; what is current, new or named by a book stays."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.landing import land_source
from ingest.retention import old_versions, remove
from tests.unit.ingest.invented import Invented

_KIND = "invented_numbers"


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A slice in five versions, another in one."""
    lake = Lake(tmp_path / "lake")
    source = Invented(tmp_path, a=1, b=9)
    for number in (1, 2, 3, 4, 5):
        source.offer["a"] = number
        land_source(source, lake)
    return lake


def _book(folder: Path, versions: dict[str, str], name: str = "0001-close-2025-10") -> Path:
    """A book of one event that names versions of slices."""
    folder.mkdir(parents=True, exist_ok=True)
    details = json.dumps({"slice_versions": versions})
    table = pa.table({"record_kind": ["event", "entry"], "details": [details, None]})
    path = folder / f"{name}.parquet"
    pq.write_table(table, path)
    return path


def _versions(lake: Lake) -> list[str]:
    return [one.version for one in lake.history(_KIND, "inv__a")]


def test_the_newest_stay_and_the_oldest_go(lake: Lake, tmp_path: Path) -> None:
    before = _versions(lake)
    old = old_versions(lake, tmp_path / "books", keep=2)
    assert [one.manifest.version for one in old] == before[:3]
    assert all(one.bytes > 0 and one.needed_by is None for one in old)
    for one in old:
        remove(one)
    assert _versions(lake) == before[3:]
    assert lake.manifest(_KIND, "inv__a") is not None
    assert len(lake.current_files(_KIND)) == 2
    assert old_versions(lake, tmp_path / "books", keep=2) == []


def test_looking_removes_nothing(lake: Lake, tmp_path: Path) -> None:
    before = _versions(lake)
    assert len(old_versions(lake, tmp_path / "books", keep=1)) == 4
    assert _versions(lake) == before


def test_a_version_that_a_book_names_is_refused(lake: Lake, tmp_path: Path) -> None:
    second = _versions(lake)[1]
    _book(tmp_path / "books", {"inv__a": second, "inv__elsewhere": "v"})
    named = [one for one in old_versions(lake, tmp_path / "books", keep=1) if one.needed_by]
    assert [(one.manifest.version, one.needed_by) for one in named] == [
        (second, "book 0001-close-2025-10")
    ]
    with pytest.raises(ValueError, match="is needed by book 0001-close-2025-10"):
        remove(named[0])
    assert second in _versions(lake)


def test_a_version_that_waits_to_be_closed_is_refused(lake: Lake, tmp_path: Path) -> None:
    first = _versions(lake)[0]
    _book(tmp_path / "books" / "prepared", {"inv__a": first}, "2025-11")
    needed = [one for one in old_versions(lake, tmp_path / "books", keep=1) if one.needed_by]
    assert [one.manifest.version for one in needed] == [first]


def test_with_a_book_that_cannot_be_read_nothing_goes(lake: Lake, tmp_path: Path) -> None:
    path = _book(tmp_path / "books", {})
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BadInput, match="nothing is removed until every book can be read"):
        old_versions(lake, tmp_path / "books", keep=1)


def test_what_was_retired_can_still_be_restored(lake: Lake, tmp_path: Path) -> None:
    current = lake.manifest(_KIND, "inv__a")
    lake.retire("inv__a")
    for one in old_versions(lake, tmp_path / "books", keep=1):
        remove(one)
    assert lake.restore("inv__a") == current
