"""Landing across processes: a kill in the middle, two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.landing import Landed, land_source
from tests.unit.ingest.invented import Invented

ROOT = Path(__file__).resolve().parents[3]


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


LAND = """
import sys
from pathlib import Path
from ingest.lake import Lake
from ingest.landing import land_source
from tests.unit.ingest.invented import Invented

home, *pairs = sys.argv[1:]
offer = {name: int(number) for name, number in (pair.split("=") for pair in pairs)}
for step in range(20):
    numbers = {name: number + step for name, number in offer.items()}
    land_source(Invented(Path(home), **numbers), Lake(Path(home) / "lake"))
"""


def start(home: Path, *offer: str, **environment: str) -> subprocess.Popen[bytes]:
    """A process of its own group that lands `offer` twenty times, one number up each time."""
    return subprocess.Popen(
        [sys.executable, "-c", LAND, str(home), *offer],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        start_new_session=True,
    )


@pytest.mark.parametrize("whom", ["group", "parent"])
def test_a_kill_after_the_parquet_leaves_the_previous_version_current(
    tmp_path: Path, lake: Lake, whom: str
) -> None:
    land_source(Invented(tmp_path, a=1), lake)
    killed = start(tmp_path, "a=2", TONNE_CRASH_AT="after_parquet", TONNE_CRASH_WHOM=whom)
    assert killed.wait(timeout=60) == -signal.SIGKILL
    assert numbers(lake) == {"a": [1]}
    assert len(lake.history("invented_numbers", "inv__a")) == 2
    assert statuses(land_source(Invented(tmp_path, a=2), lake)) == {"a": "landed"}
    assert numbers(lake) == {"a": [2]}


def test_two_landings_at_once_leave_whole_versions(tmp_path: Path, lake: Lake) -> None:
    both = [start(tmp_path, "a=100", "b=7"), start(tmp_path, "a=100", "b=70")]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    for slice_id, count in (("inv__a", 20), ("inv__b", 40)):
        history = lake.history("invented_numbers", slice_id)
        assert len(history) == count
        assert all(lake.is_whole(manifest) for manifest in history)
    current = numbers(lake)
    assert current["a"] == [119]
    assert current["b"] in ([26], [89])
    assert not list(lake.root.rglob(".tmp-*"))
