"""One writer at a time, whatever happens to the process that holds the lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from orchestration.lock import Busy, WriterLock
from orchestration.warehouse import open_warehouse

ROOT = Path(__file__).resolve().parents[3]

_HOLD_LOCK = """
import sys, time
from pathlib import Path
from orchestration.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
time.sleep(60)
"""
_HOLD_WITH_CHILD = """
import subprocess, sys
from pathlib import Path
from orchestration.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"], close_fds=False)
print(child.pid, flush=True)
child.wait()
"""
_HOLD_WAREHOUSE = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def _other_process(code: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that runs `code`, and the first line it prints."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def test_a_second_writer_leaves_and_says_who_is_writing(tmp_path: Path) -> None:
    with _other_process(_HOLD_LOCK, str(tmp_path)) as (process, _), pytest.raises(Busy) as busy:
        WriterLock(tmp_path).take()

    assert f"process {process.pid}" in str(busy.value)
    assert "UTC" in str(busy.value)


def test_a_second_writer_waits_as_long_as_it_was_told(tmp_path: Path) -> None:
    lock, told = WriterLock(tmp_path), list[str]()
    with _other_process(_HOLD_LOCK, str(tmp_path)) as (process, _):
        started = time.monotonic()
        with pytest.raises(Busy):
            lock.take(wait_seconds=1.0, on_wait=told.append)
        waited = time.monotonic() - started

    assert waited >= 1.0
    assert [str(process.pid) in sentence for sentence in told] == [True]


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    with _other_process(_HOLD_LOCK, str(tmp_path)) as (process, _):
        process.kill()
        process.wait()
        lock.take()

    assert lock.is_held


def test_a_child_that_outlives_a_killed_holder_does_not_hold_the_lock(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    with _other_process(_HOLD_WITH_CHILD, str(tmp_path)) as (process, child):
        process.kill()
        process.wait()
        try:
            lock.take()
        finally:
            os.kill(int(child), signal.SIGKILL)

    assert lock.is_held


def test_looking_who_holds_the_lock_does_not_take_it(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    assert lock.holder() is None
    with _other_process(_HOLD_LOCK, str(tmp_path)) as (process, _):
        holder = lock.holder()

    assert holder is not None
    assert holder.pid == process.pid
    assert lock.holder() is None


def test_a_released_lock_can_be_taken_by_the_next(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    first.take()
    first.release()
    second.take()

    assert second.is_held


def test_a_warehouse_that_an_orphan_still_writes_is_waited_for(tmp_path: Path) -> None:
    path, told = tmp_path / "warehouse.duckdb", list[str]()
    duckdb.connect(str(path)).close()
    with (
        _other_process(_HOLD_WAREHOUSE, str(path), "2") as (process, _),
        open_warehouse(path, wait_seconds=30, on_wait=told.append) as connection,
    ):
        answer = connection.execute("select 1").fetchone()

    assert answer == (1,)
    assert [str(process.pid) in sentence for sentence in told] == [True]


def test_a_warehouse_that_stays_open_elsewhere_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(path)).close()
    with (
        _other_process(_HOLD_WAREHOUSE, str(path), "60") as (process, _),
        pytest.raises(Busy, match=f"process {process.pid}"),
    ):
        open_warehouse(path, wait_seconds=0.6, on_wait=lambda _: None)
