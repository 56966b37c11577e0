"""A slice of an agent's samples holds its day, its neighbours, and no file that tells no truth."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from tests.contract.samples import agent_samples as sample

_DAY = sample.DAY
_NEXT = _DAY + timedelta(days=1)


@pytest.fixture
def spool(home: Path) -> Path:
    """A workspace whose spool holds the last half minute before a day and the first after it."""
    (home / "tonne.toml").write_text(sample.SETTINGS)
    sample.write(home, _DAY - timedelta(seconds=30), [1.0, 2.0, None])
    sample.write(home, _DAY, [4.0, None, 6.0])
    sample.write(home, _NEXT + timedelta(seconds=5), [None, 8.0, 9.0])
    return home


def _land(home: Path) -> dict[str, Landed]:
    [source] = configured(load_settings(home), Workspace(home))
    landed = land_source(source, Lake(Workspace(home).lake))
    return {one.slice_id.rpartition("__")[2]: one for one in landed}


def _rows(home: Path, day: datetime) -> list[dict[str, Any]]:
    lake = Lake(Workspace(home).lake)
    manifest = lake.manifest("agent_samples", f"hosts__gpu-1__{day:%Y-%m-%d}")
    assert manifest is not None
    return pq.read_table(lake.path_of(manifest, manifest.files[0])).to_pylist()


def test_a_day_holds_the_last_reading_before_it_and_the_first_after(spool: Path) -> None:
    _land(spool)

    values = [(row["sampled_at"], row["value"]) for row in _rows(spool, _DAY)]
    assert values == [
        (_DAY - timedelta(seconds=20), 2.0),
        (_DAY, 4.0),
        (_DAY + timedelta(seconds=10), None),
        (_DAY + timedelta(seconds=20), 6.0),
        (_NEXT + timedelta(seconds=15), 8.0),
    ]
    assert {row["day"] for row in _rows(spool, _DAY)} == {_DAY.date()}


def test_a_reading_more_than_an_hour_away_is_no_neighbour(home: Path) -> None:
    (home / "tonne.toml").write_text(sample.SETTINGS)
    sample.write(home, _DAY - timedelta(hours=2), [1.0])
    sample.write(home, _DAY, [4.0])
    sample.write(home, _NEXT + timedelta(hours=1), [9.0])
    _land(home)

    assert [row["value"] for row in _rows(home, _DAY)] == [4.0]


def test_a_new_morning_restates_the_day_before_and_no_other(spool: Path) -> None:
    _land(spool)
    sample.write(spool, _NEXT + timedelta(seconds=1), [7.5], of=sample.series(device="GPU-2"))

    assert {day: one.status for day, one in _land(spool).items()} == {
        "2025-10-30": "unchanged",
        "2025-10-31": "landed",
        "2025-11-01": "landed",
    }


def test_a_sample_right_after_midnight_in_the_file_of_the_day_before_is_of_its_own_day(
    home: Path,
) -> None:
    (home / "tonne.toml").write_text(sample.SETTINGS)
    sample.write(home, _NEXT - timedelta(seconds=5), [1.0, 2.0])
    sample.write(home, _NEXT + timedelta(seconds=15), [3.0])
    _land(home)

    assert [row["value"] for row in _rows(home, _DAY)] == [1.0, 2.0]
    assert [row["value"] for row in _rows(home, _NEXT)] == [1.0, 2.0, 3.0]


def test_two_hosts_are_two_slices_and_share_nothing(spool: Path) -> None:
    sample.write(spool, _DAY, [7.0], of=sample.series("gpu-2"), host="gpu-2")
    _land(spool)

    assert {row["host_id"] for row in _rows(spool, _DAY)} == {"gpu-1"}
    assert len(Lake(Workspace(spool).lake).manifests("agent_samples")) == 4


def test_what_lies_beside_the_samples_is_passed_over(spool: Path) -> None:
    (spool / "inputs/spool/gpu-1/2025-10-31/.tmp-1").write_bytes(b"half")
    (spool / "inputs/spool/notes.txt").write_text("mine")

    assert {one.status for one in _land(spool).values()} == {"landed"}


def test_a_series_that_is_not_what_it_says_is_quarantined_by_name(spool: Path) -> None:
    file = sample.file_of(spool, _DAY)
    table = pq.read_table(file)
    labels = pa.array(['{"uuid": "GPU-9"}'] * table.num_rows)
    pq.write_table(table.set_column(table.schema.get_field_index("labels"), "labels", labels), file)

    refused = _land(spool)["2025-10-31"]
    assert refused.status == "quarantined"
    assert str(file) in refused.message
    assert "make it series" in refused.message


def test_a_file_in_the_folder_of_another_host_is_quarantined(home: Path) -> None:
    (home / "tonne.toml").write_text(sample.SETTINGS)
    sample.write(home, _DAY, [1.0], of=sample.series("gpu-7"))

    refused = _land(home)["2025-10-31"]
    assert refused.status == "quarantined"
    assert "gpu-7" in refused.message


@pytest.mark.parametrize("column", ["series_id", "sampled_at", "counter_kind"])
def test_a_file_without_a_promised_column_is_quarantined(spool: Path, column: str) -> None:
    file = sample.file_of(spool, _DAY)
    pq.write_table(pq.read_table(file).drop_columns([column]), file)

    refused = _land(spool)["2025-10-31"]
    assert refused.status == "quarantined"
    assert column in refused.message
