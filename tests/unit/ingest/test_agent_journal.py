"""What an agent journals is on disk at once, and reaches the spool whatever happens between."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest.errors import Unreachable
from ingest.objects import Place, open_place
from ingest.settings import SourceSettings
from ingest.telemetry.agent import journal, spool
from ingest.telemetry.agent.clock import Clock
from ingest.telemetry.agent.delivery import Delivery
from ingest.telemetry.agent.journal import Journal
from tests.contract.samples.agent_samples import series

_NINE = 1_761_901_200_000_000  # 2025-10-31 09:00 UTC
_ONE = series()
_TWO = series(device="GPU-2")


def _journal(folder: Path) -> Path:
    made = Journal(folder, _NINE)
    made.add([(_ONE, _NINE, 1.0), (_TWO, _NINE + 5, None)])
    made.add([(_ONE, _NINE + 1_000_000, 2.5)])
    made.close()
    return made.path


def _place(folder: Path) -> Place:
    return open_place(SourceSettings(kind="agent_samples", uri=str(folder)), folder, create=True)


def test_a_journal_is_read_as_it_was_written(tmp_path: Path) -> None:
    read = journal.read(_journal(tmp_path))

    assert read.samples == {
        _ONE: ([_NINE, _NINE + 1_000_000], [1.0, 2.5]),
        _TWO: ([_NINE + 5], [None]),
    }
    assert read.torn_lines == 0


@pytest.mark.parametrize("cut", [1, 2, 9])
def test_a_torn_last_line_costs_that_line_only(tmp_path: Path, cut: int) -> None:
    path = _journal(tmp_path)
    path.write_bytes(path.read_bytes()[:-cut])

    read = journal.read(path)
    assert read.samples[_ONE] == ([_NINE], [1.0])
    assert read.torn_lines == 1


def test_a_full_disk_costs_what_it_refused_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Journal(tmp_path, _NINE)
    with monkeypatch.context() as full:
        write = journal.os.write
        full.setattr(journal.os, "write", lambda file, content: write(file, content[:30]))
        with pytest.raises(OSError, match="disk"):
            made.add([(_ONE, _NINE, 1.0)])
    made.add([(_TWO, _NINE + 1, 7.0)])
    made.close()

    assert journal.read(made.path).samples == {_TWO: ([_NINE + 1], [7.0])}


def test_a_journal_becomes_one_file_in_the_folder_of_its_host_and_day(tmp_path: Path) -> None:
    path = _journal(tmp_path)
    place = _place(tmp_path / "spool")

    assert spool.deliver(path, place, "gpu/1") == 3
    [stored] = place.listing()
    file = spool.parsed(stored.key)
    assert file is not None
    assert (file.host, str(file.started)) == ("gpu~2F~1", "2025-10-31 09:00:00")
    assert pq.read_table(tmp_path / "spool" / stored.key).num_rows == 3
    assert not path.exists()


def test_a_journal_that_was_delivered_and_not_removed_is_the_same_file_again(
    tmp_path: Path,
) -> None:
    path = _journal(tmp_path)
    content = path.read_bytes()
    place = _place(tmp_path / "spool")
    spool.deliver(path, place, "gpu-1")
    [first] = place.listing()
    before = place.read(first.key, limit=10**6)
    path.write_bytes(content)
    spool.deliver(path, place, "gpu-1")

    assert [stored.key for stored in place.listing()] == [first.key]
    assert place.read(first.key, limit=10**6) == before


def test_what_the_spool_does_not_take_waits_on_disk(tmp_path: Path) -> None:
    path = _journal(tmp_path)
    told: list[str] = []

    def closed() -> Place:
        raise Unreachable("the bucket is away", "unanswered")

    delivery = Delivery(closed, "gpu-1", told.append)
    delivery.give(path)

    assert not delivery.finish(10)
    assert path.exists()
    assert "the bucket is away" in told[0]


def test_a_clock_that_is_set_back_never_turns_samples_round() -> None:
    wall, steady = [10_000_000_000], [0]
    clock = Clock(lambda: wall[0], lambda: steady[0])
    wall[0], steady[0] = 11_000_000_000, 1_000_000_000
    assert clock.now_us() == 11_000_000
    wall[0], steady[0] = 5_000_000_000, 2_000_000_000
    assert clock.now_us() == 11_900_000
    wall[0], steady[0] = 20_000_000_000, 3_000_000_000
    assert clock.now_us() == 20_000_000
